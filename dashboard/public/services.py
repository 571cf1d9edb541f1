"""The page of services: what citizens say of them and how long they take, by government, beside their own past."""

from typing import Any

import polars as pl

from dashboard import formats
from dashboard.language import _
from dashboard.public import queries
from dashboard.public.blocks import Block, Listing, Page, Section, Words
from dashboard.warehouse import Cursor
from dashboard.words import services, word

Row = dict[str, Any]


def page(cursor: Cursor) -> Page:
    """Return the page of services: the newest year that each government has."""
    surveys, times = queries.surveys(cursor), queries.times(cursor)
    roots = list(dict.fromkeys([*surveys["root_name"], *times["root_name"]]))
    sections = tuple(
        Section(f"layanan-{place}", root, _of_root(surveys, times, root)) for place, root in enumerate(roots, start=1)
    )
    second = _("Tiap layanan disandingkan dengan tahunnya sendiri; lama layanan dihitung dari berkas yang masuk.")
    return Page(headline(surveys, times), second, sections)


def headline(surveys: pl.DataFrame, times: pl.DataFrame) -> str:
    """Return what citizens said and how many cases were on time; of several governments, only how many there are."""
    said = []
    count = len({*surveys["root_name"], *times["root_name"]})
    if count > 1:
        return _("Kepuasan masyarakat dan waktu layanan di {n} pemerintahan").format(n=formats.number(count, 0))
    survey = surveys.filter(pl.col("service_name").is_null() & pl.col("ikm").is_not_null())
    if survey.height:
        row = survey.row(0, named=True)
        said.append(
            _("kepuasan masyarakat {ikm} (mutu {grade}) pada {year}").format(
                ikm=formats.number(row["ikm"], 0), grade=row["ikm_grade"] or formats.nothing(), year=row["year"]
            )
        )
    whole = pl.col("service_name").is_null() & pl.col("on_time_pct").is_not_null() & pl.col("is_complete")
    time = times.filter(whole)
    if time.height:
        row = time.row(0, named=True)
        share = formats.percent(row["on_time_pct"], 0)
        said.append(_("{share} layanan tepat waktu pada {year}").format(share=share, year=row["year"]))
    if not said:
        return _("Belum ada data layanan yang dapat ditampilkan")
    both = _(" dan ")
    root = [*surveys["root_name"], *times["root_name"]][0]
    return f"{root}: {both.join(said)}"


def _of_root(surveys: pl.DataFrame, times: pl.DataFrame, root: str) -> tuple[Block, ...]:
    own = _newest(surveys.filter(pl.col("root_name") == root))
    taken = _newest(times.filter(pl.col("root_name") == root))
    blocks: list[Block] = []
    if own.height:
        year = own["year"][0]
        header = (_("Layanan"), _("IKM dan mutu"), _("Sebelumnya"), _("Responden"))
        rows = tuple(_survey(row) for row in own.iter_rows(named=True))
        blocks.append(Listing(_("Kepuasan masyarakat {year}, {unit}").format(year=year, unit=root), header, rows))
    if taken.height:
        year = taken["year"][0]
        header = (_("Layanan"), _("Tepat waktu"), _("Lama"), _("Berkas masuk"))
        rows = tuple(_time(row) for row in taken.iter_rows(named=True))
        title = _("Waktu layanan {year}, {unit}")
        blocks.append(Listing(title.format(year=year, unit=root), header, rows))
        if taken["is_provisional"].fill_null(value=False).any():
            blocks.append(Words(_("Sementara: tahun masih berjalan atau ada berkas yang belum jatuh tempo."), True))
    return tuple(blocks)


def _newest(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("year") == rows["year"].max()) if rows.height else rows


def _survey(row: Row) -> tuple[str, ...]:
    name = row["service_name"] or _("Semua layanan")
    if row["ikm"] is None:
        return name, formats.nothing("suppressed"), _index(row["earlier_ikm"], row["earlier_grade"]), _count(row)
    return name, _index(row["ikm"], row["ikm_grade"]), _index(row["earlier_ikm"], row["earlier_grade"]), _count(row)


def _count(row: Row) -> str:
    if row["respondent_count"] is None:
        return formats.nothing("suppressed")
    return _("sekitar {n}").format(n=formats.number(row["respondent_count"], 0))


def _index(value: float | None, grade: str | None) -> str:
    return formats.nothing() if value is None else " · ".join(filter(None, (formats.number(value, 0), grade)))


def _time(row: Row) -> tuple[str, ...]:
    name = row["service_name"] or _("Semua layanan")
    if row["is_complaint"]:
        name += " · " + _("pengaduan")
    if row["on_time_pct"] is None:
        share = word(services.UNTIMED, row["reason"]) if row["reason"] else formats.nothing()
    else:
        share = formats.percent(row["on_time_pct"], 0)
    if row["earlier_pct"] is not None:
        before = formats.percent(row["earlier_pct"], 0)
        share += _(" ({year}: {share})").format(year=row["year"] - 1, share=before)
    taken = formats.nothing()
    if row["median_days"] is not None:
        taken = _("tengah {median}; 9 dari 10 dalam {most} {days}").format(
            median=formats.number(row["median_days"], 1),
            most=formats.number(row["p90_days"], 1),
            days=word(services.DAYS, row["day_count"]),
        )
    return name, share, taken, formats.number(row["case_count"], 0)
