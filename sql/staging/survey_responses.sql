-- One row per respondent of the public satisfaction survey: answers 1 to 4, null where not answered.
with response_rows as (

    select * from raw.skm

)

select
    kode_unit as unit_id,
    layanan as service_name,
    tanggal as survey_date,
    cast(u1_persyaratan as bigint) as requirement_answer,
    cast(u2_prosedur as bigint) as procedure_answer,
    cast(u3_waktu as bigint) as time_answer,
    cast(u4_biaya as bigint) as cost_answer,
    cast(u5_produk as bigint) as product_answer,
    cast(u6_kompetensi as bigint) as competence_answer,
    cast(u7_perilaku as bigint) as conduct_answer,
    cast(u8_pengaduan as bigint) as complaints_answer,
    cast(u9_sarana as bigint) as facilities_answer,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from response_rows
