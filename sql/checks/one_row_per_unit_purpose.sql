-- id: Ada unit dengan lebih dari satu baris JPM bagi satu tujuan asesmen.
-- en: A unit has more than one row of job-person matches for one purpose.
with job_match_units as (

    select * from marts.job_match_units

)

select
    unit_id,
    purpose,
    count(*) as row_count
from job_match_units
group by unit_id, purpose
having count(*) > 1
