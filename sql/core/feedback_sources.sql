-- One row per employee, period, source and aspect of the 360 feedback: its mean, if enough raters stand behind it.
-- share_e12 is the mean of score ÷ scale, not rounded for show: weighted scores rest on it and are rounded once.
with ratings as (

    select * from staging.feedback_ratings

),

people_posts as (

    select * from core.people_posts

),

weights as (

    select * from reference.feedback_weights

),

summed as (

    select
        nip,
        period,
        rater_type,
        aspect,
        count(distinct rater_number) + count(case when rater_number is null then 1 end) as rater_count,
        count(*) as rating_count,
        cast(
            sum(cast(floor(score / nullif(scale_max, 0) * 1000000000000 + 0.5) as bigint)) as bigint
        ) as share_sum_e12
    from ratings
    group by nip, period, rater_type, aspect

)

select
    people_posts.nip,
    people_posts.employee_id,
    people_posts.unit_id,
    people_posts.root_id,
    summed.period,
    people_posts.end_date,
    people_posts.post_kind,
    summed.rater_type,
    summed.aspect,
    summed.rater_count,
    weights.weight_pct,
    weights.min_rater_count,
    weights.rule_id,
    case
        when summed.rater_count >= weights.min_rater_count
            then cast(floor(cast(summed.share_sum_e12 as double) / nullif(summed.rating_count, 0) + 0.5) as bigint)
    end as share_e12,
    case
        when summed.rater_count >= weights.min_rater_count
            then
                cast(
                    floor(
                        cast(summed.share_sum_e12 as double) / nullif(summed.rating_count, 0) / 100000000 + 0.50000001
                    ) as bigint
                )
    end as score_e2
from summed
inner join people_posts on summed.nip = people_posts.nip and summed.period = people_posts.period
inner join weights
    on
        people_posts.post_kind = weights.post_kind
        and summed.rater_type = weights.rater_type
        and people_posts.end_date >= weights.valid_from
        and people_posts.end_date <= coalesce(weights.valid_to, date '9999-12-31')
