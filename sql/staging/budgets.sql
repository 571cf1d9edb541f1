-- One row per unit, period and programme: what was budgeted and what was spent, in rupiah.
with budgets_rows as (

    select * from raw.anggaran

)

select
    kode_unit as unit_id,
    periode as period,
    program as programme_name,
    cast(pagu as double) as budget_rupiah,
    cast(realisasi as double) as spent_rupiah,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from budgets_rows
