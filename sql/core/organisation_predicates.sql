-- One row per unit of the tree and period: the predicate of the organisation, the newest when given twice.
with predicates as (

    select * from staging.organisation_predicates

),

units as (

    select * from core.units

),

ranked as (

    select
        predicates.*,
        row_number() over (
            partition by predicates.unit_id, predicates.period
            order by predicates.loaded_at desc, predicates.load_id desc, predicates.row_number desc
        ) as recency
    from predicates
    inner join units on predicates.unit_id = units.unit_id

)

select
    unit_id,
    period,
    organisation_predicate
from ranked
where recency = 1
