"""What citizens say and how long they wait: index, elements, service times, open cases."""

import polars as pl

from dashboard.access import FILE_ROWS, INTERNAL_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor


def satisfaction(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the unit's index over all its services for the two newest periods up to the chosen one, newest first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            s.period, s.respondent_count, s.ikm, s.ikm_grade, s.ikm_weight_011, s.ikm_grade_011, s.margin,
            s.requirement_avg, s.procedure_avg, s.time_avg, s.cost_avg, s.product_avg, s.competence_avg,
            s.conduct_avg, s.complaints_avg, s.facilities_avg, s.sample_note
        from marts.skm_periods as s
        inner join marts.periods as t on s.period = t.period
        inner join marts.periods as chosen on chosen.period = $period
        where
            s.unit_id = $unit_id and s.service_name is null and t.end_date <= chosen.end_date
            and t.period_type = chosen.period_type and {INTERNAL_ROWS} and {units_in_scope("s.unit_id")}
        order by t.end_date desc, t.start_date
        limit 2
        """,
        unit_id=unit_id,
        period=period,
    )


def surveys(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the unit's index per service in one period, all services together first, the lowest index next."""
    return ask(
        cursor,
        scope,
        f"""
        select
            service_name, respondent_count, ikm, ikm_grade, ikm_weight_011, ikm_grade_011, margin, sample_needed,
            is_sample_met, population_source, sample_note, requirement_avg, procedure_avg, time_avg, cost_avg,
            product_avg, competence_avg, conduct_avg, complaints_avg, facilities_avg
        from marts.skm_periods
        where unit_id = $unit_id and period = $period and {INTERNAL_ROWS} and {units_in_scope()}
        order by service_name is not null, ikm, service_name
        """,
        unit_id=unit_id,
        period=period,
    )


def times(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the unit's service times per service in one period, all services together first, complaints last."""
    return ask(
        cursor,
        scope,
        f"""
        select
            service_name, is_complaint, case_count, judged_count, on_time_count, on_time_share, on_time_low,
            on_time_high, measured_count, median_days, p90_days, day_count, has_calendar, median_waiting_minutes,
            p90_waiting_minutes, open_count, overdue_count, excluded_count, no_deadline_count, is_provisional, reason
        from marts.service_periods
        where unit_id = $unit_id and period = $period and {INTERNAL_ROWS} and {units_in_scope()}
        order by service_name is not null, is_complaint, on_time_share, service_name
        """,
        unit_id=unit_id,
        period=period,
    )


def on_time_series(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the unit's share on time and index over all services, period by period of the same length."""
    return ask(
        cursor,
        scope,
        f"""
        select
            t.period, t.start_date, v.on_time_share, v.on_time_low, v.on_time_high, v.judged_count, s.ikm, s.margin,
            s.respondent_count
        from marts.periods as t
        inner join marts.periods as chosen on chosen.period = $period and t.period_type = chosen.period_type
        left join marts.service_periods as v
            on
                t.period = v.period and v.unit_id = $unit_id and v.service_name is null
                and {INTERNAL_ROWS} and {units_in_scope("v.unit_id")}
        left join marts.skm_periods as s
            on
                t.period = s.period and s.unit_id = $unit_id and s.service_name is null
                and {INTERNAL_ROWS} and {units_in_scope("s.unit_id")}
        where t.end_date <= chosen.end_date and (v.period is not null or s.period is not null)
        order by t.end_date
        """,
        unit_id=unit_id,
        period=period,
    )


def open_cases(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return the unit's open cases by service and age, the overdue and oldest first; complaints among them."""
    return ask(
        cursor,
        scope,
        f"""
        select
            service_name, is_complaint, cast(sum(open_count) as bigint) as open_count,
            cast(sum(overdue_count) as bigint) as overdue_count, max(oldest_days) as oldest_days,
            max(known_date) as known_date,
            cast(sum(open_count) filter (where age_band = 'days_0_7') as bigint) as days_0_7,
            cast(sum(open_count) filter (where age_band = 'days_8_30') as bigint) as days_8_30,
            cast(sum(open_count) filter (where age_band = 'days_31_90') as bigint) as days_31_90,
            cast(sum(open_count) filter (where age_band = 'days_over_90') as bigint) as days_over_90
        from marts.open_cases
        where unit_id = $unit_id and service_name is not null and {INTERNAL_ROWS} and {units_in_scope()}
        group by service_name, is_complaint
        order by overdue_count desc, oldest_days desc, service_name
        """,
        unit_id=unit_id,
    )


def impossible_cases(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return the cases whose dates cannot be true together, with file and row, for those who may see files."""
    return ask(
        cursor,
        scope,
        f"""
        select
            c.service_name, c.unit_name, c.case_number, c.problem, c.received_at, c.due_at, c.finished_at, c.file_name,
            c.sheet_name, c.row_number
        from marts.impossible_cases as c
        where {FILE_ROWS} and {INTERNAL_ROWS} and {units_in_scope("c.unit_id")} and {at_or_below("c.unit_id")}
        order by c.file_name, c.sheet_name, c.row_number
        """,
        unit_id=unit_id,
    )


def service_changes(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return what was measured before and after each change made by the end of the period, newest change first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            c.unit_id, c.unit_name, c.service_name, c.change_date, c.change_name, c.change_note, c.measure,
            c.window_days, c.before_count, c.after_count, c.before_value, c.after_value, c.difference,
            c.difference_low, c.difference_high, c.verdict
        from marts.service_changes as c
        inner join marts.units as u on c.unit_id = u.unit_id
        inner join marts.periods as chosen on chosen.period = $period
        where
            c.change_date <= chosen.end_date
            and {INTERNAL_ROWS} and {units_in_scope("c.unit_id")} and {at_or_below("c.unit_id")}
        order by
            c.change_date desc, u.tree_order, c.service_name, c.change_name,
            case c.measure when 'ikm' then 1 when 'on_time_share' then 2 when 'days' then 3 else 4 end
        """,
        unit_id=unit_id,
        period=period,
    )


def citizen_internal(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return what citizens say beside what units say, of the one period ending inside the chosen that tells most."""
    return ask(
        cursor,
        scope,
        f"""
        with ending_inside as (
            select
                c.*, t.end_date, t.start_date, u.tree_order,
                count(c.verdict) over (partition by c.period) as verdict_count
            from marts.citizen_internal as c
            inner join marts.periods as t on c.period = t.period
            inner join marts.units as u on c.unit_id = u.unit_id
            inner join marts.periods as chosen on chosen.period = $period
            where
                t.end_date between chosen.start_date and chosen.end_date
                and {INTERNAL_ROWS} and {units_in_scope("c.unit_id")} and {at_or_below("c.unit_id")}
        )

        select
            unit_id, unit_name, period, internal_measure, internal_period, respondent_count, citizen_value,
            citizen_margin, internal_value, unit_count, citizen_z, internal_z, difference_z, verdict, reason
        from ending_inside
        qualify period = first_value(period) over (order by verdict_count > 0 desc, end_date desc, start_date, period)
        order by coalesce(abs(difference_z), 0) desc, tree_order, internal_measure desc
        """,
        unit_id=unit_id,
        period=period,
    )
