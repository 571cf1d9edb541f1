-- id: Ada layanan dengan lebih dari satu IKM bagi unit dan periode yang sama.
-- en: A service has more than one IKM for one unit and period.
with skm_periods as (

    select * from marts.skm_periods

)

select
    unit_id,
    service_name,
    period,
    count(*) as row_count
from skm_periods
group by unit_id, service_name, period
having count(*) > 1
