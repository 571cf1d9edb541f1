-- One row per unit, year and predicate, and one for all of them: how many employees were appraised so.
-- Unit and everything below it; counts rounded, hidden when small or when needed to protect another.
with cells as (

    select *
    from released.cells
    where table_name = 'appraisal_years'

),

totals as (

    select *
    from cells
    where item is null

),

predicates as (

    select * from reference.predicates

),

bases as (

    select *
    from reference.settings
    where setting_id = 'suppression_pct_base'

)

select
    cells.edition_id, -- edition the row was released with
    cells.year, -- year of the annual appraisal
    cells.unit_id, -- code of the unit
    cells.unit_name, -- name of the unit at the release
    cells.root_id, -- top of its tree
    coalesce(cells.item, 'all') as predicate, -- very_good … very_poor; all = everyone appraised
    coalesce(predicates.predicate_order, 0) as predicate_order, -- 1 very good to 5 very poor; 0 for all
    cells.person_count, -- employees, rounded; null when hidden
    case
        when
            cells.item is not null
            and cells.person_count is not null
            and totals.person_count >= cast(bases.value as bigint)
            then least(cast(floor(cast(100 * cells.person_count as double) / totals.person_count + 0.5) as bigint), 100)
    end as person_pct, -- percent of everyone appraised, whole, from the rounded numbers; null below the base
    case when cells.person_count is null then 'hidden' end as reason -- hidden when the count is; else null
from cells
inner join totals
    on cells.edition_id = totals.edition_id and cells.unit_id = totals.unit_id
left join predicates on cells.item = predicates.predicate
inner join bases
    on make_date(cells.year, 12, 31) between bases.valid_from and coalesce(bases.valid_to, date '9999-12-31')
