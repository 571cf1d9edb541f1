-- One row per changed target or actual of a known indicator: the old value, the new one and who replaced it.
with replaced as (

    select * from staging.superseded_iku_results

),

live as (

    select * from staging.iku_results

),

iku as (

    select * from core.iku

),

versions as (

    select
        iku_id,
        unit_id,
        year,
        period,
        target,
        actual,
        load_id,
        loaded_at,
        row_number,
        ended_at,
        ended_by
    from replaced

    union all

    select
        iku_id,
        unit_id,
        year,
        period,
        target,
        actual,
        load_id,
        loaded_at,
        row_number,
        cast(null as timestamp) as ended_at,
        cast(null as varchar) as ended_by
    from live

),

steps as (

    select
        *,
        lead(load_id) over in_time as next_load_id,
        lead(target) over in_time as next_target,
        lead(actual) over in_time as next_actual
    from versions
    window in_time as (
        partition by iku_id, unit_id, period
        order by loaded_at, load_id, row_number
    )

),

changes as (

    select
        iku_id,
        unit_id,
        year,
        period,
        'target' as field,
        target as old_value,
        next_target as new_value,
        load_id as old_load_id,
        coalesce(ended_by, next_load_id) as new_load_id,
        ended_at as revised_at
    from steps
    where ended_at is not null and next_load_id is not null and target is distinct from next_target

    union all

    select
        iku_id,
        unit_id,
        year,
        period,
        'actual' as field,
        actual as old_value,
        next_actual as new_value,
        load_id as old_load_id,
        coalesce(ended_by, next_load_id) as new_load_id,
        ended_at as revised_at
    from steps
    where ended_at is not null and next_load_id is not null and actual is distinct from next_actual

)

select
    changes.iku_id,
    changes.unit_id,
    changes.period,
    changes.field,
    changes.old_value,
    changes.new_value,
    changes.old_load_id,
    changes.new_load_id,
    changes.revised_at
from changes
inner join iku
    on
        changes.iku_id = iku.iku_id
        and changes.unit_id = iku.unit_id
        and changes.year = iku.year
