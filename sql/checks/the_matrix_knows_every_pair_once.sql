-- id: Matriks predikat tidak memuat sembilan pasangan rating, masing-masing sekali.
-- en: The matrix of predicates does not hold the nine pairs of ratings, each once.
with matrix as (

    select * from reference.predicate_matrix

),

results as (

    select distinct result_rating
    from matrix

),

behaviours as (

    select distinct behaviour_rating
    from matrix

),

pairs as (

    select
        results.result_rating,
        behaviours.behaviour_rating
    from results
    cross join behaviours

),

counted as (

    select
        pairs.result_rating,
        pairs.behaviour_rating,
        count(matrix.predicate) as predicate_count
    from pairs
    left join matrix
        on
            pairs.result_rating = matrix.result_rating
            and pairs.behaviour_rating = matrix.behaviour_rating
            and matrix.valid_to is null
    group by pairs.result_rating, pairs.behaviour_rating

)

select
    result_rating,
    behaviour_rating,
    predicate_count
from counted
where predicate_count <> 1
