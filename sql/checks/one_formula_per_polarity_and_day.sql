-- id: Ada polaritas tanpa rumus pilihan, atau dengan lebih dari satu, pada hari yang sama.
-- en: A polarity has no chosen formula, or more than one, on the same day.
with formulas as (

    select * from core.iku_formulas

),

settings as (

    select *
    from core.settings
    where setting_id like 'iku_formula_%'

)

select
    settings.setting_id,
    settings.setting_value,
    settings.valid_from,
    count(formulas.formula_id) as formula_count
from settings
left join formulas
    on
        settings.setting_id = concat('iku_formula_', formulas.formula_polarity)
        and formulas.is_chosen
        and settings.valid_from between formulas.valid_from and formulas.valid_to
group by settings.setting_id, settings.setting_value, settings.valid_from
having count(formulas.formula_id) <> 1
