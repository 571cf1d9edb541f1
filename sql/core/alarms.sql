-- One row per kind of data that is awaited: from which day it is late, in words that say what to do.
-- Rows of the future are in it already, for a published build does not change: an alarm holds from `since_date` on.
with freshness as (

    select * from core.freshness

),

words as (

    select * from reference.alarm_words

)

select
    words.code,
    concat(freshness.kind, ' ', freshness.next_period) as subject,
    freshness.kind,
    freshness.next_period as period,
    freshness.next_due_date + 1 as since_date,
    words.message_id,
    words.message_en,
    words.fix_id,
    words.fix_en
from freshness
inner join words on words.code = 'sumber-terlambat'
where freshness.next_due_date is not null
