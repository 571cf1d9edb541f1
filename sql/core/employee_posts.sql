-- One row per employee and post in a unit of the tree; a post without dates always holds.
with posts as (

    select * from staging.employee_posts

),

units as (

    select * from core.units

)

select
    posts.nip,
    left(sha256(posts.nip), 16) as employee_id,
    posts.employee_name,
    posts.unit_id,
    units.unit_name,
    units.root_id,
    posts.job_title,
    posts.job_type,
    posts.job_tier,
    posts.employment_status,
    posts.superior_nip,
    case posts.assignment when 'definitif' then 1 when 'pj' then 2 when 'plt' then 3 else 4 end as assignment_order,
    coalesce(posts.start_date, date '0001-01-01') as start_date,
    coalesce(posts.end_date, date '9999-12-31') as end_date,
    posts.load_id,
    posts.row_number
from posts
inner join units on posts.unit_id = units.unit_id
