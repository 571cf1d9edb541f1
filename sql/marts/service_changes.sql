-- One row per change of a service and measure: the same number of days before and after it, with the uncertainty.
-- A difference in time is no proof that the change was its cause.
with service_changes as (

    select * from core.service_change_effects

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    service_name, -- name of the service; null when the change concerns all, complaints left out
    change_date, -- first day of the change
    change_name, -- what was changed
    change_note, -- remark of the unit
    measure, -- ikm, on_time_share (0–1), days (of the setting) or waiting_minutes
    window_days, -- days looked at on either side
    before_count, -- respondents or cases before
    after_count, -- respondents or cases from that day on
    before_value, -- mean or share before
    after_value, -- mean or share from that day on
    difference, -- after minus before
    difference_low, -- lower end of its 95 percent interval; null when either side has too few
    difference_high, -- upper end of that interval
    verdict, -- better, worse, cannot_tell, too_few or no_data
    load_id, -- load the change came from
    sheet_name, -- sheet of the workbook; null for a CSV
    row_number -- row as Excel numbers it
from service_changes
