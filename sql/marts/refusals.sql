-- One row per file that was refused as a whole.
with refusals as (

    select * from core.refusals

)

select
    file_name, -- name of the file
    sha256, -- SHA-256 of the file
    refused_at, -- moment it was refused (UTC)
    code, -- stable code of the reason
    message_id, -- reason, in Indonesian
    message_en -- reason, in English
from refusals
