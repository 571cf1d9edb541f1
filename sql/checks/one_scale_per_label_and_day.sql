-- id: Ada predikat yang termasuk dua skala pada hari yang sama.
-- en: A grade belongs to two scales on the same day.
with scales as (

    select * from reference.ordinal_scales

)

select
    scales.label,
    scales.scale_id,
    other.scale_id as other_scale_id
from scales
inner join scales as other
    on
        scales.label = other.label
        and concat(scales.scale_id, scales.valid_from) < concat(other.scale_id, other.valid_from)
        and scales.valid_from <= coalesce(other.valid_to, date '9999-12-31')
        and other.valid_from <= coalesce(scales.valid_to, date '9999-12-31')
