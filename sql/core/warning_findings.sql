-- One row per loaded row that is in the marts and yet deserves a second look.
with employee_periods as (

    select *
    from core.employee_periods
    where is_matrix_mismatch

),

predicates as (

    select * from reference.predicates

),

iku_periods as (

    select * from core.iku_periods

),

iku as (

    select
        *,
        row_number() over (partition by unit_id, year order by loaded_at, load_id, row_number) as position
    from core.iku

),

settings as (

    select * from core.settings

),

weight_sums as (

    select
        unit_id,
        year,
        make_date(year, 12, 31) as end_date,
        cast(floor(sum(weight) * 100 + 0.50000001) as bigint) as weight_sum_e2
    from iku
    group by unit_id, year
    having count(weight) > 0

),

mismatches as (

    select
        'skp' as kind,
        'predikat-beda-matriks' as code,
        'predikat' as column_name,
        given.name_id as value,
        computed.name_id as expected_id,
        computed.name_en as expected_en,
        employee_periods.unit_id,
        employee_periods.load_id,
        employee_periods.sheet_name,
        employee_periods.row_number
    from employee_periods
    inner join predicates as given on employee_periods.predicate = given.predicate
    inner join predicates as computed on employee_periods.predicate_by_matrix = computed.predicate

),

differences as (

    select
        'capaian_iku' as kind,
        'capaian-beda-hitungan' as code,
        'capaian_pct' as column_name,
        printf('%.2f', iku_periods.imported_achievement_pct) as value,
        printf('%.2f', iku_periods.achievement_e2 / 100) as expected_id,
        printf('%.2f', iku_periods.achievement_e2 / 100) as expected_en,
        iku_periods.unit_id,
        iku_periods.load_id,
        iku_periods.sheet_name,
        iku_periods.row_number
    from iku_periods
    where iku_periods.is_imported_different

),

unbalanced as (

    select
        'iku' as kind,
        'bobot-bukan-100' as code,
        'bobot' as column_name,
        printf('%.2f', weight_sums.weight_sum_e2 / 100) as value,
        expectations.expected_id,
        expectations.expected_en,
        iku.unit_id,
        iku.load_id,
        iku.sheet_name,
        iku.row_number
    from weight_sums
    inner join iku
        on
            weight_sums.unit_id = iku.unit_id
            and weight_sums.year = iku.year
            and iku.position = 1
    inner join settings as total
        on total.setting_id = 'weight_total_e2' and weight_sums.end_date between total.valid_from and total.valid_to
    inner join settings as tolerance
        on
            tolerance.setting_id = 'weight_tolerance_e2'
            and weight_sums.end_date between tolerance.valid_from and tolerance.valid_to
    left join reference.expectations as expectations on expectations.code = 'bobot-bukan-100'
    where
        abs(weight_sums.weight_sum_e2 - cast(total.setting_value as bigint))
        > cast(tolerance.setting_value as bigint)

),

far_away as (

    select
        'capaian_iku' as kind,
        'nilai-jauh-dari-riwayat' as code,
        'realisasi' as column_name,
        printf('%.2f', actual) as value,
        printf('%.2f – %.2f', lower_limit, upper_limit) as expected_id,
        printf('%.2f – %.2f', lower_limit, upper_limit) as expected_en,
        unit_id,
        load_id,
        sheet_name,
        row_number
    from core.iku_outliers

),

ordinal_sums as (

    select
        'iku' as kind,
        'konsolidasi-ordinal' as code,
        'konsolidasi' as column_name,
        iku.consolidation as value,
        expectations.expected_id,
        expectations.expected_en,
        iku.unit_id,
        iku.load_id,
        iku.sheet_name,
        iku.row_number
    from iku
    left join reference.expectations as expectations on expectations.code = 'konsolidasi-ordinal'
    where iku.consolidation = 'sum' and iku.is_ordinal

),

impossible as (

    select
        'layanan' as kind,
        'tanggal-layanan-mustahil' as code,
        case cases.problem
            when 'due_before_received' then 'batas_waktu'
            when 'received_in_future' then 'waktu_masuk'
            when 'open_with_finish' then 'status'
            else 'waktu_selesai'
        end as column_name,
        case cases.problem
            when 'due_before_received' then cast(cases.due_at as varchar)
            when 'received_in_future' then cast(cases.received_at as varchar)
            when 'open_with_finish' then cases.case_status
            else cast(cases.finished_at as varchar)
        end as value,
        expectations.expected_id,
        expectations.expected_en,
        cases.unit_id,
        cases.load_id,
        cases.sheet_name,
        cases.row_number
    from core.service_cases as cases
    left join reference.expectations as expectations on expectations.code = 'tanggal-layanan-mustahil'
    where cases.problem is not null

),

pointing as (

    select
        broken.kind,
        broken.code,
        broken.column_name,
        broken.value,
        expectations.expected_id,
        expectations.expected_en,
        broken.unit_id,
        broken.load_id,
        broken.sheet_name,
        broken.row_number
    from core.broken_references as broken
    inner join reference.finding_words as words on broken.code = words.code and words.severity = 'warning'
    left join reference.expectations as expectations on broken.code = expectations.code

)

select * from mismatches
union all
select * from differences
union all
select * from unbalanced
union all
select * from far_away
union all
select * from ordinal_sums
union all
select * from impossible
union all
select * from pointing
