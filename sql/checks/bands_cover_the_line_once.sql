-- id: Ada skala yang berlubang atau bertumpang tindih: setiap nilai harus jatuh tepat pada satu pita.
-- en: A scale has a gap or an overlap: every value must fall into exactly one band.
with bands as (

    select * from reference.bands

),

neighbours as (

    select
        scheme,
        band_id,
        lower_e2,
        upper_e2,
        valid_from,
        lead(upper_e2) over by_band as next_upper_e2,
        lead(band_id) over by_band as next_band_id,
        row_number() over by_band as position
    from bands
    window by_band as (partition by scheme, valid_from order by band_order)

)

select
    scheme,
    band_id,
    next_band_id,
    lower_e2,
    upper_e2,
    next_upper_e2
from neighbours
where
    (next_band_id is not null and (lower_e2 is null or next_upper_e2 is null or next_upper_e2 <> lower_e2 - 1))
    or (position > 1 and upper_e2 is null)
    or coalesce(lower_e2 > upper_e2, false)
