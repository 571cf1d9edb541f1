-- One row per planned work result and aspect: the numbers in its target and result, read from their text.
-- Dots before groups of three digits are thousands, a comma is the decimal sign, as Indonesian files write.
with work_results as (

    select * from staging.work_results

),

texts as (

    select
        load_id,
        row_number,
        sheet_name,
        'lower' as part,
        regexp_extract(target_text, '([0-9][0-9.,]*)', 1) as number_text
    from work_results

    union all

    select
        load_id,
        row_number,
        sheet_name,
        'upper' as part,
        regexp_extract(target_text, '[0-9]\s*%?\s*(-|–|s/d|s\.d\.|sd|sampai)\s*([0-9][0-9.,]*)', 2) as number_text
    from work_results

    union all

    select
        load_id,
        row_number,
        sheet_name,
        'actual' as part,
        regexp_extract(actual_text, '([0-9][0-9.,]*)', 1) as number_text
    from work_results

),

tidied as (

    select
        *,
        rtrim(number_text, '.,') as plain_text
    from texts

),

numbers as (

    select
        load_id,
        row_number,
        sheet_name,
        part,
        try_cast(case
            when regexp_matches(plain_text, '^[1-9][0-9]{0,2}([.][0-9]{3})+(,[0-9]+)?$')
                then replace(replace(plain_text, '.', ''), ',', '.')
            else replace(plain_text, ',', '.')
        end as double) as value
    from tidied

)

select
    load_id,
    row_number,
    sheet_name,
    max(case when part = 'lower' then value end) as lower_target,
    max(case when part = 'upper' then value end) as upper_target,
    max(case when part = 'actual' then value end) as actual
from numbers
group by load_id, row_number, sheet_name
