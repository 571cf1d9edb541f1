-- One row per employee in post and competency the post asks for: the level, and whether the post or its tier says so.
-- The post's own standard comes first, then that of its tier, then the general default of the tier.
with posts as (

    select * from core.current_posts

),

standards as (

    select
        lower(trim(job_title)) as job_key,
        lower(trim(job_tier)) as job_tier,
        lower(replace(replace(competency_name, ' ', ''), '-', '')) as competency_key,
        required_level,
        load_id,
        row_number
    from staging.competency_standards

),

tiers as (

    select * from reference.tier_levels

),

competencies as (

    select
        *,
        lower(replace(replace(competency_name, ' ', ''), '-', '')) as competency_key
    from reference.competencies

),

candidates as (

    select
        posts.nip,
        standards.competency_key,
        standards.required_level,
        'post' as requirement_source,
        cast(null as varchar) as rule_id,
        case when standards.job_tier = posts.job_tier then 1 else 2 end as preference,
        standards.load_id,
        standards.row_number
    from posts
    inner join standards on posts.job_key = standards.job_key

    union all

    select
        posts.nip,
        standards.competency_key,
        standards.required_level,
        'tier' as requirement_source,
        cast(null as varchar) as rule_id,
        3 as preference,
        standards.load_id,
        standards.row_number
    from posts
    inner join standards on posts.job_tier = standards.job_tier
    where standards.job_key is null

    union all

    select
        posts.nip,
        competencies.competency_key,
        tiers.required_level,
        'tier' as requirement_source,
        tiers.rule_id,
        4 as preference,
        cast(null as varchar) as load_id,
        cast(null as bigint) as row_number
    from posts
    inner join tiers
        on
            posts.job_tier = tiers.job_tier
            and posts.as_of_date between tiers.valid_from and coalesce(tiers.valid_to, date '9999-12-31')
    inner join competencies
        on posts.as_of_date between competencies.valid_from and coalesce(competencies.valid_to, date '9999-12-31')

),

ranked as (

    select
        *,
        row_number() over (
            partition by nip, competency_key
            order by preference asc, required_level desc, load_id asc, row_number asc
        ) as position
    from candidates

)

select
    nip,
    competency_key,
    required_level,
    requirement_source,
    rule_id
from ranked
where position = 1
