-- One row per employee in definitive post at the end of a period in which the root of the unit has appraisals.
with posts as (

    select *
    from core.employee_posts
    where assignment_order = 1

),

appraised_periods as (

    select distinct
        root_id,
        period,
        end_date
    from core.appraisals

),

in_post as (

    select
        posts.*,
        appraised_periods.period,
        row_number() over (
            partition by posts.nip, appraised_periods.period
            order by
                posts.start_date desc,
                posts.unit_id asc,
                posts.job_title asc,
                posts.load_id asc,
                posts.row_number asc
        ) as preference
    from posts
    inner join appraised_periods
        on
            posts.root_id = appraised_periods.root_id
            and appraised_periods.end_date between posts.start_date and posts.end_date

)

select
    nip,
    employee_id,
    employee_name,
    unit_id,
    unit_name,
    root_id,
    period,
    job_title,
    employment_status
from in_post
where preference = 1
