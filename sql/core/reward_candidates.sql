-- One row per reward rule for persons, employee and period that meets it: the streak of predicates behind it.
-- A streak is unbroken: consecutive periods of one kind, each with a predicate the rule names; a year without data
-- breaks it like any other.
with rated as (

    select *
    from core.employee_periods
    where is_rated

),

numbered as (

    select
        period,
        period_type,
        start_date,
        end_date,
        year * count(*) over (partition by period_type, year)
        + row_number() over (partition by period_type, year order by period_order) as period_number
    from core.calendar

),

rules as (

    select *
    from core.reward_rules
    where recipient = 'person'

),

met as (

    select
        rules.reward_rule_id,
        rules.span_count,
        rated.nip,
        rated.period,
        numbered.start_date,
        numbered.end_date,
        numbered.period_number,
        numbered.period_number - row_number() over (
            partition by rules.reward_rule_id, rated.nip order by numbered.period_number
        ) as run
    from rated
    inner join numbered on rated.period = numbered.period
    inner join rules
        on
            numbered.period_type = rules.period_type
            and numbered.end_date >= rules.valid_from
            and numbered.end_date <= rules.valid_to
            and (
                (rated.predicate = 'very_good' and rules.has_very_good = 1)
                or (rated.predicate = 'good' and rules.has_good = 1)
                or (rated.predicate = 'needs_improvement' and rules.has_needs_improvement = 1)
                or (rated.predicate = 'poor' and rules.has_poor = 1)
                or (rated.predicate = 'very_poor' and rules.has_very_poor = 1)
            )

),

streaks as (

    select
        *,
        row_number() over (partition by reward_rule_id, nip, run order by period_number) as streak_count
    from met

)

select
    reward_rule_id,
    nip,
    period,
    start_date,
    end_date,
    streak_count
from streaks
where streak_count >= span_count
