-- One row per rule for units, unit and period: each part of the rule with the unit's number, in no order.
with appraisal_periods as (

    select * from marts.appraisal_periods

),

unit_periods as (

    select * from core.unit_periods

),

calendar as (

    select * from core.calendar

),

rules as (

    select *
    from core.reward_rules
    where recipient = 'unit'

),

held as (

    select
        appraisal_periods.unit_id,
        appraisal_periods.unit_name,
        appraisal_periods.root_id,
        appraisal_periods.period,
        calendar.start_date,
        rules.reward_rule_id,
        rules.action,
        rules.name_id,
        rules.name_en,
        rules.criterion_id,
        rules.criterion_en,
        unit_periods.iku_score_pct,
        unit_periods.weight_covered_pct,
        appraisal_periods.rated_count,
        appraisal_periods.employee_count,
        appraisal_periods.organisation_predicate,
        cast(floor(unit_periods.iku_score_pct * 100 + 0.50000001) as bigint) >= rules.min_score_e2 as is_score_met,
        cast(floor(unit_periods.weight_covered_pct * 100 + 0.50000001) as bigint) >= rules.min_covered_pct * 100
            as is_coverage_met,
        appraisal_periods.rated_count * 100 >= rules.min_rated_pct * appraisal_periods.employee_count as is_rated_met,
        (appraisal_periods.organisation_predicate = 'excellent' and rules.has_excellent = 1)
        or (appraisal_periods.organisation_predicate = 'good' and rules.has_good = 1) as is_predicate_met,
        rules.rule_id,
        rules.confidence
    from appraisal_periods
    inner join calendar on appraisal_periods.period = calendar.period
    inner join rules
        on
            calendar.period_type = rules.period_type
            and calendar.end_date >= rules.valid_from
            and calendar.end_date <= rules.valid_to
    inner join unit_periods
        on appraisal_periods.unit_id = unit_periods.unit_id and appraisal_periods.period = unit_periods.period

),

given as (

    select
        held.unit_id,
        held.period,
        min(awards.award_date) as given_date
    from held
    inner join core.awards as awards
        on
            held.unit_id = awards.unit_id
            and held.start_date <= awards.award_date
            and held.action = awards.action
    group by held.unit_id, held.period

)

select
    held.unit_id, -- code of the unit, everything below it included
    held.unit_name, -- name of the unit
    held.root_id, -- top of its tree
    held.period, -- period judged
    held.reward_rule_id, -- rule
    held.action, -- award
    held.name_id, -- name of the award, in Indonesian
    held.name_en, -- name of the award, in English
    held.criterion_id, -- what has to be met, in Indonesian
    held.criterion_en, -- what has to be met, in English
    held.iku_score_pct, -- indicator score of the unit
    held.is_score_met, -- true when the score is high enough; null when there is none
    held.weight_covered_pct, -- percent of the weight judged
    held.is_coverage_met, -- true when enough of the weight is judged
    held.rated_count, -- employees appraised
    held.employee_count, -- employees appraised or in post
    held.is_rated_met, -- true when enough employees are appraised
    held.organisation_predicate, -- predicate of the unit; null when not given
    held.is_predicate_met, -- true when that predicate is one the rule names; null when not given
    coalesce(held.is_score_met and held.is_coverage_met and held.is_rated_met and held.is_predicate_met, false)
        as is_candidate, -- true when every part of the rule is met
    given.given_date, -- first award on record since the period began; null when none
    held.rule_id, -- ground of the rule
    held.confidence -- how sure the rule is: U is a setting, not law
from held
left join given on held.unit_id = given.unit_id and held.period = given.period
