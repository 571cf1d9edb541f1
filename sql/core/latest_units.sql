-- One row per unit: its newest validity, whether or not its place in the tree is sound.
with unit_rows as (

    select * from staging.units

),

spans as (

    select
        unit_id,
        case when count(start_date) = count(*) then min(start_date) end as first_start_date
    from unit_rows
    group by unit_id

),

ranked as (

    select
        *,
        row_number() over (
            partition by unit_id
            order by start_date desc nulls last, loaded_at desc, load_id desc, row_number desc
        ) as recency
    from unit_rows

)

select
    ranked.unit_id,
    ranked.unit_name,
    ranked.parent_id,
    ranked.unit_type,
    ranked.region_code,
    spans.first_start_date as start_date,
    ranked.end_date,
    ranked.load_id,
    ranked.sheet_name,
    ranked.row_number
from ranked
inner join spans on ranked.unit_id = spans.unit_id
where ranked.recency = 1
