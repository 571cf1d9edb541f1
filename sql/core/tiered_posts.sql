-- One row per employee and post with the tier the source gives or the title stands for; higher levels are higher posts.
with posts as (

    select * from core.employee_posts

),

job_titles as (

    select * from core.job_titles

),

tiers as (

    select
        job_tier,
        max(required_level) as tier_level
    from reference.tier_levels
    group by job_tier

)

select
    posts.nip,
    posts.employee_id,
    posts.employee_name,
    posts.unit_id,
    posts.unit_name,
    posts.root_id,
    posts.job_title,
    job_titles.job_tier,
    tiers.tier_level,
    coalesce(
        job_titles.job_group,
        case lower(trim(posts.job_type)) when 'struktural' then 'structural' when 'fungsional' then 'functional' end,
        'other'
    ) as job_group,
    posts.assignment_order,
    posts.start_date,
    posts.end_date,
    posts.load_id,
    posts.row_number
from posts
inner join job_titles
    on
        posts.job_title = job_titles.job_title
        and coalesce(posts.job_type, '') = job_titles.given_type
        and coalesce(posts.job_tier, '') = job_titles.given_tier
left join tiers on job_titles.job_tier = tiers.job_tier
