-- One row per kind, load and period of its live rows; the period is the month for dated rows, null for the others.
-- SKP of 2021 and before stand outside the periods of today: their years open no period to choose.
with live_rows as (

    select
        'unit' as kind,
        load_id,
        loaded_at,
        cast(null as varchar) as period
    from raw.unit
    union all
    select
        'pegawai' as kind,
        load_id,
        loaded_at,
        cast(null as varchar) as period
    from raw.pegawai
    union all
    select
        'iku' as kind,
        load_id,
        loaded_at,
        cast(tahun as varchar) as period
    from raw.iku
    union all
    select
        'capaian_iku' as kind,
        load_id,
        loaded_at,
        periode as period
    from raw.capaian_iku
    union all
    select
        'anggaran' as kind,
        load_id,
        loaded_at,
        periode as period
    from raw.anggaran
    union all
    select
        'predikat_organisasi' as kind,
        load_id,
        loaded_at,
        periode as period
    from raw.predikat_organisasi
    union all
    select
        'skp' as kind,
        load_id,
        loaded_at,
        periode as period
    from raw.skp
    union all
    select
        'skp_lama' as kind,
        load_id,
        loaded_at,
        cast(null as varchar) as period
    from raw.skp_lama
    union all
    select
        'rhk' as kind,
        load_id,
        loaded_at,
        periode as period
    from raw.rhk
    union all
    select
        'umpan_balik' as kind,
        load_id,
        loaded_at,
        periode as period
    from raw.umpan_balik
    union all
    select
        'skm' as kind,
        load_id,
        loaded_at,
        strftime(tanggal, '%Y-%m') as period
    from raw.skm
    union all
    select
        'layanan' as kind,
        load_id,
        loaded_at,
        strftime(waktu_masuk, '%Y-%m') as period
    from raw.layanan
    union all
    select
        'perubahan' as kind,
        load_id,
        loaded_at,
        strftime(tanggal, '%Y-%m') as period
    from raw.perubahan
    union all
    select
        'standar_kompetensi' as kind,
        load_id,
        loaded_at,
        cast(null as varchar) as period
    from raw.standar_kompetensi
    union all
    select
        'asesmen_kompetensi' as kind,
        load_id,
        loaded_at,
        strftime(tanggal, '%Y-%m') as period
    from raw.asesmen_kompetensi
    union all
    select
        'talenta' as kind,
        load_id,
        loaded_at,
        cast(tahun as varchar) as period
    from raw.talenta
    union all
    select
        'ip_asn' as kind,
        load_id,
        loaded_at,
        cast(tahun as varchar) as period
    from raw.ip_asn
    union all
    select
        'katalog_pelatihan' as kind,
        load_id,
        loaded_at,
        cast(null as varchar) as period
    from raw.katalog_pelatihan
    union all
    select
        'riwayat_pelatihan' as kind,
        load_id,
        loaded_at,
        strftime(selesai, '%Y-%m') as period
    from raw.riwayat_pelatihan
    union all
    select
        'penghargaan' as kind,
        load_id,
        loaded_at,
        strftime(tanggal, '%Y-%m') as period
    from raw.penghargaan

)

select
    kind,
    load_id,
    period,
    max(loaded_at) as last_loaded_at,
    cast(count(*) as bigint) as row_count
from live_rows
group by kind, load_id, period
