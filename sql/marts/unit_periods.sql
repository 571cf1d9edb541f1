-- One row per unit and period: the indicators of the unit and everything below it, in one score.
with unit_periods as (

    select * from core.unit_periods

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    period_type, -- year, semester, quarter or month
    iku_score_pct, -- weighted mean of achievements, each rounded to two decimals and capped; null when none
    iku_count, -- indicators due or reported
    iku_judged_count, -- indicators with a status
    iku_met_count, -- indicators that met or exceeded the target
    iku_exceeded_count, -- indicators that exceeded it
    iku_near_count, -- indicators near it
    iku_below_count, -- indicators below it
    iku_met_share, -- indicators met or exceeded among those with a status, 0 to 1; null when none has one
    iku_judged_share, -- indicators with a status among all, 0 to 1: the coverage of the counts
    formula_sensitive_count, -- indicators whose verdict another formula would change
    weight_total, -- sum of the weights of all indicators; 100 per owning unit
    weight_judged, -- sum of the weights of those with an achievement
    weight_covered_pct, -- percent of the weight that the score stands on
    cap_pct, -- cap of one achievement within the score
    ytd_iku_score_pct, -- like iku_score_pct, of the year up to this period; null when none
    ytd_iku_judged_count, -- indicators with a status of the year up to this period
    ytd_iku_met_count, -- of these, met or exceeded
    ytd_weight_covered_pct, -- percent of the weight that the score of the year stands on
    provisional_count, -- indicators with a provisional figure
    weight_note -- equal_weights or partial_weights when a unit gave no or only some weights; else null
from unit_periods
