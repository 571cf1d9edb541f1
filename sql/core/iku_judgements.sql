-- One row per IKU, unit, period and basis: the achievement with its status, or the reason why there is none.
with achievements as (

    select * from core.iku_achievements

),

judged as (

    select *
    from core.judged_values
    where setting_id = 'iku_status_scheme'

)

select
    achievements.iku_id,
    achievements.unit_id,
    achievements.period,
    achievements.basis,
    achievements.formula_id,
    achievements.rule_id,
    achievements.achievement_pct,
    achievements.achievement_e2,
    coalesce(judged.band_id, achievements.direct_status, 'not_judged') as status,
    achievements.reason
from achievements
left join judged
    on
        achievements.achievement_e2 = judged.value_e2
        and achievements.end_date = judged.on_date
