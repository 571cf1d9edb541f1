-- One row per unit and purpose of assessment: how many people of the unit and everything below it fall in each band.
with matches as (

    select * from core.job_match_bands

),

closure as (

    select * from core.unit_closure

),

units as (

    select * from core.units

),

posts as (

    select
        closure.ancestor_id as unit_id,
        cast(count(*) as bigint) as in_post_count
    from core.current_posts
    inner join closure on current_posts.unit_id = closure.unit_id
    group by closure.ancestor_id

),

counted as (

    select
        closure.ancestor_id as unit_id,
        matches.purpose,
        cast(count(matches.jpm_pct) as bigint) as matched_count,
        cast(count(case when matches.jpm_band_order = 1 then 1 end) as bigint) as high_count,
        cast(count(case when matches.jpm_band_order = 2 then 1 end) as bigint) as middle_count,
        cast(count(case when matches.jpm_band_order = 3 then 1 end) as bigint) as low_count,
        cast(count(case when matches.is_evidence_current then 1 end) as bigint) as current_count,
        percentile_cont(0.5) within group (order by matches.jpm_pct) as median_jpm_pct
    from matches
    inner join closure on matches.unit_id = closure.unit_id
    group by closure.ancestor_id, matches.purpose

)

select
    counted.unit_id, -- code of the unit
    units.unit_name, -- name of the unit
    units.root_id, -- top of its tree
    counted.purpose, -- pemetaan or seleksi; null when the source does not say
    posts.in_post_count, -- people in definitive post
    counted.matched_count, -- people with a job-person match for this purpose
    counted.current_count, -- of those, people whose assessment is still valid
    counted.high_count, -- MS or optimal
    counted.middle_count, -- MMS or fairly_optimal
    counted.low_count, -- KMS or less_optimal
    counted.median_jpm_pct -- median of the job-person match
from counted
inner join units on counted.unit_id = units.unit_id
inner join posts on counted.unit_id = posts.unit_id
