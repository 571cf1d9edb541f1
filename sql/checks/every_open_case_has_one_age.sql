-- id: Ada berkas terbuka tanpa kelompok umur atau dengan lebih dari satu.
-- en: An open case has no age group or more than one.
with cases as (

    select
        unit_id,
        service_name,
        cast(count(*) as bigint) as open_count
    from core.service_cases
    where is_open
    group by unit_id, service_name

),

closure as (

    select * from marts.unit_closure

),

expected as (

    select
        closure.ancestor_id as unit_id,
        cases.service_name,
        cast(sum(cases.open_count) as bigint) as open_count
    from cases
    inner join closure on cases.unit_id = closure.unit_id
    group by closure.ancestor_id, cases.service_name

),

shown as (

    select
        unit_id,
        service_name,
        cast(sum(open_count) as bigint) as open_count
    from marts.open_cases
    where service_name is not null
    group by unit_id, service_name

)

select
    expected.unit_id,
    expected.service_name,
    expected.open_count,
    shown.open_count as shown_count
from expected
left join shown on expected.unit_id = shown.unit_id and expected.service_name = shown.service_name
where shown.open_count is null or expected.open_count <> shown.open_count
