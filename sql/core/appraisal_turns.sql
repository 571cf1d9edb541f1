-- One row per employee in post and period not appraised: whose turn it is, and how that is known.
-- The superior on record first, then who appraised this person last, then who appraises most people of the unit.
-- Appraisals of periods that ended before count, in the same tree of units; nobody's own appraisal is their own turn.
with unrated as (

    select
        employee_periods.*,
        calendar.end_date
    from core.employee_periods as employee_periods
    inner join core.calendar as calendar on employee_periods.period = calendar.period
    where not employee_periods.is_rated

),

appraisals as (

    select
        appraisal_raters.*,
        calendar.period_order,
        calendar.end_date
    from core.appraisal_raters as appraisal_raters
    inner join core.calendar as calendar on appraisal_raters.period = calendar.period

),

raters as (

    select *
    from appraisals
    where rater_basis <> 'unknown' and coalesce(rater_nip, '') <> nip

),

posts as (

    select *
    from core.employee_posts
    where assignment_order = 1 and superior_nip <> nip

),

superiors as (

    select
        unrated.nip,
        unrated.period,
        arg_max(posts.superior_nip, (posts.start_date, posts.superior_nip)) as superior_nip
    from unrated
    inner join posts
        on
            unrated.nip = posts.nip
            and unrated.unit_id = posts.unit_id
            and unrated.end_date between posts.start_date and posts.end_date
    group by unrated.nip, unrated.period

),

last_rated as (

    select
        unrated.nip,
        unrated.period,
        arg_max(appraisals.period, (appraisals.end_date, appraisals.period_order)) as last_rated_period
    from unrated
    inner join appraisals on unrated.nip = appraisals.nip and unrated.end_date > appraisals.end_date
    group by unrated.nip, unrated.period

),

before as (

    select
        unrated.nip,
        unrated.period,
        raters.rater_basis,
        raters.rater_id,
        raters.rater_nip,
        raters.office_name,
        row_number() over (
            partition by unrated.nip, unrated.period
            order by raters.end_date desc, raters.period_order desc
        ) as recency
    from unrated
    inner join raters
        on unrated.nip = raters.nip and unrated.root_id = raters.root_id and unrated.end_date > raters.end_date

),

of_units as (

    select
        unit_id,
        end_date,
        rater_basis,
        rater_id,
        rater_nip,
        office_name,
        count(distinct nip) as rated_count
    from raters
    group by unit_id, end_date, rater_basis, rater_id, rater_nip, office_name

),

usual as (

    select
        unrated.nip,
        unrated.period,
        of_units.rater_basis,
        of_units.rater_id,
        of_units.rater_nip,
        of_units.office_name,
        row_number() over (
            partition by unrated.nip, unrated.period
            order by of_units.end_date desc, of_units.rated_count desc, of_units.rater_id asc
        ) as preference
    from unrated
    inner join of_units
        on
            unrated.unit_id = of_units.unit_id
            and unrated.end_date >= of_units.end_date
            and unrated.employee_id <> of_units.rater_id

)

select
    unrated.nip,
    unrated.unit_id,
    unrated.root_id,
    unrated.period,
    last_rated.last_rated_period,
    case
        when superiors.superior_nip is not null then 'superior'
        when last_before.rater_id is not null then 'last_rater'
        when usual.rater_id is not null then 'unit_rater'
        else 'unknown'
    end as turn_basis,
    case
        when superiors.superior_nip is not null then 'person'
        else coalesce(last_before.rater_basis, usual.rater_basis, 'unknown')
    end as rater_basis,
    case
        when superiors.superior_nip is not null then left(sha256(superiors.superior_nip), 16)
        else coalesce(last_before.rater_id, usual.rater_id, 'unknown')
    end as rater_id,
    case
        when superiors.superior_nip is not null then superiors.superior_nip
        when last_before.rater_id is not null then last_before.rater_nip
        else usual.rater_nip
    end as rater_nip,
    case
        when superiors.superior_nip is not null then null
        when last_before.rater_id is not null then last_before.office_name
        else usual.office_name
    end as office_name
from unrated
left join superiors on unrated.nip = superiors.nip and unrated.period = superiors.period
left join last_rated on unrated.nip = last_rated.nip and unrated.period = last_rated.period
left join before as last_before
    on unrated.nip = last_before.nip and unrated.period = last_before.period and last_before.recency = 1
left join usual on unrated.nip = usual.nip and unrated.period = usual.period and usual.preference = 1
