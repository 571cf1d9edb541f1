-- id: Ada unit dan kompetensi dengan lebih dari satu baris kebutuhan.
-- en: A unit and competency has more than one row of needs.
with training_needs as (

    select * from marts.training_needs

)

select
    unit_id,
    competency_name,
    count(*) as row_count
from training_needs
group by unit_id, competency_name
having count(*) > 1
