-- One row per employee and year: potential, performance and the box the source gives.
with talent_boxes_rows as (

    select * from raw.talenta

)

select
    nip,
    cast(tahun as bigint) as year,
    potensi as potential,
    kinerja as performance_rating,
    cast(kotak as bigint) as stated_box,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from talent_boxes_rows
