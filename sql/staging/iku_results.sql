-- One row per indicator, unit and period as the sources give it.
with result_rows as (

    select * from raw.capaian_iku

)

select
    kode_iku as iku_id,
    kode_unit as unit_id,
    periode as period,
    cast(left(periode, 4) as bigint) as year,
    cast(target as double) as target,
    cast(realisasi as double) as actual,
    cast(pembilang as double) as numerator,
    cast(penyebut as double) as denominator,
    cast(capaian_pct as double) as imported_achievement_pct,
    coalesce(status_data = 'provisional', false) as is_provisional,
    kendala as obstacle,
    tindak_lanjut as follow_up,
    target_label,
    realisasi_label as actual_label,
    source,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from result_rows
