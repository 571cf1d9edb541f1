-- One row per employee and period: everyone appraised, and everyone in definitive post who was not.
with appraisals as (

    select * from core.appraisals

),

roster as (

    select * from core.roster

),

matrix as (

    select * from reference.predicate_matrix

),

loads as (

    select * from staging.loads

),

plans as (

    select * from core.plans

),

rated as (

    select
        appraisals.*,
        matrix.predicate as predicate_by_matrix,
        matrix.rule_id,
        loads.file_name,
        plans.nip is not null as has_plan
    from appraisals
    left join plans on appraisals.nip = plans.nip and appraisals.period = plans.period
    left join loads on appraisals.load_id = loads.load_id
    left join matrix
        on
            appraisals.result_rating = matrix.result_rating
            and appraisals.behaviour_rating = matrix.behaviour_rating
            and appraisals.end_date >= matrix.valid_from
            and appraisals.end_date <= coalesce(matrix.valid_to, date '9999-12-31')

),

unrated as (

    select
        roster.*,
        plans.nip is not null as has_plan
    from roster
    left join plans on roster.nip = plans.nip and roster.period = plans.period
    left join appraisals on roster.nip = appraisals.nip and roster.period = appraisals.period
    where appraisals.nip is null

)

select
    employee_id,
    nip,
    employee_name,
    unit_id,
    unit_name,
    root_id,
    period,
    job_title,
    employment_status,
    result_rating,
    behaviour_rating,
    predicate,
    predicate_by_matrix,
    coalesce(predicate <> predicate_by_matrix, false) as is_matrix_mismatch,
    true as is_rated,
    has_plan,
    rule_id,
    rater_nip,
    rated_date,
    load_id,
    file_name,
    sheet_name,
    row_number
from rated

union all

select
    employee_id,
    nip,
    employee_name,
    unit_id,
    unit_name,
    root_id,
    period,
    job_title,
    employment_status,
    null as result_rating,
    null as behaviour_rating,
    null as predicate,
    null as predicate_by_matrix,
    false as is_matrix_mismatch,
    false as is_rated,
    has_plan,
    null as rule_id,
    null as rater_nip,
    null as rated_date,
    null as load_id,
    null as file_name,
    null as sheet_name,
    null as row_number
from unrated
