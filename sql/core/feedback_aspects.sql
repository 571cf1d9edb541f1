-- One row per employee, period, aspect (null = all seven, of equal weight) and source (null = all, weighted).
-- A weighted score stands only when every weighted source has enough raters; a missing one is not spread over others.
with sources as (

    select * from core.feedback_sources

),

aspects as (

    select distinct
        sources.nip,
        sources.employee_id,
        sources.unit_id,
        sources.root_id,
        sources.period,
        sources.end_date,
        sources.post_kind,
        sources.aspect
    from sources

),

weights as (

    select *
    from reference.feedback_weights
    where weight_pct > 0

),

weighted as (

    select
        aspects.nip,
        aspects.employee_id,
        aspects.unit_id,
        aspects.root_id,
        aspects.period,
        aspects.end_date,
        aspects.aspect,
        max(weights.rule_id) as rule_id,
        cast(sum(weights.weight_pct) as bigint) as weight_pct,
        cast(coalesce(sum(sources.rater_count), 0) as bigint) as rater_count,
        count(*) as wanted_count,
        count(sources.nip) as given_count,
        count(sources.share_e12) as shown_count,
        cast(sum(weights.weight_pct * sources.share_e12) as bigint) as weighted_sum_e12
    from aspects
    inner join weights
        on
            aspects.post_kind = weights.post_kind
            and aspects.end_date >= weights.valid_from
            and aspects.end_date <= coalesce(weights.valid_to, date '9999-12-31')
    left join sources
        on
            aspects.nip = sources.nip
            and aspects.period = sources.period
            and aspects.aspect = sources.aspect
            and weights.rater_type = sources.rater_type
    group by
        aspects.nip,
        aspects.employee_id,
        aspects.unit_id,
        aspects.root_id,
        aspects.period,
        aspects.end_date,
        aspects.aspect

),

scored as (

    select
        *,
        case
            when shown_count = wanted_count
                then cast(floor(cast(weighted_sum_e12 as double) / nullif(weight_pct, 0) + 0.5) as bigint)
        end as share_e12,
        case
            when given_count < wanted_count then 'source_missing'
            when shown_count < wanted_count then 'few_raters'
        end as reason
    from weighted

)

select
    nip,
    employee_id,
    unit_id,
    root_id,
    period,
    end_date,
    aspect,
    rater_type,
    rater_count,
    min_rater_count,
    weight_pct,
    score_e2,
    case when score_e2 is null then 'few_raters' end as reason,
    rule_id
from sources

union all

select
    nip,
    employee_id,
    unit_id,
    root_id,
    period,
    end_date,
    aspect,
    null as rater_type,
    rater_count,
    null as min_rater_count,
    weight_pct,
    cast(floor(cast(share_e12 as double) / 100000000 + 0.50000001) as bigint) as score_e2,
    reason,
    rule_id
from scored

union all

select
    nip,
    employee_id,
    unit_id,
    root_id,
    period,
    end_date,
    null as aspect,
    null as rater_type,
    max(rater_count) as rater_count,
    null as min_rater_count,
    max(weight_pct) as weight_pct,
    case
        when count(share_e12) = 7
            then cast(floor(cast(sum(share_e12) as double) / 7 / 100000000 + 0.50000001) as bigint)
    end as score_e2,
    case
        when count(*) < 7 then 'aspect_missing'
        when count(share_e12) < 7 then max(reason)
    end as reason,
    max(rule_id) as rule_id
from scored
group by nip, employee_id, unit_id, root_id, period, end_date
