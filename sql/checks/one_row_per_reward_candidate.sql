-- id: Ada pegawai yang tercantum dua kali bagi aturan dan periode yang sama.
-- en: An employee is listed twice for one rule and period.
with reward_candidates as (

    select * from marts.reward_candidates

)

select
    reward_rule_id,
    employee_id,
    period,
    count(*) as row_count
from reward_candidates
group by reward_rule_id, employee_id, period
having count(*) > 1
