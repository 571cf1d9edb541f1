-- One row per employee in post and competency assessed twice: the change between the last two, by where it started.
with gaps as (

    select *
    from core.employee_gaps
    where previous_assessed_date is not null

)

select
    nip,
    root_id,
    competency_key,
    previous_assessed_date,
    assessed_date,
    required_level,
    previous_level_e2,
    previous_level_e2 - required_level * 100 as start_gap_e2,
    gap_e2,
    level_change_e2,
    concat(cast(previous_level_e2 as varchar), '/', coalesce(cast(required_level as varchar), '-')) as start_group
from gaps
