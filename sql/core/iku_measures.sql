-- One row per IKU, unit and period, reported or due: target and actual of the period and of the year up to it.
-- Empty periods never count as 0: sum and average use filled periods and their own targets, last the last filled one.
-- Where no period has a target the one that closes the year is measured by the target of the year, a sum only if whole.
with iku as (

    select * from core.iku

),

results as (

    select * from core.iku_results

),

expected_periods as (

    select * from core.iku_expected_periods

),

calendar as (

    select * from core.calendar

),

parts as (

    select
        period_type,
        count(*) as part_count
    from reference.period_parts
    group by period_type

),

spine as (

    select
        iku_id,
        unit_id,
        year,
        period
    from results

    union

    select
        iku_id,
        unit_id,
        year,
        period
    from expected_periods

),

period_rows as (

    select
        spine.iku_id,
        spine.unit_id,
        spine.year,
        spine.period,
        calendar.period_type,
        calendar.period_order,
        calendar.end_date,
        iku.polarity,
        iku.consolidation,
        iku.consolidation = 'sum' and iku.is_ordinal as is_ordinal_sum,
        iku.lower_bound,
        iku.upper_bound,
        iku.annual_target,
        parts.part_count,
        results.target,
        results.actual
    from spine
    inner join calendar on spine.period = calendar.period
    inner join parts on calendar.period_type = parts.period_type
    inner join iku
        on
            spine.iku_id = iku.iku_id
            and spine.unit_id = iku.unit_id
            and spine.year = iku.year
    left join results
        on
            spine.iku_id = results.iku_id
            and spine.unit_id = results.unit_id
            and spine.period = results.period

),

running as (

    select
        *,
        count(actual) over so_far as filled_count,
        count(case when actual is not null then target end) over so_far as filled_target_count,
        sum(actual) over so_far as actual_sum,
        sum(case when actual is not null then target end) over so_far as target_sum,
        max(case when actual is not null then period_order end) over so_far as last_filled_order
    from period_rows
    window so_far as (
        partition by iku_id, unit_id, year, period_type
        order by period_order
        rows between unbounded preceding and current row
    )

)

select
    running.iku_id,
    running.unit_id,
    running.year,
    running.period,
    running.period_type,
    running.period_order,
    running.end_date,
    running.polarity,
    running.lower_bound,
    running.upper_bound,
    running.target,
    running.actual,
    cast(running.filled_count as bigint) as ytd_period_count,
    running.is_ordinal_sum,
    case
        when running.is_ordinal_sum then null
        when
            running.filled_target_count = 0
            and running.end_date = make_date(running.year, 12, 31)
            and (running.consolidation <> 'sum' or running.filled_count = running.part_count)
            and running.filled_count > 0
            then running.annual_target
        when running.consolidation = 'last' then last_filled.target
        when running.filled_target_count < running.filled_count then null
        when running.consolidation = 'sum' then running.target_sum
        else running.target_sum / cast(nullif(running.filled_count, 0) as double)
    end as ytd_target,
    case
        when running.is_ordinal_sum then null
        when running.consolidation = 'last' then last_filled.actual
        when running.consolidation = 'sum' then running.actual_sum
        else running.actual_sum / cast(nullif(running.filled_count, 0) as double)
    end as ytd_actual
from running
left join period_rows as last_filled
    on
        running.iku_id = last_filled.iku_id
        and running.unit_id = last_filled.unit_id
        and running.year = last_filled.year
        and running.period_type = last_filled.period_type
        and running.last_filled_order = last_filled.period_order
