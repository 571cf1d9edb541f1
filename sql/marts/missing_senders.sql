-- One row per kind and sender that sent rows for the period before the last complete one, and none for that one.
with missing_senders as (

    select * from core.missing_senders

)

select
    kind, -- kind of export
    sender_name, -- unit whose rows are missing; for appraisals the appraiser's unit that sent the file
    unit_id, -- unit the sender's rows belong to
    root_id, -- top of the tree of that unit
    period, -- period the rows are missing for: the last complete one with rows of this kind in the tree
    last_period, -- period before it, for which the sender's rows are there
    last_row_count -- rows of the sender for that period
from missing_senders
