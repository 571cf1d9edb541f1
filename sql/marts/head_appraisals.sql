-- One row per unit with an organisation predicate, period and head: the head's rating beside the unit's result.
-- The circular makes the unit's result the head's rating of results; the mapping between the two scales is a setting.
with heads as (

    select * from core.unit_heads

),

units as (

    select * from core.units

),

employee_periods as (

    select * from core.employee_periods

)

select
    heads.employee_id, -- head of the unit at the end of the period
    heads.employee_name, -- name of the head
    heads.job_title, -- title of the post
    heads.unit_id, -- code of the unit
    units.unit_name, -- name of the unit
    units.root_id, -- top of its tree
    heads.period, -- period of the appraisal
    heads.organisation_predicate, -- predicate of the unit
    heads.rating_by_organisation, -- rating of results that predicate stands for (a setting)
    employee_periods.result_rating, -- rating of results the head got; null when not appraised
    employee_periods.result_rating = heads.rating_by_organisation
        as is_consistent, -- true when the two agree; null when not rated
    case when employee_periods.result_rating is null then 'not_rated' end as reason, -- why it is null; else null
    heads.rule_id -- rule of the mapping
from heads
inner join units on heads.unit_id = units.unit_id
left join employee_periods on heads.nip = employee_periods.nip and heads.period = employee_periods.period
