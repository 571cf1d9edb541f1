-- id: Ada dua baris untuk IKU, unit, periode dan rumus yang sama.
-- en: Two rows share indicator, unit, period and formula.
with iku_formulas_compared as (

    select * from marts.iku_formulas_compared

)

select
    iku_id,
    unit_id,
    period,
    formula_id,
    count(*) as row_count
from iku_formulas_compared
group by iku_id, unit_id, period, formula_id
having count(*) > 1
