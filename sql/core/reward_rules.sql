-- One row per rule for awards or coaching and span of days in which it holds; open ends are filled.
with reward_rules as (

    select * from reference.reward_rules

)

select
    reward_rule_id,
    recipient,
    action,
    period_type,
    has_very_good,
    has_good,
    has_needs_improvement,
    has_poor,
    has_very_poor,
    has_excellent,
    span_count,
    min_score_e2,
    min_covered_pct,
    min_rated_pct,
    name_id,
    name_en,
    criterion_id,
    criterion_en,
    rule_id,
    valid_from,
    coalesce(valid_to, date '9999-12-31') as valid_to,
    confidence
from reward_rules
