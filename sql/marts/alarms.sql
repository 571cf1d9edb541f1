-- One row per thing that needs somebody from a day on, as far as a build can know of itself: data that are overdue.
-- What it cannot know (that it is damaged, that the store holds more) `kinerja status`, `doctor` and the screen add.
with alarms as (

    select * from core.alarms

)

select
    code, -- stable code
    subject, -- what it concerns: kind of export and period
    kind, -- kind of export that is awaited
    period, -- period that is awaited
    since_date, -- first day on which it holds
    message_id, -- what is wrong, in Indonesian
    message_en, -- what is wrong, in English
    fix_id, -- what to do, in Indonesian
    fix_en -- what to do, in English
from alarms
