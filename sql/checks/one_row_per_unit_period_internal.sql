-- id: Ada unit dan periode dengan lebih dari satu perbandingan bagi satu nilai internal.
-- en: A unit and period has more than one comparison with one internal measure.
with citizen_internal as (

    select * from marts.citizen_internal

)

select
    unit_id,
    period,
    internal_measure,
    count(*) as row_count
from citizen_internal
group by unit_id, period, internal_measure
having count(*) > 1
