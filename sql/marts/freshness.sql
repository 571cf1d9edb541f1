-- One row per kind of export: when it last came in, how far it reaches and what is awaited next.
with freshness as (

    select * from core.freshness

)

select
    kind, -- kind of export
    kind_order, -- position among the kinds
    last_loaded_at, -- moment of the newest load (UTC); null when never loaded
    last_period, -- latest period or month in its live rows; null for kinds without one
    load_count, -- loads with live rows
    row_count, -- live rows
    cadence, -- how often it is awaited: month, quarter, semester or year; null when at no fixed time
    next_period, -- first period it does not reach yet; null when never loaded or awaited at no fixed time
    next_due_date -- last day on which that period is in time
from freshness
