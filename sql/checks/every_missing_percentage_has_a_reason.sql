-- id: Ada capaian IKU tanpa angka dan tanpa alasan, atau dengan keduanya.
-- en: An indicator has neither a percentage nor a reason, or has both.
with iku_periods as (

    select * from marts.iku_periods

)

select
    iku_id,
    unit_id,
    period,
    achievement_pct,
    status,
    reason
from iku_periods
where
    (achievement_pct is null) <> (reason is not null)
    or (status = 'not_judged')
    <> (coalesce(reason, 'zero_target') not in ('zero_target', 'negative_target', 'zero_actual'))
