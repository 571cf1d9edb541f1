-- One row per unit, period and basis: the score of the indicators of the unit and everything below it.
-- The cap is applied here and nowhere else; weights are renormalised over the indicators with an achievement.
with achievements as (

    select *
    from core.iku_formula_achievements
    where is_chosen

),

calendar as (

    select * from core.calendar

),

iku as (

    select * from core.iku

),

closure as (

    select * from core.unit_closure

),

caps as (

    select *
    from core.settings
    where setting_id = 'iku_cap_e2'

),

capped as (

    select
        achievements.unit_id,
        achievements.period,
        achievements.basis,
        iku.weight_e4,
        iku.weight_note,
        cast(caps.setting_value as bigint) as cap_e2,
        case when achievements.achievement_e2 is not null then iku.weight_e4 end as judged_weight_e4,
        least(achievements.achievement_e2, cast(caps.setting_value as bigint)) as capped_e2
    from achievements
    inner join calendar on achievements.period = calendar.period
    inner join iku
        on
            achievements.iku_id = iku.iku_id
            and achievements.unit_id = iku.unit_id
            and calendar.year = iku.year
    left join caps on achievements.end_date between caps.valid_from and caps.valid_to

),

summed as (

    select
        closure.ancestor_id as unit_id,
        capped.period,
        capped.basis,
        max(capped.cap_e2) as cap_e2,
        cast(sum(capped.weight_e4) as bigint) as weight_sum_e4,
        cast(sum(capped.judged_weight_e4) as bigint) as judged_weight_e4,
        cast(sum(capped.judged_weight_e4 * capped.capped_e2) as bigint) as score_sum,
        max(capped.weight_note) as weight_note
    from capped
    inner join closure on capped.unit_id = closure.unit_id
    group by closure.ancestor_id, capped.period, capped.basis

)

select
    unit_id,
    period,
    basis,
    cast(score_sum as double) / nullif(judged_weight_e4, 0) / 100 as score_pct,
    cast(weight_sum_e4 as double) / 10000 as weight_total,
    cast(coalesce(judged_weight_e4, 0) as double) / 10000 as weight_judged,
    cast(coalesce(judged_weight_e4, 0) as double) * 100 / nullif(weight_sum_e4, 0) as weight_covered_pct,
    cast(cap_e2 as double) / 100 as cap_pct,
    weight_note
from summed
