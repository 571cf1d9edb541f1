-- One row per planned work result and aspect of a known employee, in the unit held at the end of the period.
with work_results as (

    select * from staging.work_results

),

numbers as (

    select * from core.work_numbers

),

posts as (

    select * from core.people_posts

),

calendar as (

    select * from core.calendar

),

aspects as (

    select * from reference.work_aspects

),

placed as (

    select
        work_results.*,
        posts.employee_id,
        posts.employee_name,
        posts.unit_id,
        posts.unit_name,
        posts.root_id,
        calendar.year,
        calendar.end_date
    from work_results
    inner join posts on work_results.nip = posts.nip and work_results.period = posts.period
    inner join calendar on work_results.period = calendar.period

),

measured as (

    select
        placed.*,
        aspects.polarity,
        numbers.lower_target,
        coalesce(numbers.upper_target, numbers.lower_target) as upper_target,
        numbers.actual,
        least(
            greatest(numbers.actual, numbers.lower_target), coalesce(numbers.upper_target, numbers.lower_target)
        ) as compared_target
    from placed
    inner join numbers
        on
            placed.load_id = numbers.load_id
            and placed.row_number = numbers.row_number
            and placed.sheet_name is not distinct from numbers.sheet_name
    left join aspects
        on
            placed.aspect = aspects.aspect
            and aspects.is_percent
            = regexp_matches(lower(concat_ws(' ', placed.target_text, placed.measure_unit)), '%|persen')
            and placed.end_date between aspects.valid_from and coalesce(aspects.valid_to, date '9999-12-31')

),

reasoned as (

    select
        *,
        case
            when actual_text is null then 'no_data'
            when actual is null or lower_target is null then 'no_number'
            when upper_target < lower_target then 'no_target'
            when compared_target = 0 and actual <> 0 then 'zero_target'
            when compared_target < 0 and actual <> compared_target then 'negative_target'
            when polarity is null then 'no_rule'
        end as reason
    from measured

),

achieved as (

    select
        *,
        case
            when reason is not null then null
            when actual between lower_target and upper_target then cast(100 as double)
            when polarity = 'maximize' then cast(100 as double) * actual / compared_target
            else greatest(cast(0 as double), cast(100 as double) * (2 * compared_target - actual) / compared_target)
        end as achievement_pct
    from reasoned

)

select
    left(sha256(concat_ws('|', nip, period, result_name, aspect)), 16) as work_result_id,
    nip,
    employee_id,
    employee_name,
    unit_id,
    unit_name,
    root_id,
    period,
    year,
    end_date,
    result_name,
    iku_id,
    aspect,
    indicator_name,
    target_text,
    actual_text,
    measure_unit,
    polarity,
    lower_target,
    upper_target,
    actual,
    achievement_pct,
    cast(floor(achievement_pct * 100 + 0.50000001) as bigint) as achievement_e2,
    reason,
    load_id,
    sheet_name,
    row_number
from achieved
