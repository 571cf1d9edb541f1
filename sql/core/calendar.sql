-- One row per year, semester, quarter and month of every year the data speak of.
with loaded_periods as (

    select * from core.loaded_periods

),

period_parts as (

    select * from reference.period_parts

),

builds as (

    select * from reference.build

),

years as (

    select distinct cast(left(period, 4) as bigint) as year
    from loaded_periods
    where period is not null

),

spans as (

    select
        concat(lpad(cast(years.year as varchar), 4, '0'), coalesce(period_parts.suffix, '')) as period,
        period_parts.period_type,
        years.year,
        years.year * 1000 + period_parts.end_month * 10 + period_parts.type_rank as period_order,
        make_date(years.year, period_parts.start_month, 1) as start_date,
        last_day(make_date(years.year, period_parts.end_month, 1)) as end_date
    from years
    cross join period_parts

)

select
    spans.period,
    spans.period_type,
    spans.year,
    spans.period_order,
    spans.start_date,
    spans.end_date,
    coalesce(spans.start_date <= cast(builds.as_of as date), false) as is_started,
    coalesce(spans.end_date < cast(builds.as_of as date), false) as is_complete
from spans
cross join builds
