-- id: Ada pegawai dengan lebih dari satu konversi angka kredit bagi periode dan jenjang yang sama.
-- en: An employee has more than one conversion to credits for one period and tier.
with credit_conversions as (

    select * from marts.credit_conversions

)

select
    employee_id,
    period,
    tier,
    count(*) as row_count
from credit_conversions
group by employee_id, period, tier
having count(*) > 1
