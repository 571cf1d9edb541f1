-- id: Ada polaritas dengan lebih dari satu rumus baku pada hari yang sama.
-- en: A polarity has more than one default formula on the same day.
with formulas as (

    select *
    from reference.iku_formulas
    where is_default

)

select
    formulas.polarity,
    formulas.formula_id,
    other.formula_id as other_formula_id
from formulas
inner join formulas as other
    on
        formulas.polarity = other.polarity
        and formulas.formula_id < other.formula_id
        and formulas.valid_from <= coalesce(other.valid_to, date '9999-12-31')
        and other.valid_from <= coalesce(formulas.valid_to, date '9999-12-31')
