-- One row per IKU, unit and period: what was promised, what was reached, and how that is judged.
-- Achievement stays uncapped here; the cap is a rule, applied once in marts.unit_periods.
with iku_periods as (

    select * from core.iku_periods

)

select
    iku_id, -- code of the indicator
    iku_name, -- name of the indicator
    goal_name, -- goal it serves
    unit_id, -- unit that owns it
    unit_name, -- name of that unit
    root_id, -- top of the tree of that unit
    period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    period_type, -- year, semester, quarter or month
    period_order, -- increases with the end of the period, shorter before longer
    year, -- calendar year
    start_date, -- first day of the period
    measure_unit, -- unit of measure
    polarity, -- maximize, minimize, stabilize or range
    consolidation, -- sum, average or last
    is_ordinal, -- true when targets or results of the year are grades
    weight, -- weight as the source gives it; null when none
    annual_target, -- target of the whole year
    target, -- target of this period; null when none was given
    actual, -- result of this period; null when there is none yet, 0 only when it is zero
    target_label, -- target as a grade (WTP, AA …), whose rank is the target; null where it is a number
    actual_label, -- result as a grade, whose rank is the actual; null where it is a number
    lower_bound, -- lower bound of a range target
    upper_bound, -- upper bound of a range target
    numerator, -- numerator as reported
    denominator, -- denominator as reported
    achievement_pct, -- percent of target, uncapped; null with a reason when it cannot be judged
    imported_achievement_pct, -- percent of target as the source computed it, only to compare
    imported_difference_pct, -- percent of target as the source computed it less ours; null when either is missing
    is_imported_different, -- true when that difference is more than a rounding; null when either is missing
    formula_id, -- formula of the achievement: r_over_t, 2t_minus_r_over_t, t_over_r, smaller_ratio or distance
    rule_id, -- rule of marts.rules the formula belongs to
    status, -- exceeded, met, near, below or not_judged, on the achievement rounded to two decimals
    realisation_band, -- very_high high medium low very_low (Permendagri 86/2017); null without a percentage
    is_formula_sensitive, -- true when another formula gives another verdict: marts.iku_formulas_compared
    reason, -- why no percentage: no_data no_target zero_target negative_target zero_actual no_bounds no_rule
    is_provisional, -- true when the source marks the figure as provisional
    ytd_target, -- target of the filled periods of the year up to this one
    ytd_actual, -- result of the year up to this period, consolidated
    ytd_achievement_pct, -- percent of target of the year up to this period, uncapped
    ytd_status, -- status of the year up to this period
    ytd_realisation_band, -- band of realisation of the year up to this period
    ytd_reason, -- why the year up to this period has no percentage; ordinal_sum: grades cannot be added up
    ytd_period_count, -- filled periods of the year up to this one
    obstacle, -- obstacle as reported
    follow_up, -- follow-up as reported
    owner_name, -- post or division responsible
    is_public, -- true when the public may see the indicator
    public_theme, -- theme on the public page
    load_id, -- load the row came from; null when no row was sent
    file_name, -- file the row came from
    sheet_name, -- sheet of the workbook; null for a CSV
    row_number, -- row as Excel numbers it
    loaded_at -- moment the row was loaded (UTC)
from iku_periods
