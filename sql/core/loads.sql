-- One row per load and take, with the number of findings of that kind.
with loads as (

    select * from staging.loads

),

ledger as (

    select * from staging.ledger

),

load_units as (

    select * from core.load_units

),

finding_counts as (

    select
        load_id,
        kind,
        cast(sum(row_count) as bigint) as finding_count
    from core.findings
    group by load_id, kind

)

select
    loads.load_id,
    load_units.unit_id,
    loads.file_name,
    loads.sha256,
    ledger.take,
    ledger.kind,
    loads.profile_name,
    loads.loaded_at,
    ledger.read_count,
    ledger.accepted_count,
    ledger.quarantined_count,
    ledger.duplicate_count,
    ledger.excluded_count,
    ledger.superseded_count,
    coalesce(finding_counts.finding_count, 0) as finding_count,
    loads.is_synthetic,
    loads.withdrawn_at
from loads
inner join ledger on loads.load_id = ledger.load_id
left join finding_counts on loads.load_id = finding_counts.load_id and ledger.kind = finding_counts.kind
left join load_units on loads.load_id = load_units.load_id
