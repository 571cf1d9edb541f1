-- One row per employee, period, source, rater and aspect of the 360 feedback.
with feedback_ratings_rows as (

    select * from raw.umpan_balik

)

select
    nip,
    periode as period,
    sumber as rater_type,
    id_penilai as rater_number,
    aspek as aspect,
    cast(nilai as double) as score,
    cast(skala_maks as double) as scale_max,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from feedback_ratings_rows
