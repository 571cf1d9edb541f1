-- One row per indicator the agency made public, unit and year: what was promised and what came of it so far.
-- A filled year row speaks for the year; else the last filled period of the kind with most filled ones, as inside the
-- agency. Indicators are not about persons and are not suppressed.
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

counted as (

    select
        *,
        count(actual) over of_kind as filled_count,
        count(*) over of_kind as due_count
    from iku_periods
    window of_kind as (partition by iku_id, unit_id, year, period_type)

),

placed as (

    select
        counted.*,
        bool_or(counted.is_provisional and counted.actual is not null) over (
            partition by counted.iku_id, counted.unit_id, counted.year
        ) as has_provisional,
        row_number() over (
            partition by counted.iku_id, counted.unit_id, counted.year
            order by
                counted.actual is null asc,
                counted.period_type = 'year' desc,
                counted.filled_count desc,
                counted.due_count desc,
                counted.period_type asc,
                counted.period_order desc
        ) as place
    from counted

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
