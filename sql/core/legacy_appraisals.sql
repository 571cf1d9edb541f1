-- One row per employee and year up to 2021: the old SKP with the predicate its number can give, and what it cannot.
with scores as (

    select * from core.legacy_scores

),

judged as (

    select
        found.scheme,
        found.value_e2,
        found.on_date,
        found.band_id,
        found.rule_id,
        bands.confidence
    from core.judged_values as found
    inner join reference.bands as bands
        on
            found.scheme = bands.scheme
            and found.band_id = bands.band_id
            and found.on_date between bands.valid_from and coalesce(bands.valid_to, date '9999-12-31')
    where found.setting_id = 'skp_lama'

),

loads as (

    select * from staging.loads

)

select
    scores.employee_id,
    scores.employee_name,
    scores.unit_id,
    scores.unit_name,
    scores.root_id,
    scores.year,
    scores.regulation,
    scores.is_regulation_stated,
    scores.skp_value,
    scores.behaviour_value,
    scores.stated_value,
    cast(scores.value_70_30_e4 as double) / 10000 as value_70_30,
    cast(scores.value_60_40_e4 as double) / 10000 as value_60_40,
    case
        when scores.regulation <> 'pp_30_2019' then 'other_regulation'
        when scores.skp_e2 is null then 'no_skp'
        when scores.behaviour_e2 is null then 'no_behaviour'
    end as weights_reason,
    case
        when abs(scores.value_70_30_e4 - scores.value_e2 * 100) <= 100 then '70_30'
        when abs(scores.value_60_40_e4 - scores.value_e2 * 100) <= 100 then '60_40'
        when scores.value_70_30_e4 is not null and scores.value_e2 is not null then 'neither'
    end as weights_matched,
    judged.band_id as legacy_predicate,
    judged.confidence as band_confidence,
    case
        when scores.value_e2 is null then 'no_value'
        when judged.band_id is null then 'outside_scale'
        when scores.regulation = 'pp_30_2019' and scores.value_e2 >= 11000 then 'needs_new_idea'
    end as reason,
    judged.rule_id,
    loads.file_name,
    scores.sheet_name,
    scores.row_number
from scores
left join judged
    on scores.scheme = judged.scheme and scores.value_e2 = judged.value_e2 and scores.end_date = judged.on_date
left join loads on scores.load_id = loads.load_id
