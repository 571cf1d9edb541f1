-- id: Ada pegawai dengan lebih dari satu baris jam pelajaran bagi satu tahun.
-- en: An employee has more than one row of training hours for one year.
with training_hours as (

    select * from marts.training_hours

)

select
    employee_id,
    year,
    count(*) as row_count
from training_hours
group by employee_id, year
having count(*) > 1
