-- One row per kind of export: when it last came in and how far it reaches.
with freshness as (

    select * from core.freshness

)

select
    kind, -- kind of export
    kind_order, -- position among the kinds
    last_loaded_at, -- moment of the newest load (UTC); null when never loaded
    last_period, -- latest period or month in its live rows; null for kinds without one
    load_count, -- loads with live rows
    row_count -- live rows
from freshness
