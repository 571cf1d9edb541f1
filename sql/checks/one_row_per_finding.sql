-- id: Ada temuan yang tercatat lebih dari sekali.
-- en: A finding is recorded more than once.
with findings as (

    select * from marts.findings

)

select
    finding_id,
    count(*) as row_count
from findings
group by finding_id
having count(*) > 1
