-- One row per kind of export: when it last came in and up to which period it reaches.
with kinds as (

    select * from reference.kinds

),

loaded_periods as (

    select * from core.loaded_periods

),

calendar as (

    select * from core.calendar

)

select
    kinds.kind,
    kinds.kind_order,
    max(loaded_periods.last_loaded_at) as last_loaded_at,
    arg_max(loaded_periods.period, calendar.period_order) as last_period,
    cast(count(distinct loaded_periods.load_id) as bigint) as load_count,
    coalesce(cast(sum(loaded_periods.row_count) as bigint), 0) as row_count
from kinds
left join loaded_periods on kinds.kind = loaded_periods.kind
left join calendar on loaded_periods.period = calendar.period
group by kinds.kind, kinds.kind_order
