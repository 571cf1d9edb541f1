-- id: Ada perubahan predikat yang bagian standar dan susunannya tidak sama dengan perubahan seluruhnya.
-- en: The standard and composition of a change in predicates do not add up to the change.
with appraisal_changes as (

    select * from marts.appraisal_changes

)

select
    unit_id,
    period,
    top_change,
    top_standard,
    top_composition
from appraisal_changes
where
    abs(top_change - top_standard - top_composition) > 0.000000001
    or abs(low_change - low_standard - low_composition) > 0.000000001
    or (top_standard is null) <> (reason is not null)
    or raised_count + lowered_count > both_count
