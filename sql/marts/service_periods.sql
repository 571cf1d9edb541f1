-- One row per unit, service and period: the cases that came in then, in the unit and everything below it.
-- case_count = judged + pending + without a deadline + withdrawn + excluded.
with service_periods as (

    select * from core.service_periods

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    service_name, -- name of the service; null for all services together, complaints left out
    is_complaint, -- true when the service is the handling of complaints
    period, -- 2026, 2026-S1, 2026-TW2 or 2026-06: when the case came in
    case_count, -- cases that came in
    judged_count, -- of those, cases finished with a deadline, or open beyond it
    on_time_count, -- of those, cases finished by the deadline
    on_time_share, -- share (0–1) of judged cases finished by the deadline; null with a reason
    on_time_low, -- lower end of its 95 percent interval (Wilson)
    on_time_high, -- upper end of that interval
    measured_count, -- finished or rejected cases, whose days are known
    median_days, -- half of those took no longer, in the days of day_count
    p90_days, -- nine in ten took no longer
    day_count, -- working or calendar: the days of the two columns before
    has_calendar, -- true when holidays of all years of measured cases are known; else working days are too many
    median_calendar_days, -- median in calendar days
    p90_calendar_days, -- 90th percentile in calendar days
    waiting_count, -- cases with a waiting time
    median_waiting_minutes, -- median minutes waited at the counter
    p90_waiting_minutes, -- 90th percentile of minutes waited
    open_count, -- cases still open on the last day their file speaks of
    overdue_count, -- of those, cases beyond the deadline
    pending_count, -- open cases not yet due
    no_deadline_count, -- cases without a deadline, which cannot be judged
    withdrawn_count, -- cases withdrawn by the applicant
    rejected_count, -- cases rejected; a rejection is a finished case
    excluded_count, -- cases with impossible dates, listed in marts.impossible_cases
    is_provisional, -- true while the period runs or a case is not yet due
    reason -- no_deadline, not_yet_due or nothing_to_judge; null when there is a share
from service_periods
