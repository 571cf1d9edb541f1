-- id: Ada unit tanpa kelompok perbandingan dan tanpa alasan, atau dengan keduanya.
-- en: A compared unit is not grouped without a reason, or is grouped and has one.
with unit_comparisons as (

    select * from marts.unit_comparisons

)

select
    measure_id,
    peer_basis,
    unit_id,
    period,
    group_code,
    reason
from unit_comparisons
where
    (group_code = 'too_little_data') <> (reason is not null)
    or (reason is null and (z_adjusted is null or shrunken_lower is null or shrunken_upper is null))
