-- One row per unit, year and predicate (null = all): the exact counts the release rule is applied to.
with appraisal_periods as (

    select
        *,
        cast(period as bigint) as year
    from marts.appraisal_periods
    where length(period) = 4

)

select
    year,
    unit_id,
    null as item,
    rated_count as person_count,
    cast(null as double) as mean_value,
    cast(null as varchar) as grade,
    cast(null as double) as grade_least,
    cast(null as double) as grade_most
from appraisal_periods
union all
select
    year,
    unit_id,
    'very_good' as item,
    very_good_count as person_count,
    null as mean_value,
    null as grade,
    null as grade_least,
    null as grade_most
from appraisal_periods
union all
select
    year,
    unit_id,
    'good' as item,
    good_count as person_count,
    null as mean_value,
    null as grade,
    null as grade_least,
    null as grade_most
from appraisal_periods
union all
select
    year,
    unit_id,
    'needs_improvement' as item,
    needs_improvement_count as person_count,
    null as mean_value,
    null as grade,
    null as grade_least,
    null as grade_most
from appraisal_periods
union all
select
    year,
    unit_id,
    'poor' as item,
    poor_count as person_count,
    null as mean_value,
    null as grade,
    null as grade_least,
    null as grade_most
from appraisal_periods
union all
select
    year,
    unit_id,
    'very_poor' as item,
    very_poor_count as person_count,
    null as mean_value,
    null as grade,
    null as grade_least,
    null as grade_most
from appraisal_periods
