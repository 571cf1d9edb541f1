-- One row per kind of export that is awaited at fixed times: how often, and how many days after (or, when negative,
-- before) the end of a period it is due.
select
    kind,
    cadence,
    due_count,
    is_dated,
    valid_from,
    coalesce(valid_to, date '9999-12-31') as valid_to,
    case cadence when 'month' then 1 when 'quarter' then 3 when 'semester' then 6 else 12 end as month_count
from reference.arrivals
