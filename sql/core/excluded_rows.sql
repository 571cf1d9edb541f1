-- One row per load, kind and reason for which rows are no data: footers, totals, blanks, repeated headers.
with rows_not_loaded as (

    select * from staging.rows_not_loaded

)

select
    load_id,
    kind,
    reason,
    cast(sum(row_count) as bigint) as row_count
from rows_not_loaded
where row_class = 'excluded'
group by load_id, kind, reason
