-- One row per appraised employee in a functional post, period and tier: the credits the predicate converts to.
-- A month counts for the tier of the definitive post held on its last day; twelfths of the year, rounded half up.
with rated as (

    select *
    from core.employee_periods
    where is_rated

),

months as (

    select
        period_months.period,
        period_months.month,
        calendar.end_date
    from core.period_months as period_months
    inner join core.calendar as calendar on period_months.month = calendar.period

),

calendar as (

    select * from core.calendar

),

posts as (

    select *
    from core.tiered_posts
    where assignment_order = 1

),

multipliers as (

    select * from reference.credit_multipliers

),

started as (

    select min(valid_from) as first_date
    from multipliers

),

coefficients as (

    select * from reference.credit_coefficients

),

held as (

    select
        rated.nip,
        rated.employee_id,
        rated.unit_id,
        rated.root_id,
        rated.period,
        rated.predicate,
        rated.employment_status,
        posts.job_group,
        posts.job_tier as tier,
        row_number() over (
            partition by rated.nip, rated.period, months.month
            order by
                posts.start_date desc,
                posts.unit_id asc,
                posts.job_title asc,
                posts.load_id asc,
                posts.row_number asc
        ) as preference
    from rated
    inner join months on rated.period = months.period
    inner join posts on rated.nip = posts.nip and months.end_date between posts.start_date and posts.end_date

),

counted as (

    select
        nip,
        employee_id,
        unit_id,
        root_id,
        period,
        predicate,
        employment_status,
        tier,
        count(*) as month_count
    from held
    where preference = 1 and job_group = 'functional'
    group by nip, employee_id, unit_id, root_id, period, predicate, employment_status, tier

)

select
    counted.nip,
    counted.employee_id,
    counted.unit_id,
    counted.root_id,
    counted.period,
    case calendar.period_type when 'year' then 'annual' else 'periodic' end as conversion_basis,
    counted.tier,
    counted.employment_status,
    counted.predicate,
    counted.month_count,
    multipliers.multiplier_e2,
    coefficients.coefficient_e2,
    coefficients.confidence as coefficient_confidence,
    cast(floor(
        cast(2 * counted.month_count * multipliers.multiplier_e2 * coefficients.coefficient_e2 + 1200 as double) / 2400
    ) as bigint) as credit_e2,
    case
        when calendar.end_date < started.first_date then 'before_rule'
        when counted.tier is null then 'no_tier'
        when coefficients.tier is null then 'unknown_tier'
        when multipliers.predicate is null then 'no_rule'
    end as reason,
    coalesce(coefficients.rule_id, multipliers.rule_id) as rule_id
from counted
inner join calendar on counted.period = calendar.period
cross join started
left join multipliers
    on
        counted.predicate = multipliers.predicate
        and calendar.end_date >= multipliers.valid_from
        and calendar.end_date <= coalesce(multipliers.valid_to, date '9999-12-31')
left join coefficients
    on
        counted.tier = coefficients.tier
        and calendar.end_date >= coefficients.valid_from
        and calendar.end_date <= coalesce(coefficients.valid_to, date '9999-12-31')
