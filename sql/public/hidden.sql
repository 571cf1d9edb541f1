-- One row per table about persons and year: how much of it is hidden, and by which rule.
with cells as (

    select * from released.cells

),

rules as (

    select *
    from marts.rules
    where rule_id = 'suppression'

),

counted as (

    select
        table_name,
        edition_id,
        year,
        cast(count(*) as bigint) as cell_count,
        cast(count(person_count) as bigint) as shown_count
    from cells
    group by table_name, edition_id, year

)

select
    counted.table_name, -- table the cells are in
    counted.edition_id, -- edition they were released with
    counted.year, -- year they are about
    counted.cell_count, -- counts of persons in the table
    counted.shown_count, -- counts shown
    counted.cell_count - counted.shown_count as hidden_count, -- hidden: too small, or needed to protect another
    rules.rule_id, -- rule they are hidden by
    rules.formula_id as why_id, -- why, in Indonesian
    rules.formula_en as why_en -- why, in English
from counted
inner join rules
    on make_date(counted.year, 12, 31) between rules.valid_from and coalesce(rules.valid_to, date '9999-12-31')
