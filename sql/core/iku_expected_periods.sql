-- One row per indicator, unit and period that has started and in which a result is due.
-- An indicator reports in the kind of period it used that year, else in the commonest of its root, else quarterly.
with iku as (

    select * from core.iku

),

units as (

    select * from core.units

),

results as (

    select * from core.iku_results

),

calendar as (

    select * from core.calendar

),

used_types as (

    select
        results.iku_id,
        results.unit_id,
        results.year,
        calendar.period_type,
        count(*) as result_count
    from results
    inner join calendar on results.period = calendar.period
    group by results.iku_id, results.unit_id, results.year, calendar.period_type

),

root_types as (

    select
        units.root_id,
        used_types.year,
        used_types.period_type,
        row_number() over (
            partition by units.root_id, used_types.year
            order by sum(used_types.result_count) desc, used_types.period_type asc
        ) as popularity
    from used_types
    inner join units on used_types.unit_id = units.unit_id
    group by units.root_id, used_types.year, used_types.period_type

),

due_types as (

    select
        iku.iku_id,
        iku.unit_id,
        iku.year,
        coalesce(used_types.period_type, root_types.period_type, 'quarter') as period_type
    from iku
    left join used_types
        on
            iku.iku_id = used_types.iku_id
            and iku.unit_id = used_types.unit_id
            and iku.year = used_types.year
    left join root_types
        on
            iku.root_id = root_types.root_id
            and iku.year = root_types.year
            and root_types.popularity = 1

)

select
    due_types.iku_id,
    due_types.unit_id,
    due_types.year,
    calendar.period
from due_types
inner join calendar
    on
        due_types.year = calendar.year
        and due_types.period_type = calendar.period_type
inner join units on due_types.unit_id = units.unit_id
where
    calendar.is_started
    and coalesce(units.start_date <= calendar.end_date, true)
    and coalesce(units.end_date >= calendar.start_date, true)
