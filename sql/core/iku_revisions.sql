-- One row per changed target or actual of a known indicator: the old value, the new one and who replaced it.
-- A word gives way to the next of its source; where that repeats another source, the word that counts stands for it.
-- Late is a target changed from a stated month of its year on, or an actual changed after its year has ended.
with iku as (

    select * from core.iku

),

late_months as (

    select *
    from core.settings
    where setting_id = 'revision_late_month'

),

scales as (

    select * from reference.ordinal_scales

),

results as (

    select
        iku_id,
        unit_id,
        year,
        period,
        target,
        target_label,
        actual,
        actual_label,
        source,
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
        target_label,
        actual,
        actual_label,
        source,
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
        source,
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
        source,
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
        source,
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
        source,
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
        source,
        load_id,
        loaded_at,
        row_number,
        ended_at,
        ended_by
    from promises

),

valued as (

    select
        versions.* exclude (value),
        coalesce(versions.value, cast(scales.rank_order as double)) as value
    from versions
    left join scales
        on
            versions.label = scales.label
            and versions.value is null
            and make_date(versions.year, 12, 31)
            between scales.valid_from and coalesce(scales.valid_to, date '9999-12-31')

),

steps as (

    select
        *,
        lead(load_id) over in_time as next_load_id,
        lead(value) over in_time as next_value,
        lead(label) over in_time as next_label,
        max(case when ended_at is null then load_id end) over on_key as live_load_id,
        max(case when ended_at is null then value end) over on_key as live_value,
        max(case when ended_at is null then label end) over on_key as live_label
    from valued
    window
        in_time as (
            partition by iku_id, unit_id, period, field, source
            order by loaded_at, load_id, row_number
        ),
        on_key as (partition by iku_id, unit_id, period, field)

),

replaced as (

    select
        * exclude (next_load_id, next_value, next_label),
        coalesce(next_load_id, live_load_id) as next_load_id,
        case when next_load_id is null then live_value else next_value end as next_value,
        case when next_load_id is null then live_label else next_label end as next_label
    from steps
    where ended_at is not null

)

select
    replaced.iku_id,
    replaced.unit_id,
    replaced.year,
    replaced.period,
    replaced.field,
    replaced.value as old_value,
    replaced.next_value as new_value,
    replaced.label as old_label,
    replaced.next_label as new_label,
    replaced.load_id as old_load_id,
    coalesce(replaced.ended_by, replaced.next_load_id) as new_load_id,
    replaced.ended_at as revised_at,
    case
        when replaced.field = 'actual' then replaced.ended_at >= make_date(replaced.year + 1, 1, 1)
        else replaced.ended_at >= make_date(replaced.year, cast(late_months.setting_value as bigint), 1)
    end as is_late
from replaced
inner join iku
    on
        replaced.iku_id = iku.iku_id
        and replaced.unit_id = iku.unit_id
        and replaced.year = iku.year
left join late_months
    on make_date(replaced.year, 12, 31) between late_months.valid_from and late_months.valid_to
where replaced.next_load_id is not null and replaced.value is distinct from replaced.next_value
