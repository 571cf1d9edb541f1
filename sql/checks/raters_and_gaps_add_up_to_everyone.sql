-- id: Jumlah pegawai dinilai dan menunggu menurut penilai berbeda dari jumlah menurut unit.
-- en: People rated and waiting by appraiser do not add up to those of the units.
with by_rater as (

    select
        root_id,
        period,
        cast(sum(rated_count) as bigint) as rated_count,
        cast(sum(waiting_count) as bigint) as waiting_count
    from marts.rater_periods
    group by root_id, period

),

by_unit as (

    select
        unit_id as root_id,
        period,
        rated_count,
        unrated_count
    from marts.appraisal_periods
    where unit_id = root_id

),

gaps as (

    select
        root_id,
        period,
        count(*) as gap_count
    from marts.appraisal_gaps
    group by root_id, period

)

select
    by_unit.root_id,
    by_unit.period,
    by_unit.rated_count,
    by_unit.unrated_count,
    by_rater.rated_count as rated_by_rater_count,
    by_rater.waiting_count,
    gaps.gap_count
from by_unit
left join by_rater on by_unit.root_id = by_rater.root_id and by_unit.period = by_rater.period
left join gaps on by_unit.root_id = gaps.root_id and by_unit.period = gaps.period
where
    by_unit.rated_count <> coalesce(by_rater.rated_count, 0)
    or by_unit.unrated_count <> coalesce(by_rater.waiting_count, 0)
    or by_unit.unrated_count <> coalesce(gaps.gap_count, 0)
