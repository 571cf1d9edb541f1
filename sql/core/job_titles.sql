-- One row per job title, type and tier as the sources give them: the tier it stands for and the family it belongs to.
-- An empty tier is read from the title or the type; what no pattern fits has no tier.
with given as (

    select distinct
        job_title,
        coalesce(job_type, '') as given_type,
        coalesce(job_tier, '') as given_tier
    from core.employee_posts

),

keyed as (

    select
        *,
        lower(trim(job_title)) as job_key,
        lower(trim(given_type)) as type_key,
        nullif(lower(trim(given_tier)), '') as tier_key
    from given

),

builds as (

    select cast(as_of as date) as as_of_date from reference.build

),

patterns as (

    select tier_patterns.*
    from reference.tier_patterns
    inner join builds
        on builds.as_of_date between tier_patterns.valid_from and coalesce(tier_patterns.valid_to, date '9999-12-31')

),

tiers as (

    select tier_levels.*
    from reference.tier_levels
    inner join builds
        on builds.as_of_date between tier_levels.valid_from and coalesce(tier_levels.valid_to, date '9999-12-31')

),

matched as (

    select
        keyed.job_title,
        keyed.given_type,
        keyed.given_tier,
        patterns.job_tier,
        row_number() over (
            partition by keyed.job_title, keyed.given_type, keyed.given_tier
            order by patterns.pattern_order
        ) as preference
    from keyed
    inner join patterns
        on
            (patterns.matched_on = 'title' and keyed.job_key like patterns.pattern)
            or (patterns.matched_on = 'type' and keyed.type_key like patterns.pattern)

),

tiered as (

    select
        keyed.*,
        coalesce(keyed.tier_key, matched.job_tier) as job_tier
    from keyed
    left join matched
        on
            keyed.job_title = matched.job_title
            and keyed.given_type = matched.given_type
            and keyed.given_tier = matched.given_tier
            and matched.preference = 1

)

select
    tiered.job_title,
    tiered.given_type,
    tiered.given_tier,
    tiered.job_key,
    tiered.job_tier,
    tiers.job_group,
    case
        when tiers.job_group = 'structural' then 'Struktural'
        when tiers.job_group = 'support' then 'Pelaksana'
        when tiered.job_key like concat('% ', tiered.job_tier)
            then left(trim(tiered.job_title), length(tiered.job_key) - length(tiered.job_tier) - 1)
        else trim(tiered.job_title)
    end as job_family
from tiered
left join tiers on tiered.job_tier = tiers.job_tier
