-- id: Ada pegawai dengan lebih dari satu baris bagi satu kompetensi.
-- en: An employee has more than one row for one competency.
with employee_gaps as (

    select * from marts.employee_gaps

)

select
    employee_id,
    competency_name,
    count(*) as row_count
from employee_gaps
group by employee_id, competency_name
having count(*) > 1
