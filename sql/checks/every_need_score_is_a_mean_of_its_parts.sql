-- id: Ada skor kebutuhan pelatihan di luar bagian-bagiannya.
-- en: A training need score lies outside its parts.
with training_needs as (

    select * from marts.training_needs

)

select
    unit_id,
    competency_name,
    need_score
from training_needs
where
    need_score < 0
    or need_score > 100.000001
    or need_score > greatest(severity_part, people_part, link_part, hours_part, mandate_part) + 0.000001
    or (
        short_count > 0
        and need_score < least(severity_part, people_part, link_part, hours_part, mandate_part) - 0.000001
    )
    or (reason is null and need_score is null)
