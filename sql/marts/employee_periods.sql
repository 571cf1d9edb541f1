-- One row per employee and period: everyone appraised, and everyone in definitive post at its end who was not.
with employee_periods as (

    select * from core.employee_periods

)

select
    employee_id, -- first 16 hexadecimal digits of the SHA-256 of the NIP
    nip, -- NIP; never in an address or a log
    employee_name, -- name of the employee
    unit_id, -- unit of the post at the end of the period
    unit_name, -- name of that unit
    root_id, -- top of its tree
    period, -- period of the appraisal
    job_title, -- title of that post
    employment_status, -- pns, pppk or pppk_paruh_waktu
    result_rating, -- above, expected or below; null when not appraised
    behaviour_rating, -- above, expected or below; null when not appraised
    predicate, -- official predicate: very_good, good, needs_improvement, poor or very_poor; null when not appraised
    predicate_by_matrix, -- predicate the matrix gives for the two ratings
    is_matrix_mismatch, -- true when the official predicate differs from the matrix
    is_rated, -- true when the employee was appraised
    has_plan, -- true when a planned work result (RHK) of this employee covers the period
    left(sha256(rater_nip), 16) as rater_id, -- appraiser, made like employee_id; null when not stated
    rated_date, -- day of the appraisal
    load_id, -- load the row came from; null when no row was sent
    file_name, -- file the row came from
    sheet_name, -- sheet of the workbook; null for a CSV
    row_number -- row as Excel numbers it
from employee_periods
