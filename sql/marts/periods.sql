-- One row per period that has data or in which data are due.
with periods as (

    select * from core.periods

)

select
    period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    period_type, -- year, semester, quarter or month
    year, -- calendar year
    start_date, -- first day
    end_date, -- last day
    period_order, -- increases with the end of the period, shorter before longer
    is_complete, -- true when the period ended before the day of the build
    has_iku, -- true when at least one indicator has an actual
    has_appraisals, -- true when at least one employee was appraised
    has_skm, -- true when at least one citizen answered the survey
    has_services -- true when at least one case of a service was received
from periods
