-- id: Ada pegawai yang belum dinilai dengan lebih dari satu baris bagi periode yang sama.
-- en: An employee not appraised has more than one row for one period.
with appraisal_gaps as (

    select * from marts.appraisal_gaps

)

select
    employee_id,
    period,
    count(*) as row_count
from appraisal_gaps
group by employee_id, period
having count(*) > 1
