-- One row per file that was refused as a whole.
with refusal_rows as (

    select * from raw.refusals

)

select
    file_name,
    sha256,
    refused_at,
    code,
    message_id,
    message_en
from refusal_rows
