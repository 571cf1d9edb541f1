-- id: Ada unit, layanan, dan periode dengan lebih dari satu baris waktu layanan.
-- en: A unit, service and period has more than one row of service times.
with service_periods as (

    select * from marts.service_periods

)

select
    unit_id,
    service_name,
    period,
    count(*) as row_count
from service_periods
group by unit_id, service_name, period
having count(*) > 1
