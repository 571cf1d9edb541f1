-- One row per course taken by a known employee, placed in the unit of the post held when it ended (else the newest).
-- It counts in the year of its last day; the same certificate twice counts once.
with taken as (

    select
        *,
        row_number() over (
            partition by
                nip,
                coalesce(
                    certificate_number, concat(load_id, ' ', coalesce(sheet_name, ''), ' ', cast(row_number as varchar))
                )
            order by end_date asc, loaded_at asc, load_id asc, row_number asc
        ) as certificate_position
    from staging.courses_taken

),

posts as (

    select *
    from core.employee_posts
    where assignment_order = 1

),

courses as (

    select * from core.courses

),

placed as (

    select
        taken.*,
        posts.employee_id,
        posts.employee_name,
        posts.unit_id,
        posts.unit_name,
        posts.root_id,
        row_number() over (
            partition by taken.load_id, taken.sheet_name, taken.row_number
            order by
                case when taken.end_date between posts.start_date and posts.end_date then 1 else 2 end asc,
                posts.start_date desc,
                posts.unit_id asc,
                posts.job_title asc,
                posts.load_id asc,
                posts.row_number asc
        ) as preference
    from taken
    inner join posts on taken.nip = posts.nip

)

select
    placed.nip,
    placed.employee_id,
    placed.employee_name,
    placed.unit_id,
    placed.unit_name,
    placed.root_id,
    placed.course_id,
    placed.course_name,
    courses.competency_key,
    courses.competency_name,
    placed.start_date,
    placed.end_date,
    cast(extract(year from placed.end_date) as bigint) as year,
    placed.hours_jp,
    cast(floor(placed.hours_jp * 100 + 0.50000001) as bigint) as hours_e2,
    placed.certificate_number,
    placed.certificate_position > 1 as is_duplicate,
    placed.score_before,
    placed.score_after,
    placed.load_id,
    placed.sheet_name,
    placed.row_number
from placed
left join courses on placed.course_id = courses.course_id
where placed.preference = 1
