-- One row per award or coaching on record, to a person or a unit.
with awards as (

    select * from staging.awards

)

select
    nip,
    unit_id,
    case award_type when 'penghargaan' then 'award' else 'coaching' end as action,
    award_name,
    award_date
from awards
