-- One row per changed target or actual of a known indicator: the old value, the new one and who replaced it.
-- Late is a target changed from a stated month of its year on, or an actual changed after its year has ended.
with iku as (

    select * from core.iku

),

late_months as (

    select *
    from core.settings
    where setting_id = 'revision_late_month'

),

results as (

    select
        iku_id,
        unit_id,
        year,
        period,
        target,
        actual,
        target_label,
        actual_label,
        load_id,
        loaded_at,
        row_number,
        ended_at,
        ended_by
    from staging.superseded_iku_results

    union all

    select
        iku_id,
        unit_id,
        year,
        period,
        target,
        actual,
        target_label,
        actual_label,
        load_id,
        loaded_at,
        row_number,
        cast(null as timestamp) as ended_at,
        cast(null as varchar) as ended_by
    from staging.iku_results

),

promises as (

    select
        iku_id,
        unit_id,
        year,
        annual_target,
        annual_target_label,
        load_id,
        loaded_at,
        row_number,
        ended_at,
        ended_by
    from staging.superseded_iku

    union all

    select
        iku_id,
        unit_id,
        year,
        annual_target,
        annual_target_label,
        load_id,
        loaded_at,
        row_number,
        cast(null as timestamp) as ended_at,
        cast(null as varchar) as ended_by
    from staging.iku

),

versions as (

    select
        iku_id,
        unit_id,
        year,
        period,
        'target' as field,
        target as value,
        target_label as label,
        load_id,
        loaded_at,
        row_number,
        ended_at,
        ended_by
    from results

    union all

    select
        iku_id,
        unit_id,
        year,
        period,
        'actual' as field,
        actual as value,
        actual_label as label,
        load_id,
        loaded_at,
        row_number,
        ended_at,
        ended_by
    from results

    union all

    select
        iku_id,
        unit_id,
        year,
        lpad(cast(year as varchar), 4, '0') as period,
        'annual_target' as field,
        annual_target as value,
        annual_target_label as label,
        load_id,
        loaded_at,
        row_number,
        ended_at,
        ended_by
    from promises

),

steps as (

    select
        *,
        lead(load_id) over in_time as next_load_id,
        lead(value) over in_time as next_value,
        lead(label) over in_time as next_label
    from versions
    window in_time as (
        partition by iku_id, unit_id, period, field
        order by loaded_at, load_id, row_number
    )

)

select
    steps.iku_id,
    steps.unit_id,
    steps.year,
    steps.period,
    steps.field,
    steps.value as old_value,
    steps.next_value as new_value,
    steps.label as old_label,
    steps.next_label as new_label,
    steps.load_id as old_load_id,
    coalesce(steps.ended_by, steps.next_load_id) as new_load_id,
    steps.ended_at as revised_at,
    case
        when steps.field = 'actual' then steps.ended_at >= make_date(steps.year + 1, 1, 1)
        else steps.ended_at >= make_date(steps.year, cast(late_months.setting_value as bigint), 1)
    end as is_late
from steps
inner join iku
    on
        steps.iku_id = iku.iku_id
        and steps.unit_id = iku.unit_id
        and steps.year = iku.year
left join late_months
    on make_date(steps.year, 12, 31) between late_months.valid_from and late_months.valid_to
where
    steps.ended_at is not null
    and steps.next_load_id is not null
    and (steps.value is distinct from steps.next_value or steps.label is distinct from steps.next_label)
