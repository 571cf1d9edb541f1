-- One row per load and take of a file: what became of its rows.
with loads as (

    select * from core.loads

)

select
    load_id, -- identifier of the load
    unit_id, -- unit all its rows belong to, or the top of their tree; null when they have no unit in common
    file_name, -- name of the file
    sha256, -- SHA-256 of the file
    take, -- number of the take within the file
    kind, -- kind of export
    profile_name, -- layout the file was read by
    loaded_at, -- moment it was loaded (UTC)
    read_count, -- rows read; the sum of the five that follow
    accepted_count, -- rows taken in
    quarantined_count, -- rows held back with findings
    duplicate_count, -- rows already known with the same values
    excluded_count, -- rows that are no data
    superseded_count, -- rows a newer export replaced
    finding_count, -- findings in rows of this load and kind
    is_synthetic, -- true for the synthetic sample
    withdrawn_at -- moment the load was taken out again (UTC); null while it counts
from loads
