-- id: Ada unit dengan lebih dari satu baris bagi syarat pola dan periode yang sama.
-- en: A unit has more than one row for one condition of its pattern and period.
with pattern_conditions as (

    select * from marts.pattern_conditions

)

select
    unit_id,
    period,
    condition_order,
    count(*) as row_count
from pattern_conditions
group by unit_id, period, condition_order
having count(*) > 1
