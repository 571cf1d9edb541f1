-- One row per IKU, unit and filled period of a kind shorter than the year: how far the actual lies from its target.
-- The deviation is actual ÷ target − 1; a range counts from its middle; without a positive target there is none.
with measures as (

    select * from core.iku_measures

),

parts as (

    select
        period_type,
        cast(count(*) as bigint) as part_count
    from reference.period_parts
    group by period_type

),

aimed as (

    select
        measures.iku_id,
        measures.unit_id,
        measures.year,
        measures.period,
        measures.period_type,
        measures.period_order,
        measures.end_date,
        measures.polarity,
        measures.lower_bound,
        measures.upper_bound,
        measures.actual,
        case
            when measures.polarity = 'range' then (measures.lower_bound + measures.upper_bound) / 2
            else measures.target
        end as aim,
        cast(floor(
            cast((12 - extract(month from measures.end_date)) * parts.part_count as double) / 12
        ) as bigint) as remaining_count
    from measures
    inner join parts on measures.period_type = parts.period_type
    where parts.part_count > 1 and measures.actual is not null

)

select
    *,
    case when aim > 0 then actual / aim - 1 end as deviation
from aimed
