-- id: Ada unit yang tercantum dua kali bagi aturan dan periode yang sama.
-- en: A unit is listed twice for one rule and period.
with team_candidates as (

    select * from marts.team_candidates

)

select
    reward_rule_id,
    unit_id,
    period,
    count(*) as row_count
from team_candidates
group by reward_rule_id, unit_id, period
having count(*) > 1
