-- One row per employee and year up to 2021: the scores of an old SKP in hundredths, in the post at the year's end.
-- The two ways of PP 30/2019 to weigh them are computed in ten-thousandths; those of PP 46/2011 are not.
with appraisals as (

    select * from staging.legacy_appraisals

),

people_posts as (

    select * from core.people_posts

),

hundredths as (

    select
        people_posts.employee_id,
        people_posts.employee_name,
        people_posts.unit_id,
        people_posts.unit_name,
        people_posts.root_id,
        people_posts.end_date,
        appraisals.*,
        concat('skp_', appraisals.regulation) as scheme,
        cast(floor(appraisals.skp_value * 100 + 0.50000001) as bigint) as skp_e2,
        cast(floor(appraisals.behaviour_value * 100 + 0.50000001) as bigint) as behaviour_e2,
        cast(floor(appraisals.stated_value * 100 + 0.50000001) as bigint) as value_e2
    from appraisals
    inner join people_posts
        on appraisals.nip = people_posts.nip and cast(appraisals.year as varchar) = people_posts.period

)

select
    employee_id,
    employee_name,
    unit_id,
    unit_name,
    root_id,
    year,
    end_date,
    regulation,
    is_regulation_stated,
    scheme,
    skp_value,
    behaviour_value,
    stated_value,
    skp_e2,
    behaviour_e2,
    value_e2,
    load_id,
    sheet_name,
    row_number,
    case when regulation = 'pp_30_2019' then skp_e2 * 70 + behaviour_e2 * 30 end as value_70_30_e4,
    case when regulation = 'pp_30_2019' then skp_e2 * 60 + behaviour_e2 * 40 end as value_60_40_e4
from hundredths
