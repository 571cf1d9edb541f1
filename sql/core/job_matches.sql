-- One row per employee in post and purpose of assessment: the newest levels of that purpose against the post's levels.
-- Only competencies both assessed and required count; more than 100 is kept.
with assessments as (

    select
        *,
        lower(replace(replace(competency_name, ' ', ''), '-', '')) as competency_key,
        cast(floor(assessed_level * 100 + 0.50000001) as bigint) as level_e2
    from staging.competency_assessments

),

posts as (

    select * from core.current_posts

),

required as (

    select * from core.required_levels

),

required_counts as (

    select
        nip,
        cast(count(*) as bigint) as required_count
    from required
    group by nip

),

ranked as (

    select
        assessments.nip,
        assessments.competency_key,
        assessments.purpose,
        assessments.level_e2,
        assessments.assessed_date,
        row_number() over (
            partition by assessments.nip, assessments.competency_key, assessments.purpose
            order by
                assessments.assessed_date desc,
                assessments.loaded_at desc,
                assessments.load_id desc,
                assessments.row_number desc
        ) as recency
    from assessments
    inner join posts on assessments.nip = posts.nip and assessments.assessed_date <= posts.as_of_date

),

summed as (

    select
        ranked.nip,
        ranked.purpose,
        cast(count(*) as bigint) as assessed_count,
        cast(count(required.required_level) as bigint) as matched_count,
        cast(sum(case when required.required_level is not null then ranked.level_e2 end) as bigint) as level_e2_sum,
        cast(sum(required.required_level) as bigint) as required_sum,
        cast(count(case when ranked.level_e2 < required.required_level * 100 then 1 end) as bigint) as short_count,
        min(ranked.assessed_date) as oldest_date,
        max(ranked.assessed_date) as newest_date
    from ranked
    left join required on ranked.nip = required.nip and ranked.competency_key = required.competency_key
    where ranked.recency = 1
    group by ranked.nip, ranked.purpose

)

select
    posts.nip,
    posts.employee_id,
    posts.employee_name,
    posts.unit_id,
    posts.unit_name,
    posts.root_id,
    posts.job_title,
    posts.job_family,
    posts.as_of_date,
    summed.purpose,
    coalesce(required_counts.required_count, 0) as required_count,
    summed.assessed_count,
    summed.matched_count,
    summed.level_e2_sum,
    summed.required_sum,
    summed.short_count,
    cast(summed.level_e2_sum as double) / nullif(summed.required_sum, 0) as jpm_pct,
    cast(floor(cast(summed.level_e2_sum as double) / nullif(summed.required_sum, 0) * 100 + 0.50000001) as bigint)
        as jpm_e2,
    summed.oldest_date,
    summed.newest_date,
    date_diff('day', summed.newest_date, posts.as_of_date) as evidence_age_days
from summed
inner join posts on summed.nip = posts.nip
left join required_counts on summed.nip = required_counts.nip
