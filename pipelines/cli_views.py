"""The verbs of `kinerja` that look and change nothing: status, doctor, query, template, profile, report."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from pipelines import paths


def fail(message: str) -> NoReturn:
    """Print one line to standard error and exit 1."""
    click.echo(message, err=True)
    sys.exit(1)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Untuk mesin.")
@click.pass_obj
def status(obj: tuple[paths.Home, str], as_json: bool) -> None:
    """Tampilkan gudang yang terbit, muatan dengan neraca barisnya, kesegaran data dan peringatan."""
    from pipelines import narrate, standing

    now = standing.standing(obj[0])
    click.echo(
        json.dumps(now, ensure_ascii=False, indent=2, default=str)
        if as_json
        else "\n".join(narrate.standing(now, obj[1]))
    )


@click.command()
@click.argument("sql")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@click.pass_obj
def query(obj: tuple[paths.Home, str], sql: str, form: str) -> None:
    """Jalankan SQL baca-saja pada gudang terbaru, misalnya: kinerja query "from marts.units"."""
    import duckdb

    from pipelines import standing

    try:
        click.echo(standing.answer(obj[0], sql, form))
    except (duckdb.Error, LookupError) as error:
        fail(" ".join(str(error).split()))


@click.command()
@click.argument("kind")
@click.argument("target", required=False, type=click.Path(path_type=Path))
def template(kind: str, target: Path | None) -> None:
    """Tulis templat kosong satu jenis data, dengan contoh dan penjelasan setiap kolom."""
    from pipelines import templates
    from pipelines.contracts import all_contracts

    if kind not in all_contracts():
        raise click.BadParameter(f"{kind} tidak ada; pilih: {', '.join(all_contracts())}", param_hint="KIND")
    path = target or Path(f"{kind}.xlsx")
    templates.write(all_contracts()[kind], path)
    click.echo(f"Tertulis: {path}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def profile(file: Path) -> None:
    """Kenali berkas baru dan tulis rancangan profilnya (TOML) ke layar."""
    from pipelines import drafts
    from pipelines.findings import Refused

    try:
        click.echo(drafts.draft(file))
    except Refused as refusal:
        fail(refusal.message())


@click.group()
def report() -> None:
    """Tulis laporan."""


@report.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def perbaikan(obj: tuple[paths.Home, str], folder: Path) -> None:
    """Tulis daftar perbaikan: per berkas asal, baris yang perlu diperbaiki dalam tata letaknya sendiri."""
    from pipelines import narrate
    from pipelines.reports import perbaikan as repairs

    for path, count in repairs.write(obj[0], folder):
        click.echo(narrate.repair_list(path, count, obj[1]))


@click.command()
@click.pass_obj
def doctor(obj: tuple[paths.Home, str]) -> None:
    """Periksa pemasangan, penyimpanan dan gudang yang terbit."""
    from pipelines import standing

    problems = 0
    for line, is_good in standing.examination(*obj):
        click.echo(f"{'ok ' if is_good else '!! '} {line}")
        problems += not is_good
    sys.exit(1 if problems else 0)
