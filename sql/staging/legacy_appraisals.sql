-- One row per employee and year up to 2021: the scores on the scales of that time, as the source writes them.
with legacy_appraisals_rows as (

    select * from raw.skp_lama

)

select
    nip,
    cast(tahun as bigint) as year,
    cast(nilai_skp as double) as skp_value,
    cast(nilai_perilaku as double) as behaviour_value,
    cast(nilai_akhir as double) as stated_value,
    coalesce(peraturan, case when tahun <= 2020 then 'pp_46_2011' else 'pp_30_2019' end) as regulation,
    peraturan is not null as is_regulation_stated,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from legacy_appraisals_rows
