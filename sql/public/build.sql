-- One row: the build the public file was made with.
with builds as (

    select * from marts.build

)

select
    build_id, -- identifier of the build
    published_at, -- moment it was published (UTC)
    as_of, -- moment up to which the data are known
    is_synthetic, -- true when every number comes from the synthetic sample
    program_version -- version of the program that made it
from builds
