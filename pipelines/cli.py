"""The `kinerja` command: one short function a verb; it prints and exits, the work is done elsewhere.

Exit 0 done, 1 findings or refused, 2 wrong usage.
"""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from pipelines import paths

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
PROFILE = click.option("--profile", "profile_name", help="Nama profil bila lebih dari satu cocok, atau berkas .toml.")


class Command(click.Group):
    """The command group: an error is one line that says what, where and what to do; a traceback only with --debug."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            fail(f"{type(error).__name__}: {' '.join(str(error).split())} (jejak lengkap: kinerja --debug …)")


@click.group(cls=Command)
@click.option(
    "--home", "root", type=click.Path(path_type=Path), help="Folder data; bawaan KINERJA_HOME atau data/warehouse."
)
@click.option("--language", type=click.Choice(["id", "en"]), default="id", help="Bahasa pesan.")
@click.option("--debug", is_flag=True, help="Tampilkan jejak kesalahan lengkap.")
@click.version_option(package_name="kinerja")
@click.pass_context
def main(ctx: click.Context, root: Path | None, language: str, debug: bool) -> None:
    """Kinerja: dari berkas ekspor ke dasbor kinerja instansi."""
    ctx.obj = (paths.home(root), language)


def fail(message: str) -> NoReturn:
    """Print one line to standard error and exit 1."""
    click.echo(message, err=True)
    sys.exit(1)


@main.command()
@FILES
@PROFILE
@click.pass_obj
def check(obj: tuple[paths.Home, str], files: tuple[Path, ...], profile_name: str | None) -> None:
    """Periksa berkas tanpa memuat apa pun; setiap temuan disebut berkas, baris, kolom dan cara memperbaikinya."""
    from pipelines import ingest, narrate

    clean = True
    for path, name in ingest.files_in(files).items():
        lines, is_clean = narrate.checked(path, name, profile_name, obj[1])
        click.echo("\n".join(lines))
        clean = clean and is_clean
    sys.exit(0 if clean else 1)


@main.command()
@FILES
@PROFILE
@click.option("--build/--no-build", "with_build", default=True, help="Terbitkan gudang baru sesudahnya.")
@click.pass_obj
def ingest(obj: tuple[paths.Home, str], files: tuple[Path, ...], profile_name: str | None, with_build: bool) -> None:
    """Muat berkas atau folder, lalu terbitkan gudang baru."""
    clean = _take_in(obj[0], obj[1], files, profile_name)
    if with_build:
        _publish(obj[0], None)
    sys.exit(0 if clean else 1)


def _take_in(
    home: paths.Home,
    language: str,
    files: tuple[Path, ...],
    profile_name: str | None = None,
    *,
    is_correction: bool = False,
) -> bool:
    from pipelines import ingest, narrate, progress, store

    clean = True
    try:
        with store.opened(home.store) as con:
            outcomes = ingest.ingest(con, files, profile_name, is_correction=is_correction)
            for outcome in progress.told(outcomes, len(ingest.files_in(files)), sys.stderr, language):
                click.echo("\n".join(narrate.taken_in(outcome, language)))
                clean = clean and narrate.is_clean(outcome)
    except store.Busy as busy:
        fail(narrate.busy(busy, language))
    return clean


def _publish(home: paths.Home, as_of: dt.datetime | None) -> None:
    from pipelines import checks, publish

    if not home.store.exists():
        fail("Belum ada data. Muat dahulu: kinerja ingest BERKAS")
    try:
        build = publish.build(home, as_of)
    except checks.Failed as failed:
        fail(f"Tidak diterbitkan; gudang sebelumnya tetap dipakai. {failed}")
    click.echo(f"Terbit: {build.build_id}")


@main.command()
@FILES
@PROFILE
@click.option("--build/--no-build", "with_build", default=True, help="Terbitkan gudang baru sesudahnya.")
@click.pass_obj
def correct(obj: tuple[paths.Home, str], files: tuple[Path, ...], profile_name: str | None, with_build: bool) -> None:
    """Muat daftar perbaikan yang sudah diisi; baris yang diperbaikinya tidak lagi dikarantina."""
    clean = _take_in(obj[0], obj[1], files, profile_name, is_correction=True)
    if with_build:
        _publish(obj[0], None)
    sys.exit(0 if clean else 1)


@main.command()
@click.argument("load_id", metavar="LOAD")
@click.option("--build/--no-build", "with_build", default=True, help="Terbitkan gudang baru sesudahnya.")
@click.pass_obj
def withdraw(obj: tuple[paths.Home, str], load_id: str, with_build: bool) -> None:
    """Tarik satu muatan; yang digantikannya berlaku lagi, dan riwayatnya tetap tersimpan."""
    from pipelines import corrections, narrate, store

    try:
        with store.opened(obj[0].store) as con:
            click.echo(narrate.withdrawn(load_id, corrections.withdraw(con, load_id), obj[1]))
    except store.Busy as busy:
        fail(narrate.busy(busy, obj[1]))
    except corrections.Unknown as unknown:
        fail(unknown.words[obj[1] == "en"])
    if with_build:
        _publish(obj[0], None)


@main.group()
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


@main.command()
@click.option("--as-of", type=click.DateTime(), help="Seperti diketahui pada waktu itu (UTC).")
@click.pass_obj
def build(obj: tuple[paths.Home, str], as_of: dt.datetime | None) -> None:
    """Terbitkan gudang baru dari data yang sudah dimuat."""
    _publish(obj[0], as_of)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Untuk mesin.")
@click.pass_obj
def status(obj: tuple[paths.Home, str], as_json: bool) -> None:
    """Tampilkan gudang yang terbit, muatan dengan neraca barisnya, kesegaran data dan peringatan."""
    from pipelines import narrate, standing

    now = standing.standing(obj[0])
    click.echo(
        json.dumps(now, ensure_ascii=False, indent=2, default=str) if as_json else "\n".join(narrate.standing(now))
    )


@main.command()
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


@main.command()
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


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def profile(file: Path) -> None:
    """Kenali berkas baru dan tulis rancangan profilnya (TOML) ke layar."""
    from pipelines import drafts
    from pipelines.findings import Refused

    try:
        click.echo(drafts.draft(file))
    except Refused as refusal:
        fail(refusal.message())


@main.command()
@click.option("--port", default=8501, show_default=True)
@click.option("--tanpa-login", is_flag=True, help="Buka seluruh data di komputer ini saja (127.0.0.1), tanpa login.")
@click.pass_obj
def dashboard(obj: tuple[paths.Home, str], port: int, tanpa_login: bool) -> None:
    """Buka dasbor."""
    _dashboard(obj[0], port, *(["--tanpa-login"] if tanpa_login else []))


def _dashboard(home: paths.Home, port: int, *options: str) -> NoReturn:
    """Become the dashboard: it is a program of its own, so one signal ends it and nothing stays behind."""
    command = [sys.executable, "-m", "dashboard", "--home", str(home.root), "--port", str(port), *options]
    if os.name == "posix":
        os.execv(sys.executable, command)
    sys.exit(subprocess.call(command))


@main.command()
@click.option("--port", default=8501, show_default=True)
@click.option("--no-dashboard", is_flag=True, help="Muat dan terbitkan saja.")
@click.pass_obj
def demo(obj: tuple[paths.Home, str], port: int, no_dashboard: bool) -> None:
    """Muat data sintetis dan buka dasbornya; terpisah dari data Anda sendiri."""
    home = paths.Home(obj[0].root / "demo")
    if no_dashboard:
        _prepare_demo(home, obj[1])
        return
    if not home.pointer.exists():
        command = [sys.executable, "-m", "pipelines", "--home", str(obj[0].root), "--language", obj[1], "demo"]
        subprocess.Popen([*command, "--no-dashboard"])
    _dashboard(home, port)


def _prepare_demo(home: paths.Home, language: str) -> None:
    from pipelines import publish

    if publish.newest_good(home) is None:
        _take_in(home, language, (paths.SAMPLE,))
        _publish(home, None)


@main.command()
@click.option("--employees", default=2000, show_default=True)
@click.option("--years", nargs=2, type=int, default=(2023, 2026), show_default=True)
@click.option("--seed", default=2026, show_default=True)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def sample(employees: int, years: tuple[int, int], seed: int, folder: Path) -> None:
    """Buat kota sintetis sebesar apa pun, dalam tata letak ekspor yang sebenarnya."""
    from pipelines import sample as city

    city.generate(folder, employees=employees, years=years, seed=seed)
    click.echo(f"Tertulis: {folder}")


@main.command()
@click.pass_obj
def doctor(obj: tuple[paths.Home, str]) -> None:
    """Periksa pemasangan, penyimpanan dan gudang yang terbit."""
    from pipelines import standing

    problems = 0
    for line, is_good in standing.examination(obj[0]):
        click.echo(f"{'ok ' if is_good else '!! '} {line}")
        problems += not is_good
    sys.exit(1 if problems else 0)
