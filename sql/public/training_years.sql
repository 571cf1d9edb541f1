-- One row per unit and year: how many employees reached the training hours (JP) they have a right to.
-- Unit and everything below it; counts rounded, hidden when small or when needed to protect another.
with cells as (

    select *
    from released.cells
    where table_name = 'training_years'

),

met as (

    select *
    from cells
    where item = 'met'

),

bases as (

    select *
    from reference.settings
    where setting_id = 'suppression_pct_base'

)

select
    cells.edition_id, -- edition the row was released with
    cells.year, -- calendar year
    cells.unit_id, -- code of the unit
    cells.unit_name, -- name of the unit at the release
    cells.root_id, -- top of its tree
    cells.person_count as employee_count, -- employees whose hours and right are known, rounded; null when hidden
    met.person_count as met_count, -- of those, employees who reached their right, rounded; null when hidden
    case
        when met.person_count is not null and cells.person_count >= cast(bases.value as bigint)
            then least(cast(floor(cast(100 * met.person_count as double) / cells.person_count + 0.5) as bigint), 100)
    end as met_pct, -- percent of them, whole, from the rounded numbers; null when hidden or below the base
    cells.mean_value as hours_avg, -- mean hours (JP) per employee, whole; null when hidden
    case
        when cells.person_count is null or met.person_count is null or cells.mean_value is null then 'hidden'
    end as reason -- hidden when a number of the row is; else null
from cells
left join met
    on cells.edition_id = met.edition_id and cells.unit_id = met.unit_id
inner join bases
    on make_date(cells.year, 12, 31) between bases.valid_from and coalesce(bases.valid_to, date '9999-12-31')
where cells.item is null
