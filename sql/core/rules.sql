-- One row per rule and span of days in which it holds.
with rules as (

    select * from reference.rules

)

select
    rule_id,
    name_id,
    name_en,
    formula_id,
    formula_en,
    legal_basis,
    valid_from,
    valid_to,
    confidence,
    note_id,
    note_en
from rules
