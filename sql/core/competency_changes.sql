-- One row per unit and competency with people assessed twice: how their level moved between the last two assessments.
-- The same people before and after, so that who was assessed cannot move the mean. Levels are read in whole steps: the
-- variance of a change is never taken below 2/12 (Sheppard), so that all alike does not mean beyond doubt.
with gaps as (

    select *
    from core.employee_gaps
    where level_change_e2 is not null

),

closure as (

    select * from core.unit_closure

),

settings as (

    select cast(s.setting_value as bigint) as min_count
    from core.settings as s
    inner join reference.build as builds on cast(builds.as_of as date) between s.valid_from and s.valid_to
    where s.setting_id = 'effect_min_count'

),

summed as (

    select
        closure.ancestor_id as unit_id,
        gaps.root_id,
        gaps.competency_key,
        min(gaps.competency_name) as competency_name,
        cast(count(*) as bigint) as retested_count,
        cast(count(case when gaps.level_change_e2 > 0 then 1 end) as bigint) as risen_count,
        cast(count(case when gaps.level_change_e2 < 0 then 1 end) as bigint) as fallen_count,
        cast(sum(gaps.level_change_e2) as bigint) as change_sum,
        cast(sum(gaps.level_change_e2 * gaps.level_change_e2) as bigint) as change_squares
    from gaps
    inner join closure on gaps.unit_id = closure.unit_id
    group by closure.ancestor_id, gaps.root_id, gaps.competency_key

),

quantiles as (

    select
        summed.unit_id,
        summed.competency_key,
        cast(min(t.t975_e3) as double) / 1000 as t975
    from summed
    inner join reference.student_t as t on t.df_count <= summed.retested_count - 1
    group by summed.unit_id, summed.competency_key

),

spreads as (

    select
        summed.*,
        settings.min_count,
        cast(summed.change_sum as double) / summed.retested_count / 100 as level_change_avg,
        quantiles.t975 * sqrt(
            greatest(
                (
                    cast(summed.change_squares as double)
                    - cast(summed.change_sum as double) * summed.change_sum / summed.retested_count
                ) / nullif(summed.retested_count - 1, 0),
                cast(10000 as double) / 6
            ) / nullif(summed.retested_count, 0)
        ) / 100 as spread
    from summed
    cross join settings
    left join quantiles
        on summed.unit_id = quantiles.unit_id and summed.competency_key = quantiles.competency_key

)

select
    spreads.*,
    units.unit_name,
    case
        when spreads.retested_count >= spreads.min_count then spreads.level_change_avg - spreads.spread
    end as level_change_low,
    case
        when spreads.retested_count >= spreads.min_count then spreads.level_change_avg + spreads.spread
    end as level_change_high,
    case
        when spreads.retested_count < spreads.min_count then 'too_few'
        when spreads.level_change_avg - spreads.spread > 0 then 'risen'
        when spreads.level_change_avg + spreads.spread < 0 then 'fallen'
        else 'cannot_tell'
    end as conclusion
from spreads
inner join core.units as units on spreads.unit_id = units.unit_id
