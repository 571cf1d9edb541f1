-- One row: what this build is made of.
with builds as (

    select * from reference.build

),

loads as (

    select
        count(*) as load_count,
        coalesce(bool_and(is_synthetic), false) as is_synthetic
    from staging.loads
    where withdrawn_at is null

)

select
    builds.build_id,
    builds.published_at,
    coalesce(builds.asked_for, builds.as_of) as as_of,
    loads.is_synthetic,
    builds.program_version,
    cast(loads.load_count as bigint) as load_count
from builds
cross join loads
