-- One row per employee in post and competency that the post asks for or that was assessed; nothing is imputed.
-- A competency without any standard applies to everyone of the families in which it was assessed.
with posts as (

    select * from core.current_posts

),

required as (

    select * from core.required_levels

),

levels as (

    select * from core.competency_levels

),

names as (

    select * from core.competency_names

),

settings as (

    select *
    from core.settings
    where setting_id = 'evidence_valid_days'

),

families as (

    select distinct
        posts.root_id,
        posts.job_family,
        levels.competency_key
    from levels
    inner join posts on levels.nip = posts.nip
    where levels.competency_key not in (select required.competency_key from required)

),

applying as (

    select
        nip,
        competency_key
    from required

    union

    select
        posts.nip,
        levels.competency_key
    from levels
    inner join posts on levels.nip = posts.nip

    union

    select
        posts.nip,
        families.competency_key
    from families
    inner join posts on families.root_id = posts.root_id and families.job_family = posts.job_family

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
    posts.job_tier,
    applying.competency_key,
    names.competency_name,
    names.competency_type,
    levels.level_e2,
    required.required_level,
    required.requirement_source,
    required.rule_id as requirement_rule_id,
    levels.level_e2 - required.required_level * 100 as gap_e2,
    levels.assessed_date,
    levels.evidence_age_days,
    levels.nip is not null as is_assessed,
    levels.evidence_age_days <= cast(settings.setting_value as bigint) as is_evidence_current,
    levels.purpose,
    levels.method,
    levels.previous_level_e2,
    levels.previous_assessed_date,
    levels.level_e2 - levels.previous_level_e2 as level_change_e2,
    levels.load_id,
    levels.sheet_name,
    levels.row_number,
    case
        when levels.nip is null then 'not_assessed'
        when required.nip is null then 'no_standard'
    end as reason
from applying
inner join posts on applying.nip = posts.nip
inner join names on applying.competency_key = names.competency_key
left join required on applying.nip = required.nip and applying.competency_key = required.competency_key
left join levels on applying.nip = levels.nip and applying.competency_key = levels.competency_key
left join settings on posts.as_of_date between settings.valid_from and settings.valid_to
