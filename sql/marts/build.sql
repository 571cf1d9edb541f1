-- One row: what this build is and what it is made of.
with builds as (

    select * from core.builds

)

select
    build_id, -- identifier of the build: the name of its folder
    published_at, -- moment it was published (UTC)
    as_of, -- moment up to which the data are known: the newest load, or the day the build was asked for
    is_synthetic, -- true when every load is the synthetic sample
    program_version, -- version of the program that made the build
    load_count -- loads in the build that were not withdrawn
from builds
