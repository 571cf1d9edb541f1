-- id: Ada pegawai dengan lebih dari satu baris bagi periode yang sama.
-- en: An employee has more than one row for one period.
with employee_periods as (

    select * from marts.employee_periods

)

select
    employee_id,
    period,
    count(*) as row_count
from employee_periods
group by employee_id, period
having count(*) > 1
