-- One row per indicator the agency made public, unit and period: what was promised and what was reached.
-- Indicators are not about persons and are not suppressed.
with iku_periods as (

    select *
    from marts.iku_periods
    where is_public

),

periods as (

    select * from marts.periods

)

select
    iku_periods.iku_id, -- code of the indicator
    iku_periods.iku_name, -- name of the indicator
    iku_periods.public_theme, -- theme on the public page
    iku_periods.unit_id, -- unit that owns it
    iku_periods.unit_name, -- name of that unit
    iku_periods.root_id, -- top of the tree of that unit
    iku_periods.period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    iku_periods.period_type, -- year, semester, quarter or month
    iku_periods.year, -- calendar year
    iku_periods.start_date, -- first day of the period
    coalesce(periods.is_complete, false) as is_complete, -- true when the period ended before the day of the build
    iku_periods.measure_unit, -- unit of measure
    iku_periods.polarity, -- maximize, minimize, stabilize or range
    iku_periods.annual_target, -- target of the whole year
    iku_periods.target, -- target of this period; null when none was given
    iku_periods.target_label, -- that target as a grade (WTP, AA …); null where it is a number
    iku_periods.actual, -- result of this period; null when there is none yet
    iku_periods.actual_label, -- that result as a grade; null where it is a number
    iku_periods.lower_bound, -- lower bound of a range target
    iku_periods.upper_bound, -- upper bound of a range target
    iku_periods.achievement_pct, -- percent of target, uncapped; null with a reason when it cannot be judged
    iku_periods.rule_id, -- rule of public.rules the percentage follows
    iku_periods.status, -- exceeded, met, near, below or not_judged
    iku_periods.reason, -- why no percentage: no_data no_target zero_target negative_target no_bounds …
    iku_periods.is_provisional, -- true when the source marks the figure as provisional
    iku_periods.ytd_target, -- target of the filled periods of the year up to this one
    iku_periods.ytd_actual, -- result of the year up to this period
    iku_periods.ytd_achievement_pct, -- percent of target of the year up to this period, uncapped
    iku_periods.ytd_status, -- status of the year up to this period
    iku_periods.ytd_reason -- why the year up to this period has no percentage
from iku_periods
left join periods on iku_periods.period = periods.period
