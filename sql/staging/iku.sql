-- One row per indicator, unit and year as the sources give it.
with iku_rows as (

    select * from raw.iku

)

select
    kode_iku as iku_id,
    nama_iku as iku_name,
    sasaran as goal_name,
    kode_unit as unit_id,
    cast(tahun as bigint) as year,
    satuan as measure_unit,
    polaritas as polarity,
    konsolidasi as consolidation,
    cast(bobot as double) as weight,
    cast(target_tahunan as double) as annual_target,
    cast(batas_bawah as double) as lower_bound,
    cast(batas_atas as double) as upper_bound,
    definisi as definition,
    sumber_data as data_source,
    penanggung_jawab as owner_name,
    kode_iku_induk as parent_iku_id,
    coalesce(publik, false) as is_public,
    tema_publik as public_theme,
    coalesce(musiman, false) as is_seasonal,
    target_tahunan_label as annual_target_label,
    source,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from iku_rows
