-- One row per compared measure, unit and period: cases and their sum, the unit and everything below it taken together.
-- A share has events as its sum; a mean has values in whole small units and the sum of their squares.
with closure as (

    select * from core.unit_closure

),

unit_periods as (

    select * from core.unit_periods

),

caps as (

    select *
    from core.settings
    where setting_id = 'iku_cap_e2'

),

achievements as (

    select
        iku_periods.unit_id,
        iku_periods.period,
        least(iku_periods.achievement_e2, cast(caps.setting_value as bigint)) as capped_e2
    from core.iku_periods as iku_periods
    left join caps on iku_periods.end_date between caps.valid_from and caps.valid_to
    where iku_periods.achievement_e2 is not null

),

appraisals as (

    select * from core.appraisal_counts

),

surveys as (

    select *
    from core.survey_totals
    where service_name is null

),

services as (

    select *
    from core.service_periods
    where service_name is null and judged_count > 0

)

select
    'iku_met_share' as measure_id,
    unit_id,
    period,
    cast(iku_met_count as bigint) as value_sum,
    cast(null as bigint) as square_sum,
    cast(iku_judged_count as bigint) as case_count
from unit_periods

union all

select
    'iku_achievement_avg' as measure_id,
    closure.ancestor_id as unit_id,
    achievements.period,
    cast(sum(achievements.capped_e2) as bigint) as value_sum,
    cast(sum(achievements.capped_e2 * achievements.capped_e2) as bigint) as square_sum,
    count(*) as case_count
from achievements
inner join closure on achievements.unit_id = closure.unit_id
group by closure.ancestor_id, achievements.period

union all

select
    'rated_share' as measure_id,
    unit_id,
    period,
    rated_count as value_sum,
    cast(null as bigint) as square_sum,
    employee_count as case_count
from appraisals

union all

select
    'on_time_share' as measure_id,
    unit_id,
    period,
    cast(on_time_count as bigint) as value_sum,
    cast(null as bigint) as square_sum,
    cast(judged_count as bigint) as case_count
from services

union all

select
    'ikm' as measure_id,
    unit_id,
    period,
    score_sum as value_sum,
    score_square_sum as square_sum,
    scored_count as case_count
from surveys
