-- One row per service case whose dates cannot be true together; it is left out of every figure.
with cases as (

    select *
    from core.service_cases
    where problem is not null

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    service_name, -- name of the service
    case_number, -- number of the case
    received_at, -- when it came in
    due_at, -- its deadline; null when there is none
    finished_at, -- when it was finished; null while open
    case_status, -- selesai, proses, ditolak or dicabut
    problem, -- finished_before_received, due_before_received, received_in_future and the like
    load_id, -- load the row came from
    file_name, -- file the row came from
    sheet_name, -- sheet of the workbook; null for a CSV
    row_number -- row as Excel numbers it
from cases
