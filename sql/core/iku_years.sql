-- One row per IKU, unit and year: the year as far as it is filled, in the kind of period that tells most of it.
-- A filled year row speaks for the year; else the kind with most filled periods, and in it the last filled one.
-- What was judged and missed counts in every kind: a year that ended well does not hide the quarter that did not.
with measures as (

    select * from core.iku_measures

),

judgements as (

    select *
    from core.iku_judgements
    where basis = 'ytd'

),

in_period as (

    select *
    from core.iku_judgements
    where basis = 'period'

),

builds as (

    select * from reference.build

),

types as (

    select
        measures.iku_id,
        measures.unit_id,
        measures.year,
        measures.period_type,
        cast(count(*) as bigint) as due_count,
        cast(count(measures.actual) as bigint) as filled_count,
        max(case when measures.actual is not null then measures.period_order end) as last_filled_order
    from measures
    group by measures.iku_id, measures.unit_id, measures.year, measures.period_type

),

tested as (

    select
        measures.iku_id,
        measures.unit_id,
        measures.year,
        cast(count(case when in_period.status <> 'not_judged' then 1 end) as bigint) as judged_count,
        cast(count(case when in_period.status in ('near', 'below') then 1 end) as bigint) as missed_count,
        arg_max(measures.period, case when in_period.status in ('near', 'below') then measures.period_order end)
            as last_missed_period
    from measures
    inner join in_period
        on
            measures.iku_id = in_period.iku_id
            and measures.unit_id = in_period.unit_id
            and measures.period = in_period.period
    group by measures.iku_id, measures.unit_id, measures.year

),

ranked as (

    select
        *,
        row_number() over (
            partition by iku_id, unit_id, year
            order by
                case when period_type = 'year' and filled_count > 0 then 0 else 1 end,
                filled_count desc,
                due_count desc,
                period_type asc
        ) as position
    from types

)

select
    ranked.iku_id,
    ranked.unit_id,
    ranked.year,
    ranked.period_type,
    ranked.due_count,
    ranked.filled_count,
    tested.judged_count,
    tested.missed_count,
    tested.last_missed_period,
    last_filled.period as last_filled_period,
    last_filled.ytd_target,
    last_filled.ytd_actual,
    judgements.achievement_pct as ytd_achievement_pct,
    judgements.status as ytd_status,
    coalesce(
        last_filled.end_date = make_date(ranked.year, 12, 31) and last_filled.end_date < cast(builds.as_of as date),
        false
    ) as is_final
from ranked
cross join builds
inner join tested
    on
        ranked.iku_id = tested.iku_id
        and ranked.unit_id = tested.unit_id
        and ranked.year = tested.year
left join measures as last_filled
    on
        ranked.iku_id = last_filled.iku_id
        and ranked.unit_id = last_filled.unit_id
        and ranked.year = last_filled.year
        and ranked.period_type = last_filled.period_type
        and ranked.last_filled_order = last_filled.period_order
left join judgements
    on
        last_filled.iku_id = judgements.iku_id
        and last_filled.unit_id = judgements.unit_id
        and last_filled.period = judgements.period
where ranked.position = 1
