-- One row per employee, period and source of an appraisal: the layout, and the unit whose appraiser sent the file.
with appraisal_rows as (

    select * from raw.skp

)

select
    nip,
    periode as period,
    source,
    load_id
from appraisal_rows
where contains(source, ' · ')
