-- One row per unit and period: the indicators of the unit and everything below it, in one score.
-- The cap is applied here and nowhere else; weights are renormalised over the indicators with an achievement.
with iku_periods as (

    select * from core.iku_periods

),

closure as (

    select * from core.unit_closure

),

units as (

    select * from core.units

),

caps as (

    select *
    from core.settings
    where setting_id = 'iku_cap_e2'

),

capped as (

    select
        iku_periods.unit_id,
        iku_periods.period,
        iku_periods.period_type,
        iku_periods.period_order,
        iku_periods.status,
        iku_periods.is_provisional,
        iku_periods.weight_e4,
        iku_periods.weight_note,
        cast(caps.setting_value as bigint) as cap_e2,
        case when iku_periods.achievement_e2 is not null then iku_periods.weight_e4 end as judged_weight_e4,
        least(iku_periods.achievement_e2, cast(caps.setting_value as bigint)) as capped_e2
    from iku_periods
    left join caps on iku_periods.end_date between caps.valid_from and caps.valid_to

),

summed as (

    select
        closure.ancestor_id as unit_id,
        capped.period,
        capped.period_type,
        capped.period_order,
        max(capped.cap_e2) as cap_e2,
        cast(count(*) as bigint) as iku_count,
        cast(count(case when capped.status <> 'not_judged' then 1 end) as bigint) as iku_judged_count,
        cast(count(case when capped.status in ('exceeded', 'met') then 1 end) as bigint) as iku_met_count,
        cast(count(case when capped.status = 'exceeded' then 1 end) as bigint) as iku_exceeded_count,
        cast(count(case when capped.status = 'near' then 1 end) as bigint) as iku_near_count,
        cast(count(case when capped.status = 'below' then 1 end) as bigint) as iku_below_count,
        cast(count(case when capped.is_provisional then 1 end) as bigint) as provisional_count,
        cast(sum(capped.weight_e4) as bigint) as weight_sum_e4,
        cast(sum(capped.judged_weight_e4) as bigint) as judged_weight_e4,
        cast(sum(capped.judged_weight_e4 * capped.capped_e2) as bigint) as score_sum,
        max(capped.weight_note) as weight_note
    from capped
    inner join closure on capped.unit_id = closure.unit_id
    group by closure.ancestor_id, capped.period, capped.period_type, capped.period_order

)

select
    summed.unit_id,
    units.unit_name,
    units.root_id,
    summed.period,
    summed.period_type,
    summed.period_order,
    cast(summed.score_sum as double) / nullif(summed.judged_weight_e4, 0) / 100 as iku_score_pct,
    summed.iku_count,
    summed.iku_judged_count,
    summed.iku_met_count,
    summed.iku_exceeded_count,
    summed.iku_near_count,
    summed.iku_below_count,
    cast(summed.weight_sum_e4 as double) / 10000 as weight_total,
    cast(coalesce(summed.judged_weight_e4, 0) as double) / 10000 as weight_judged,
    cast(coalesce(summed.judged_weight_e4, 0) as double) * 100 / nullif(summed.weight_sum_e4, 0) as weight_covered_pct,
    cast(summed.cap_e2 as double) / 100 as cap_pct,
    summed.provisional_count,
    summed.weight_note
from summed
inner join units on summed.unit_id = units.unit_id
