-- id: Ada perubahan layanan dengan lebih dari satu baris bagi satu ukuran.
-- en: A change of a service has more than one row for one measure.
with service_changes as (

    select * from marts.service_changes

)

select
    load_id,
    sheet_name,
    row_number,
    measure,
    count(*) as row_count
from service_changes
group by load_id, sheet_name, row_number, measure
having count(*) > 1
