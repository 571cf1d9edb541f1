-- One row per IKU, unit, period and formula, where more than one formula could apply: what each of them would say.
with compared as (

    select *
    from core.iku_formulas_compared
    where basis = 'period' and formula_id is not null

),

counted as (

    select
        *,
        count(*) over (partition by iku_id, unit_id, period) as formula_count
    from compared

),

formulas as (

    select * from reference.iku_formulas

)

select
    counted.iku_id, -- code of the indicator
    counted.unit_id, -- unit that owns it
    counted.period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    counted.formula_id, -- 2t_minus_r_over_t, t_over_r, smaller_ratio or distance
    formulas.name_id as formula_name_id, -- the formula in words, in Indonesian
    formulas.name_en as formula_name_en, -- the formula in words, in English
    counted.rule_id, -- rule of marts.rules the formula belongs to
    counted.is_chosen, -- true for the formula the settings chose, whose result stands in marts.iku_periods
    counted.achievement_pct, -- percent of target by this formula, uncapped; null with a reason
    counted.status, -- exceeded, met, near, below or not_judged by this formula
    counted.reason -- why this formula gives no percentage
from counted
inner join formulas
    on
        counted.formula_polarity = formulas.polarity
        and counted.formula_id = formulas.formula_id
        and counted.end_date between formulas.valid_from and coalesce(formulas.valid_to, date '9999-12-31')
where counted.formula_count > 1
