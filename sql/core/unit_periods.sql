-- One row per unit and period: the indicators of the unit and everything below it, counted and in one score.
with iku_periods as (

    select * from core.iku_periods

),

closure as (

    select * from core.unit_closure

),

units as (

    select * from core.units

),

in_period as (

    select *
    from core.unit_scores
    where basis = 'period'

),

to_date as (

    select *
    from core.unit_scores
    where basis = 'ytd'

),

counted as (

    select
        closure.ancestor_id as unit_id,
        iku_periods.period,
        iku_periods.period_type,
        iku_periods.period_order,
        cast(count(*) as bigint) as iku_count,
        cast(count(case when iku_periods.status <> 'not_judged' then 1 end) as bigint) as iku_judged_count,
        cast(count(case when iku_periods.status in ('exceeded', 'met') then 1 end) as bigint) as iku_met_count,
        cast(count(case when iku_periods.status = 'exceeded' then 1 end) as bigint) as iku_exceeded_count,
        cast(count(case when iku_periods.status = 'near' then 1 end) as bigint) as iku_near_count,
        cast(count(case when iku_periods.status = 'below' then 1 end) as bigint) as iku_below_count,
        cast(count(case when iku_periods.is_formula_sensitive then 1 end) as bigint) as formula_sensitive_count,
        cast(count(case when iku_periods.ytd_status <> 'not_judged' then 1 end) as bigint) as ytd_iku_judged_count,
        cast(count(case when iku_periods.ytd_status in ('exceeded', 'met') then 1 end) as bigint) as ytd_iku_met_count,
        cast(count(case when iku_periods.is_provisional then 1 end) as bigint) as provisional_count
    from iku_periods
    inner join closure on iku_periods.unit_id = closure.unit_id
    group by closure.ancestor_id, iku_periods.period, iku_periods.period_type, iku_periods.period_order

)

select
    counted.unit_id,
    units.unit_name,
    units.root_id,
    counted.period,
    counted.period_type,
    counted.period_order,
    in_period.score_pct as iku_score_pct,
    counted.iku_count,
    counted.iku_judged_count,
    counted.iku_met_count,
    counted.iku_exceeded_count,
    counted.iku_near_count,
    counted.iku_below_count,
    cast(counted.iku_met_count as double) / nullif(counted.iku_judged_count, 0) as iku_met_share,
    cast(counted.iku_judged_count as double) / nullif(counted.iku_count, 0) as iku_judged_share,
    counted.formula_sensitive_count,
    in_period.weight_total,
    in_period.weight_judged,
    in_period.weight_covered_pct,
    in_period.cap_pct,
    to_date.score_pct as ytd_iku_score_pct,
    counted.ytd_iku_judged_count,
    counted.ytd_iku_met_count,
    to_date.weight_covered_pct as ytd_weight_covered_pct,
    counted.provisional_count,
    in_period.weight_note
from counted
inner join units on counted.unit_id = units.unit_id
inner join in_period on counted.unit_id = in_period.unit_id and counted.period = in_period.period
inner join to_date on counted.unit_id = to_date.unit_id and counted.period = to_date.period
