-- id: Ada pola distribusi yang dua syaratnya menyebut predikat yang sama, atau yang batas bawahnya terlalu besar.
-- en: Two conditions of one distribution pattern name the same predicate, or its minima are too large.
with patterns as (

    select * from reference.distribution_patterns

),

summed as (

    select
        organisation_predicate,
        valid_from,
        sum(has_very_good) as very_good_times,
        sum(has_good) as good_times,
        sum(has_needs_improvement) as needs_improvement_times,
        sum(has_poor) as poor_times,
        sum(has_very_poor) as very_poor_times,
        sum(coalesce(min_pct, 0)) as min_pct_sum
    from patterns
    group by organisation_predicate, valid_from

)

select
    organisation_predicate,
    valid_from,
    min_pct_sum
from summed
where
    greatest(very_good_times, good_times, needs_improvement_times, poor_times, very_poor_times) > 1
    or min_pct_sum > 80
