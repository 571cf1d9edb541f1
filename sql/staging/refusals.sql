-- One row per file that was refused as a whole and reason: the last time it was brought.
with refusal_rows as (

    select * from raw.refusals

)

select
    file_name,
    sha256,
    max(refused_at) as refused_at,
    code,
    arg_max(message_id, refused_at) as message_id,
    arg_max(message_en, refused_at) as message_en
from refusal_rows
group by file_name, sha256, code
