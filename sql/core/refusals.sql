-- One row per file that was refused as a whole.
with refusals as (

    select * from staging.refusals

)

select
    file_name,
    sha256,
    refused_at,
    code,
    message_id,
    message_en
from refusals
