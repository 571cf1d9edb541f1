-- One row per employee and year: everyone in definitive post at its end (or now), and everyone with a course in it.
-- Someone without a record has 0 hours only where the tree of the unit has training records of that year; hours taken
-- in another tree before a move are hours all the same.
with posts as (

    select *
    from core.employee_posts
    where assignment_order = 1

),

taken as (

    select * from core.courses_taken

),

builds as (

    select cast(as_of as date) as as_of_date from reference.build

),

years as (

    select
        taken_years.year,
        least(make_date(taken_years.year, 12, 31), builds.as_of_date) as last_date,
        make_date(taken_years.year, 12, 31) < builds.as_of_date as is_complete
    from (select distinct year from taken) as taken_years
    cross join builds
    where taken_years.year <= extract(year from builds.as_of_date)

),

recorded_roots as (

    select distinct
        root_id,
        year
    from taken

),

sums as (

    select
        nip,
        year,
        cast(sum(case when is_duplicate then 0 else hours_e2 end) as bigint) as hours_e2,
        cast(sum(case when is_duplicate then 0 else 1 end) as bigint) as course_count,
        cast(sum(case when is_duplicate then 1 else 0 end) as bigint) as duplicate_count
    from taken
    group by nip, year

),

held as (

    select
        posts.*,
        years.year,
        years.last_date,
        years.is_complete,
        row_number() over (
            partition by posts.nip, years.year
            order by
                case when years.last_date between posts.start_date and posts.end_date then 1 else 2 end asc,
                posts.start_date desc,
                posts.unit_id asc,
                posts.job_title asc,
                posts.load_id asc,
                posts.row_number asc
        ) as preference
    from posts
    cross join years
    left join sums on posts.nip = sums.nip and years.year = sums.year
    where years.last_date between posts.start_date and posts.end_date or sums.nip is not null

),

rules as (

    select
        setting_id,
        cast(setting_value as bigint) as hours_jp,
        rule_id,
        valid_from,
        valid_to
    from core.settings
    where setting_id in ('jp_min', 'jp_min_pppk', 'jp_implausible')

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
    held.year,
    held.is_complete,
    case when recorded_roots.root_id is not null then coalesce(sums.hours_e2, 0) else sums.hours_e2 end as hours_e2,
    coalesce(sums.course_count, 0) as course_count,
    coalesce(sums.duplicate_count, 0) as duplicate_count,
    required.hours_jp as required_jp,
    required.rule_id,
    coalesce(sums.hours_e2 > implausible.hours_jp * 100, false) as is_implausible,
    case
        when recorded_roots.root_id is null and sums.nip is null then 'no_training_data'
        when required.hours_jp is null then 'no_rule'
    end as reason
from held
left join sums on held.nip = sums.nip and held.year = sums.year
left join recorded_roots on held.root_id = recorded_roots.root_id and held.year = recorded_roots.year
left join rules as required
    on
        required.setting_id = case held.employment_status when 'pns' then 'jp_min' when 'pppk' then 'jp_min_pppk' end
        and held.last_date between required.valid_from and required.valid_to
left join rules as implausible
    on
        implausible.setting_id = 'jp_implausible'
        and held.last_date between implausible.valid_from and implausible.valid_to
where held.preference = 1
