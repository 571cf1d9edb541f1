-- One row per employee in definitive post on the day the build speaks of.
with posts as (

    select *
    from core.employee_posts
    where assignment_order = 1

),

builds as (

    select cast(as_of as date) as as_of_date from reference.build

),

job_titles as (

    select * from core.job_titles

),

held as (

    select
        posts.*,
        builds.as_of_date,
        row_number() over (
            partition by posts.nip
            order by
                posts.start_date desc,
                posts.unit_id asc,
                posts.job_title asc,
                posts.load_id asc,
                posts.row_number asc
        ) as preference
    from posts
    inner join builds on builds.as_of_date between posts.start_date and posts.end_date

)

select
    held.nip,
    held.employee_id,
    held.employee_name,
    held.unit_id,
    held.unit_name,
    held.root_id,
    held.job_title,
    held.employment_status,
    job_titles.job_key,
    job_titles.job_tier,
    job_titles.job_group,
    job_titles.job_family,
    held.as_of_date
from held
inner join job_titles
    on
        held.job_title = job_titles.job_title
        and coalesce(held.job_type, '') = job_titles.given_type
        and coalesce(held.job_tier, '') = job_titles.given_tier
where held.preference = 1
