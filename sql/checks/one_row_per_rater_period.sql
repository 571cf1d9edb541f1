-- id: Ada penilai dengan lebih dari satu baris bagi pemerintah dan periode yang sama.
-- en: An appraiser has more than one row for one tree of units and period.
with rater_periods as (

    select * from marts.rater_periods

)

select
    rater_id,
    root_id,
    period,
    count(*) as row_count
from rater_periods
group by rater_id, root_id, period
having count(*) > 1
