-- id: Ada skor unit di atas batas capaian, atau IKM di luar 25–100.
-- en: A unit's score exceeds the cap, or an IKM lies outside 25–100.
with unit_periods as (

    select * from marts.unit_periods

),

skm_periods as (

    select * from marts.skm_periods

),

scores as (

    select
        unit_id,
        period,
        iku_score_pct as score,
        cast(-1e12 as double) as lowest,
        cap_pct as highest
    from unit_periods

    union all

    select
        unit_id,
        period,
        ikm as score,
        cast(25 as double) as lowest,
        cast(100 as double) as highest
    from skm_periods

)

select
    unit_id,
    period,
    score,
    lowest,
    highest
from scores
where score < lowest - 0.000001 or score > highest + 0.000001
