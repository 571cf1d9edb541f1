-- id: Ada peringatan yang tercatat lebih dari sekali.
-- en: An alarm is recorded more than once.
with alarms as (

    select * from marts.alarms

)

select
    code,
    subject,
    count(*) as row_count
from alarms
group by code, subject
having count(*) > 1
