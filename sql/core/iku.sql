-- One row per indicator, unit of the tree and year, with the weight that counts in the unit's score.
-- A unit-year without any weight gets equal ones; where some are given, an empty weight counts as none.
with iku as (

    select * from staging.iku

),

scales as (

    select * from reference.ordinal_scales

),

labelled as (

    select distinct
        iku_id,
        unit_id,
        year
    from staging.iku_results
    where target_label is not null or actual_label is not null

),

units as (

    select * from core.units

),

weight_totals as (

    select
        unit_id,
        year,
        count(weight) as weighted_count,
        count(*) as iku_count
    from iku
    group by unit_id, year

)

select
    iku.iku_id,
    iku.iku_name,
    iku.goal_name,
    iku.unit_id,
    iku.year,
    iku.measure_unit,
    iku.polarity,
    iku.consolidation,
    iku.weight,
    coalesce(iku.annual_target, cast(scales.rank_order as double)) as annual_target,
    scales.label as annual_target_label,
    iku.annual_target_label is not null or labelled.iku_id is not null as is_ordinal,
    iku.is_seasonal,
    iku.lower_bound,
    iku.upper_bound,
    iku.definition,
    iku.data_source,
    iku.owner_name,
    iku.parent_iku_id,
    iku.is_public,
    iku.public_theme,
    iku.load_id,
    iku.sheet_name,
    iku.row_number,
    iku.loaded_at,
    units.unit_name,
    units.root_id,
    case
        when weight_totals.weighted_count = 0 then 'equal_weights'
        when weight_totals.weighted_count < weight_totals.iku_count then 'partial_weights'
    end as weight_note,
    cast(floor(case
        when weight_totals.weighted_count = 0 then cast(1000000 as double) / weight_totals.iku_count
        else coalesce(iku.weight, cast(0 as double)) * 10000
    end + 0.50000001) as bigint) as weight_e4
from iku
inner join units on iku.unit_id = units.unit_id
inner join weight_totals on iku.unit_id = weight_totals.unit_id and iku.year = weight_totals.year
left join labelled on iku.iku_id = labelled.iku_id and iku.unit_id = labelled.unit_id and iku.year = labelled.year
left join scales
    on
        iku.annual_target_label = scales.label
        and iku.annual_target is null
        and make_date(iku.year, 12, 31) between scales.valid_from and coalesce(scales.valid_to, date '9999-12-31')
