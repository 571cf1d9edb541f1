-- One row per indicator the agency made public, unit and year: what was promised and what came of it so far.
-- Taken from the last period of the year that has a result. Indicators are not about persons and are not suppressed.
with iku_periods as (

    select *
    from marts.iku_periods
    where is_public

),

goals as (

    select * from marts.iku

),

periods as (

    select * from marts.periods

),

placed as (

    select
        iku_periods.*,
        bool_or(iku_periods.is_provisional and iku_periods.actual is not null) over (
            partition by iku_periods.iku_id, iku_periods.unit_id, iku_periods.year
        ) as has_provisional,
        row_number() over (
            partition by iku_periods.iku_id, iku_periods.unit_id, iku_periods.year
            order by iku_periods.actual is null asc, iku_periods.period_order desc, iku_periods.period asc
        ) as place
    from iku_periods

)

select
    placed.iku_id, -- code of the indicator
    placed.iku_name, -- name of the indicator
    placed.public_theme, -- theme on the public page
    placed.unit_id, -- unit that owns it
    placed.unit_name, -- name of that unit
    placed.root_id, -- top of the tree of that unit
    placed.year, -- calendar year
    placed.measure_unit, -- unit of measure
    placed.polarity, -- maximize, minimize, stabilize or range
    placed.consolidation, -- sum, average or last: how periods add up within the year
    placed.annual_target, -- target of the whole year
    goals.annual_target_label, -- that target as a grade (WTP, AA …); null where it is a number
    placed.lower_bound, -- lower bound of a range target
    placed.upper_bound, -- upper bound of a range target
    case when placed.actual is not null then placed.period end as period, -- last period with a result; null without one
    coalesce(placed.actual is not null and periods.end_date = make_date(placed.year, 12, 31), false)
        as is_whole_year, -- true when that period ends with the year
    placed.ytd_target, -- target of the filled periods of the year up to that one
    case
        when placed.ytd_target = placed.target then placed.target_label
        when placed.ytd_target = placed.annual_target then goals.annual_target_label
    end as ytd_target_label, -- that target as a grade; null where it is a number or a mean of grades
    placed.ytd_actual, -- result of the year up to that period
    case when placed.ytd_actual = placed.actual then placed.actual_label end
        as ytd_actual_label, -- that result as a grade; null where it is a number or a mean of grades
    placed.ytd_achievement_pct, -- percent of target of the year up to that period, uncapped
    placed.rule_id, -- rule of public.rules the percentage follows
    placed.ytd_status, -- exceeded, met, near, below or not_judged
    placed.ytd_reason, -- why there is no percentage; null when there is one
    placed.has_provisional as is_provisional -- true when a figure of the year is provisional
from placed
left join goals on placed.iku_id = goals.iku_id and placed.unit_id = goals.unit_id and placed.year = goals.year
left join periods on placed.period = periods.period
where placed.place = 1
