-- id: Ada pegawai dengan lebih dari satu JPM bagi satu tujuan asesmen.
-- en: An employee has more than one job-person match for one purpose.
with job_matches as (

    select * from marts.job_matches

)

select
    employee_id,
    purpose,
    count(*) as row_count
from job_matches
group by employee_id, purpose
having count(*) > 1
