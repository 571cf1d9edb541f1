-- One row per scheme, value and day: the band the value falls in. Both bounds belong to the band; open ends are null.
with values_to_judge as (

    select * from core.values_to_judge

),

bands as (

    select * from reference.bands

)

select
    values_to_judge.setting_id,
    values_to_judge.scheme,
    values_to_judge.value_e2,
    values_to_judge.on_date,
    bands.band_id,
    bands.rule_id
from values_to_judge
inner join bands
    on
        values_to_judge.scheme = bands.scheme
        and values_to_judge.value_e2 >= coalesce(bands.lower_e2, -9000000000000000)
        and values_to_judge.value_e2 <= coalesce(bands.upper_e2, 9000000000000000)
        and values_to_judge.on_date >= bands.valid_from
        and values_to_judge.on_date <= coalesce(bands.valid_to, date '9999-12-31')
