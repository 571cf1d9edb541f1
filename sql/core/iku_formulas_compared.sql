-- One row per IKU, unit, period, basis and formula that could apply: the achievement and its status.
with achievements as (

    select * from core.iku_formula_achievements

),

statuses as (

    select *
    from core.judged_values
    where setting_id = 'iku_status_scheme'

)

select
    achievements.iku_id,
    achievements.unit_id,
    achievements.period,
    achievements.end_date,
    achievements.basis,
    achievements.formula_polarity,
    achievements.formula_id,
    achievements.rule_id,
    achievements.is_chosen,
    achievements.achievement_pct,
    achievements.achievement_e2,
    coalesce(statuses.band_id, achievements.direct_status, 'not_judged') as status,
    achievements.reason
from achievements
left join statuses
    on
        achievements.achievement_e2 = statuses.value_e2
        and achievements.end_date = statuses.on_date
