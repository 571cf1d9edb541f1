-- id: Ada pegawai dengan lebih dari satu kotak talenta bagi tahun yang sama.
-- en: An employee has more than one talent box for one year.
with talent_boxes as (

    select * from marts.talent_boxes

)

select
    employee_id,
    year,
    count(*) as row_count
from talent_boxes
group by employee_id, year
having count(*) > 1
