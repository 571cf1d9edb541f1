-- One row per measure: what a number is called, what it means and how it is made.
with measures as (

    select * from reference.measures

)

select
    measure_id,
    mart,
    name_id,
    name_en,
    unit_id,
    unit_en,
    format,
    meaning_id,
    meaning_en,
    formula_id,
    formula_en,
    rule_ids
from measures
