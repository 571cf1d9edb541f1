-- One row per employee and year: the talent box of the source beside the one its two categories give.
with boxes as (

    select * from staging.talent_boxes

),

people_posts as (

    select * from core.people_posts

),

nine_boxes as (

    select * from reference.nine_boxes

),

predicates as (

    select * from core.employee_periods

),

categories as (

    select * from reference.performance_categories

)

select
    people_posts.nip,
    people_posts.employee_id,
    people_posts.employee_name,
    people_posts.unit_id,
    people_posts.unit_name,
    people_posts.root_id,
    boxes.year,
    people_posts.period,
    boxes.potential,
    boxes.performance_rating,
    boxes.stated_box,
    nine_boxes.box,
    nine_boxes.row_by_row_rank,
    nine_boxes.recommendation_id,
    nine_boxes.recommendation_en,
    nine_boxes.rule_id,
    predicates.predicate as annual_predicate,
    categories.performance_rating as rating_by_predicate
from boxes
inner join people_posts
    on boxes.nip = people_posts.nip and cast(boxes.year as varchar) = people_posts.period
left join nine_boxes
    on
        boxes.potential = nine_boxes.potential
        and boxes.performance_rating = nine_boxes.performance
        and people_posts.end_date >= nine_boxes.valid_from
        and people_posts.end_date <= coalesce(nine_boxes.valid_to, date '9999-12-31')
left join predicates
    on people_posts.nip = predicates.nip and people_posts.period = predicates.period and predicates.is_rated
left join categories
    on
        predicates.predicate = categories.predicate
        and people_posts.end_date >= categories.valid_from
        and people_posts.end_date <= coalesce(categories.valid_to, date '9999-12-31')
