-- One row per way of reading a target, formula and span of days, with whether a setting chose it for those days.
with formulas as (

    select * from reference.iku_formulas

),

settings as (

    select * from core.settings

)

select
    formulas.polarity as formula_polarity,
    formulas.formula_id,
    formulas.rule_id,
    settings.setting_value = formulas.formula_id as is_chosen,
    greatest(formulas.valid_from, settings.valid_from) as valid_from,
    least(coalesce(formulas.valid_to, date '9999-12-31'), settings.valid_to) as valid_to
from formulas
inner join settings
    on
        concat('iku_formula_', formulas.polarity) = settings.setting_id
        and formulas.valid_from <= settings.valid_to
        and settings.valid_from <= coalesce(formulas.valid_to, date '9999-12-31')
