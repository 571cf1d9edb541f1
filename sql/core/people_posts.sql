-- One row per employee and period that an appraisal, a work result, feedback, a talent box or an old SKP speaks of: the
-- post held at its end.
-- Valid posts first, definitive before acting ones, then the latest start; without a valid one the nearest earlier.
with concerned as (

    select
        nip,
        period
    from staging.appraisals

    union

    select
        nip,
        period
    from staging.work_results

    union

    select
        nip,
        period
    from staging.feedback_ratings

    union

    select
        nip,
        cast(year as varchar) as period
    from staging.talent_boxes

    union

    select
        nip,
        cast(year as varchar) as period
    from staging.legacy_appraisals

),

posts as (

    select * from core.employee_posts

),

job_titles as (

    select * from core.job_titles

),

calendar as (

    select
        period,
        end_date
    from core.calendar

    union

    select distinct
        cast(year as varchar) as period,
        make_date(year, 12, 31) as end_date
    from staging.legacy_appraisals

),

candidates as (

    select
        concerned.period,
        calendar.end_date,
        posts.nip,
        posts.employee_id,
        posts.employee_name,
        posts.unit_id,
        posts.unit_name,
        posts.root_id,
        posts.job_title,
        posts.job_type,
        posts.job_tier,
        posts.employment_status,
        row_number() over (
            partition by concerned.nip, concerned.period
            order by
                case when calendar.end_date between posts.start_date and posts.end_date then 0 else 1 end asc,
                posts.assignment_order asc,
                case when posts.start_date <= calendar.end_date then posts.start_date end desc nulls last,
                posts.start_date asc,
                posts.unit_id asc,
                posts.job_title asc,
                posts.load_id asc,
                posts.row_number asc
        ) as preference
    from concerned
    inner join calendar on concerned.period = calendar.period
    inner join posts on concerned.nip = posts.nip

)

select
    candidates.nip,
    candidates.employee_id,
    candidates.employee_name,
    candidates.unit_id,
    candidates.unit_name,
    candidates.root_id,
    candidates.period,
    candidates.end_date,
    candidates.job_title,
    candidates.employment_status,
    job_titles.job_tier,
    case
        when job_titles.job_group = 'structural' then 'structural'
        when job_titles.job_group is null and lower(trim(candidates.job_type)) = 'struktural' then 'structural'
        else 'other'
    end as post_kind
from candidates
left join job_titles
    on
        candidates.job_title = job_titles.job_title
        and coalesce(candidates.job_type, '') = job_titles.given_type
        and coalesce(candidates.job_tier, '') = job_titles.given_tier
where candidates.preference = 1
