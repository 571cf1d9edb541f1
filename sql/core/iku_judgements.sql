-- One row per IKU, unit, period and basis: the achievement by the chosen formula, and its status.
with compared as (

    select
        *,
        case when status = 'exceeded' then 'met' else status end as verdict
    from core.iku_formulas_compared

),

counted as (

    select
        *,
        min(verdict) over of_one <> max(verdict) over of_one as is_formula_sensitive
    from compared
    window of_one as (partition by iku_id, unit_id, period, basis)

),

scales as (

    select *
    from core.judged_values
    where setting_id = 'iku_realisation_scheme'

)

select
    counted.iku_id,
    counted.unit_id,
    counted.period,
    counted.basis,
    counted.formula_id,
    counted.rule_id,
    counted.achievement_pct,
    counted.achievement_e2,
    counted.status,
    scales.band_id as realisation_band,
    counted.is_formula_sensitive,
    counted.reason
from counted
left join scales
    on
        counted.achievement_e2 = scales.value_e2
        and counted.end_date = scales.on_date
where counted.is_chosen
