-- id: Ada dua baris anggaran untuk unit dan periode yang sama.
-- en: Two rows of budget share unit and period.
with budget_periods as (

    select * from marts.budget_periods

)

select
    unit_id,
    period,
    count(*) as row_count
from budget_periods
group by unit_id, period
having count(*) > 1
