-- One row per load and take: what became of every physical row.
with ledger_rows as (

    select * from raw.ledger

)

select
    load_id,
    take,
    kind,
    cast(read_count as bigint) as read_count,
    cast(accepted_count as bigint) as accepted_count,
    cast(quarantined_count as bigint) as quarantined_count,
    cast(duplicate_count as bigint) as duplicate_count,
    cast(excluded_count as bigint) as excluded_count,
    cast(superseded_count as bigint) as superseded_count
from ledger_rows
