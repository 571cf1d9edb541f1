-- One row per employee in post and period not appraised: whose turn it is, and how that is known.
-- The superior on record first, then who appraised this person last, then who appraises most people of the unit.
with unrated as (

    select *
    from core.employee_periods
    where not is_rated

),

raters as (

    select
        appraisal_raters.*,
        calendar.period_order,
        calendar.end_date
    from core.appraisal_raters as appraisal_raters
    inner join core.calendar as calendar on appraisal_raters.period = calendar.period
    where appraisal_raters.rater_basis <> 'unknown'

),

calendar as (

    select * from core.calendar

),

posts as (

    select *
    from core.employee_posts
    where assignment_order = 1 and superior_nip is not null

),

superiors as (

    select
        unrated.nip,
        unrated.period,
        max(posts.superior_nip) as superior_nip
    from unrated
    inner join calendar on unrated.period = calendar.period
    inner join posts
        on
            unrated.nip = posts.nip
            and unrated.unit_id = posts.unit_id
            and calendar.end_date between posts.start_date and posts.end_date
    group by unrated.nip, unrated.period

),

before as (

    select
        unrated.nip,
        unrated.period,
        raters.period as last_rated_period,
        raters.root_id = unrated.root_id as is_same_root,
        raters.rater_basis,
        raters.rater_id,
        raters.rater_nip,
        raters.office_name,
        row_number() over (
            partition by unrated.nip, unrated.period
            order by raters.end_date desc, raters.period_order desc
        ) as recency
    from unrated
    inner join calendar on unrated.period = calendar.period
    inner join raters on unrated.nip = raters.nip and calendar.end_date > raters.end_date

),

of_units as (

    select
        unit_id,
        end_date,
        rater_basis,
        rater_id,
        rater_nip,
        office_name,
        count(*) as rated_count
    from raters
    group by unit_id, end_date, rater_basis, rater_id, rater_nip, office_name

),

usual as (

    select
        asked.unit_id,
        asked.period,
        of_units.rater_basis,
        of_units.rater_id,
        of_units.rater_nip,
        of_units.office_name,
        row_number() over (
            partition by asked.unit_id, asked.period
            order by of_units.end_date desc, of_units.rated_count desc, of_units.rater_id asc
        ) as preference
    from (
        select distinct
            unrated.unit_id,
            unrated.period,
            calendar.end_date
        from unrated
        inner join calendar on unrated.period = calendar.period
    ) as asked
    inner join of_units on asked.unit_id = of_units.unit_id and asked.end_date >= of_units.end_date

)

select
    unrated.nip,
    unrated.unit_id,
    unrated.root_id,
    unrated.period,
    last_before.last_rated_period,
    case
        when superiors.superior_nip is not null then 'superior'
        when last_before.rater_id is not null and last_before.is_same_root then 'last_rater'
        when usual.rater_id is not null then 'unit_rater'
        else 'unknown'
    end as turn_basis,
    case
        when superiors.superior_nip is not null then 'person'
        when last_before.rater_id is not null and last_before.is_same_root then last_before.rater_basis
        when usual.rater_id is not null then usual.rater_basis
        else 'unknown'
    end as rater_basis,
    case
        when superiors.superior_nip is not null then left(sha256(superiors.superior_nip), 16)
        when last_before.rater_id is not null and last_before.is_same_root then last_before.rater_id
        when usual.rater_id is not null then usual.rater_id
        else 'unknown'
    end as rater_id,
    case
        when superiors.superior_nip is not null then superiors.superior_nip
        when last_before.rater_id is not null and last_before.is_same_root then last_before.rater_nip
        else usual.rater_nip
    end as rater_nip,
    case
        when superiors.superior_nip is not null then null
        when last_before.rater_id is not null and last_before.is_same_root then last_before.office_name
        else usual.office_name
    end as office_name
from unrated
left join superiors on unrated.nip = superiors.nip and unrated.period = superiors.period
left join before as last_before
    on unrated.nip = last_before.nip and unrated.period = last_before.period and last_before.recency = 1
left join usual on unrated.unit_id = usual.unit_id and unrated.period = usual.period and usual.preference = 1
