-- id: Ada dua peluang untuk IKU, unit dan periode yang sama.
-- en: Two chances share indicator, unit and period.
with iku_outlook as (

    select * from marts.iku_outlook

)

select
    iku_id,
    unit_id,
    period,
    count(*) as row_count
from iku_outlook
group by iku_id, unit_id, period
having count(*) > 1
