-- One row per employee and year with training records: hours (JP) against the right of the employment status.
with training_hours as (

    select * from core.training_hours

)

select
    employee_id, -- first 16 hexadecimal digits of the SHA-256 of the NIP
    employee_name, -- name of the employee
    unit_id, -- unit of the post at the end of the year, or now
    unit_name, -- name of that unit
    root_id, -- top of its tree
    job_title, -- title of that post
    employment_status, -- pns, pppk or pppk_paruh_waktu
    year, -- calendar year
    is_complete, -- true when the year has ended
    cast(hours_e2 as double) / 100 as hours_jp, -- training hours; 0 = none recorded; null with a reason
    required_jp, -- hours the employee has a right to; null when no rule is known for the status
    cast(required_jp as double) - cast(hours_e2 as double) / 100 as missing_jp, -- hours short; negative when exceeded
    hours_e2 >= required_jp * 100 as is_met, -- true when the right is met; null when either is unknown
    course_count, -- courses counted
    duplicate_count, -- rows left out because their certificate was recorded before
    is_implausible, -- true when the hours of the year are more than the setting thinks possible
    rule_id, -- rule behind the required hours
    reason -- no_training_data or no_rule; null when both figures are known
from training_hours
