-- One row per rule and span of days in which it holds: what the public numbers mean and on what ground.
with rules as (

    select * from marts.rules

)

select
    rule_id, -- identifier of the rule
    name_id, -- name, in Indonesian
    name_en, -- name, in English
    formula_id, -- formula in plain words, in Indonesian
    formula_en, -- formula in plain words, in English
    legal_basis, -- regulation or practice it rests on
    valid_from, -- first day it holds
    valid_to, -- last day it holds; null while in force
    confidence, -- V regulation, V-code practice of several systems, 1src one source, U unverified: a setting, not law
    note_id, -- remark, in Indonesian
    note_en -- remark, in English
from rules
