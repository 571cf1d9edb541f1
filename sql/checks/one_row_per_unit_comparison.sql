-- id: Ada unit dengan lebih dari satu baris perbandingan bagi ukuran, kelompok sejawat dan periode yang sama.
-- en: A unit has more than one row for one measure, way of choosing peers and period.
with unit_comparisons as (

    select * from marts.unit_comparisons

)

select
    measure_id,
    peer_basis,
    unit_id,
    period,
    count(*) as row_count
from unit_comparisons
group by measure_id, peer_basis, unit_id, period
having count(*) > 1
