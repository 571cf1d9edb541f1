-- One row per rule for persons, employee and period that meets it: candidates for an award or coaching, in no order.
-- Coaching is guidance or counselling; nothing here leads to a disciplinary penalty.
with candidates as (

    select * from core.reward_candidates

),

employee_periods as (

    select * from core.employee_periods

),

rules as (

    select * from core.reward_rules

),

given as (

    select
        candidates.reward_rule_id,
        candidates.nip,
        candidates.period,
        min(awards.award_date) as given_date
    from candidates
    inner join rules on candidates.reward_rule_id = rules.reward_rule_id
    inner join core.awards as awards
        on
            candidates.nip = awards.nip
            and candidates.start_date <= awards.award_date
            and rules.action = awards.action
    group by candidates.reward_rule_id, candidates.nip, candidates.period

)

select
    employee_periods.employee_id, -- candidate
    employee_periods.employee_name, -- name of the candidate
    employee_periods.unit_id, -- unit of the post at the end of the period
    employee_periods.unit_name, -- name of that unit
    employee_periods.root_id, -- top of its tree
    candidates.period, -- newest period that meets the rule
    candidates.reward_rule_id, -- rule that is met
    rules.action, -- award or coaching
    rules.name_id, -- name of the award or coaching, in Indonesian
    rules.name_en, -- name of the award or coaching, in English
    rules.criterion_id, -- what has to be met, in Indonesian
    rules.criterion_en, -- what has to be met, in English
    employee_periods.predicate, -- predicate of that period
    candidates.streak_count, -- periods in a row that meet it, up to that one
    rules.span_count, -- periods in a row the rule asks for
    given.given_date, -- first award or coaching of this kind on record since the period began; null when none
    rules.rule_id, -- ground of the rule
    rules.confidence -- how sure the rule is: U is a setting, not law
from candidates
inner join employee_periods on candidates.nip = employee_periods.nip and candidates.period = employee_periods.period
inner join rules
    on
        candidates.reward_rule_id = rules.reward_rule_id
        and candidates.end_date >= rules.valid_from
        and candidates.end_date <= rules.valid_to
left join given
    on
        candidates.reward_rule_id = given.reward_rule_id
        and candidates.nip = given.nip
        and candidates.period = given.period
