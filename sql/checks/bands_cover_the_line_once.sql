-- id: Ada skala yang berlubang atau bertumpang tindih: setiap nilai harus jatuh tepat pada satu pita.
-- en: A scale has a gap or an overlap: every value must fall into exactly one band.
with bands as (

    select
        *,
        coalesce(valid_to, date '9999-12-31') as last_day
    from reference.bands

),

neighbours as (

    select
        scheme,
        band_id,
        lower_e2,
        upper_e2,
        lead(upper_e2) over by_band as next_upper_e2,
        lead(band_id) over by_band as next_band_id,
        row_number() over by_band as position
    from bands
    window by_band as (partition by scheme, valid_from order by band_order)

),

torn as (

    select
        *,
        next_band_id is not null
        and (lower_e2 is null or next_upper_e2 is null or next_upper_e2 <> lower_e2 - 1) as is_torn,
        position > 1 and upper_e2 is null as is_open_inside,
        starts_with(scheme, 'iku_status_')
        and ((position = 1 and upper_e2 is not null) or (next_band_id is null and lower_e2 is not null)) as is_closed
    from neighbours

),

doubled as (

    select
        bands.scheme,
        bands.band_id,
        bands.lower_e2,
        bands.upper_e2,
        later.band_id as next_band_id
    from bands
    inner join bands as later
        on
            bands.scheme = later.scheme
            and bands.valid_from < later.valid_from
            and bands.last_day >= later.valid_from

)

select
    scheme,
    band_id,
    lower_e2,
    upper_e2,
    next_band_id
from torn
where is_torn or is_open_inside or is_closed or coalesce(lower_e2 > upper_e2, false)
union all
select
    scheme,
    band_id,
    lower_e2,
    upper_e2,
    next_band_id
from doubled
