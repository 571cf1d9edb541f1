-- One row per course taken by a known employee.
with courses_taken as (

    select * from core.courses_taken

)

select
    employee_id, -- first 16 hexadecimal digits of the SHA-256 of the NIP
    employee_name, -- name of the employee
    unit_id, -- unit of the post held when the course ended, else of the newest post
    unit_name, -- name of that unit
    root_id, -- top of its tree
    course_id, -- code in the catalogue; null when not stated
    course_name, -- name as recorded
    competency_name, -- competency the catalogue says it trains; null when the course is not in it
    start_date, -- first day
    end_date, -- last day
    year, -- year of the last day, in which it counts
    hours_jp, -- training hours (JP) of the record, never derived from dates
    certificate_number, -- number of the certificate
    is_duplicate, -- true when the same certificate was recorded before; its hours do not count
    score_before, -- score before the course
    score_after, -- score after it
    score_after - score_before as score_change, -- after minus before; null when either is missing
    load_id, -- load the row came from
    sheet_name, -- sheet of the workbook; null for a CSV
    row_number -- row as Excel numbers it
from courses_taken
