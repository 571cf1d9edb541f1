-- One row per finding: what is wrong, where it is and how to mend it.
with findings as (

    select * from core.findings

)

select
    finding_id, -- identifier of the finding
    load_id, -- load it was found in
    file_name, -- file it was found in
    kind, -- kind of export
    code, -- stable code
    severity, -- refuse, quarantine, repair or warning
    sheet_name, -- sheet of the workbook; null for a CSV
    row_number, -- row as Excel numbers it
    column_letter, -- letter of the column in the file; null when the value did not come from one
    column_name, -- header of the column
    value, -- value found, masked when personal
    row_count, -- rows it stands for; more than 1 for a repair of a whole column
    expected_id, -- what was expected, in Indonesian
    expected_en, -- what was expected, in English
    message_id, -- what is wrong, in Indonesian
    message_en, -- what is wrong, in English
    fix_id, -- how to mend it, in Indonesian
    fix_en, -- how to mend it, in English
    unit_id, -- unit it concerns; null when the row points at none we know
    root_id -- top of the tree of that unit
from findings
