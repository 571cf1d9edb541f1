-- id: Ada pegawai dengan lebih dari satu nilai SKP lama bagi tahun yang sama.
-- en: An employee has more than one old SKP for one year.
with legacy_appraisals as (

    select * from marts.legacy_appraisals

)

select
    employee_id,
    year,
    count(*) as row_count
from legacy_appraisals
group by employee_id, year
having count(*) > 1
