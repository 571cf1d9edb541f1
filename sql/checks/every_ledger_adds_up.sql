-- id: Neraca muatan tidak seimbang: dibaca = dimuat + dikarantina + ganda + dikecualikan + digantikan.
-- en: A load does not add up: read must equal accepted + quarantined + duplicate + excluded + superseded.
with ledger as (

    select * from staging.ledger

)

select
    load_id,
    take,
    kind,
    read_count,
    accepted_count + quarantined_count + duplicate_count + excluded_count + superseded_count as accounted_count
from ledger
where
    read_count
    is distinct from accepted_count + quarantined_count + duplicate_count + excluded_count + superseded_count
