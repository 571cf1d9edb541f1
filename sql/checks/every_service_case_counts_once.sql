-- id: Ada berkas layanan yang dihitung dua kali atau tidak dihitung.
-- en: A service case is counted twice or not at all.
with service_periods as (

    select * from marts.service_periods

)

select
    unit_id,
    service_name,
    period,
    case_count
from service_periods
where case_count <> judged_count + pending_count + no_deadline_count + withdrawn_count + excluded_count
