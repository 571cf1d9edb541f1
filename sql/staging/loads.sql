-- One row per file taken in.
with load_rows as (

    select * from raw.loads

)

select
    load_id,
    file_name,
    sha256,
    profile_name,
    loaded_at,
    is_synthetic,
    program_version,
    withdrawn_at
from load_rows
