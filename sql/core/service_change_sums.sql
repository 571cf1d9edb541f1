-- One row per change of a service and measure: what was observed in as many days before as after it, counted and
-- summed, in the unit and everything below it.
with changes as (

    select * from staging.service_changes

),

units as (

    select * from core.units

),

closure as (

    select * from core.unit_closure

),

observations as (

    select * from core.service_observations

),

measures as (

    select
        'ikm' as measure,
        cast(2520 as double) / 25 as scale,
        1 as better
    union all
    select
        'on_time_share' as measure,
        cast(1 as double) as scale,
        1 as better
    union all
    select
        'days' as measure,
        cast(1 as double) as scale,
        -1 as better
    union all
    select
        'waiting_minutes' as measure,
        cast(100 as double) as scale,
        -1 as better

),

settings as (

    select
        changes.load_id,
        changes.sheet_name,
        changes.row_number,
        max(case when s.setting_id = 'change_window_days' then cast(s.setting_value as bigint) end) as window_days,
        max(case when s.setting_id = 'change_min_count' then cast(s.setting_value as bigint) end) as min_count
    from changes
    inner join core.settings as s on changes.change_date between s.valid_from and s.valid_to
    group by changes.load_id, changes.sheet_name, changes.row_number

),

wanted as (

    select
        changes.unit_id,
        units.unit_name,
        units.root_id,
        changes.service_name,
        changes.change_date,
        changes.change_name,
        changes.change_note,
        changes.load_id,
        changes.sheet_name,
        changes.row_number,
        settings.window_days,
        settings.min_count,
        measures.measure,
        measures.scale,
        measures.better
    from changes
    inner join units on changes.unit_id = units.unit_id
    inner join settings
        on
            changes.load_id = settings.load_id
            and changes.sheet_name is not distinct from settings.sheet_name
            and changes.row_number = settings.row_number
    cross join measures

),

placed as (

    select
        wanted.load_id,
        wanted.sheet_name,
        wanted.row_number,
        wanted.measure,
        wanted.window_days,
        date_diff('day', wanted.change_date, observations.day) as day_offset,
        observations.value
    from wanted
    inner join closure on wanted.unit_id = closure.ancestor_id
    inner join observations
        on
            closure.unit_id = observations.unit_id
            and wanted.measure = observations.measure
            and (
                lower(trim(wanted.service_name)) = lower(trim(observations.service_name))
                or (wanted.service_name is null and not observations.is_complaint)
            )

),

summed as (

    select
        load_id,
        sheet_name,
        row_number,
        measure,
        cast(count(case when day_offset < 0 then 1 end) as bigint) as before_count,
        cast(sum(case when day_offset < 0 then value end) as bigint) as before_sum,
        cast(sum(case when day_offset < 0 then value * value end) as bigint) as before_squares,
        cast(count(case when day_offset >= 0 then 1 end) as bigint) as after_count,
        cast(sum(case when day_offset >= 0 then value end) as bigint) as after_sum,
        cast(sum(case when day_offset >= 0 then value * value end) as bigint) as after_squares
    from placed
    where day_offset >= -window_days and day_offset < window_days
    group by load_id, sheet_name, row_number, measure

)

select
    wanted.*,
    coalesce(summed.before_count, 0) as before_count,
    coalesce(summed.after_count, 0) as after_count,
    summed.before_sum,
    summed.before_squares,
    summed.after_sum,
    summed.after_squares
from wanted
left join summed
    on
        wanted.load_id = summed.load_id
        and wanted.sheet_name is not distinct from summed.sheet_name
        and wanted.row_number = summed.row_number
        and wanted.measure = summed.measure
