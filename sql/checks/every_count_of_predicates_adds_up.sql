-- id: Ada unit yang jumlah predikatnya tidak sama dengan jumlah pegawai yang dinilai.
-- en: The predicates of a unit do not add up to the number of employees appraised.
with appraisal_periods as (

    select * from marts.appraisal_periods

)

select
    unit_id,
    period,
    employee_count,
    rated_count
from appraisal_periods
where
    rated_count <> very_good_count + good_count + needs_improvement_count + poor_count + very_poor_count
    or rated_count > employee_count
