-- id: Ada peluang di luar 0–1, atau tanpa peluang dan tanpa alasan, atau dengan keduanya.
-- en: A chance lies outside 0–1, or there is neither a chance nor a reason, or there are both.
with iku_outlook as (

    select * from marts.iku_outlook

)

select
    iku_id,
    unit_id,
    period,
    reach_chance,
    chance_band,
    reason
from iku_outlook
where
    (reach_chance is null) <> (reason is not null)
    or (reach_chance is null) <> (chance_band is null)
    or coalesce(reach_chance < 0 or reach_chance > 1, false)
    or coalesce(expected_lower > expected_actual or expected_upper < expected_actual, false)
