"""The `kinerja` command: one short function a verb; it prints and exits, the work is done elsewhere.

Exit 0 done, 1 findings or refused, 2 wrong usage.
"""

import datetime as dt
import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from pipelines import cli_plan, cli_views, paths
from pipelines.cli_views import fail

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
PROFILE = click.option("--profile", "profile_name", help="Nama profil bila lebih dari satu cocok, atau berkas .toml.")


class Moment(click.DateTime):
    """A moment as an option gives it; a day alone means up to its end."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        moment = super().convert(value, param, ctx)
        is_day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value))
        return moment + dt.timedelta(days=1, microseconds=-1) if is_day else moment


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
    os.umask(0o077)  # what is written here is about persons; only the public site is opened to others
    ctx.obj = (paths.home(root), language)


@main.command()
@FILES
@PROFILE
@click.pass_obj
def check(obj: tuple[paths.Home, str], files: tuple[Path, ...], profile_name: str | None) -> None:
    """Periksa berkas tanpa memuat apa pun; setiap temuan disebut berkas, baris, kolom dan cara memperbaikinya."""
    from pipelines import ingest, narrate

    clean = True
    for outcome in ingest.rehearsed(files, profile_name):
        click.echo("\n".join(narrate.checked(outcome, obj[1])))
        clean = clean and narrate.is_clean(outcome)
    sys.exit(0 if clean else 1)


@main.command()
@FILES
@PROFILE
@click.option("--build/--no-build", "with_build", default=True, help="Terbitkan gudang baru sesudahnya.")
@click.pass_obj
def ingest(obj: tuple[paths.Home, str], files: tuple[Path, ...], profile_name: str | None, with_build: bool) -> None:
    """Muat berkas atau folder, lalu terbitkan gudang baru."""
    clean = _take_in(obj[0], obj[1], files, profile_name)
    _finish(obj[0], with_build=with_build)
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
            work = partial(ingest.ingest, con, files, profile_name, is_correction=is_correction)
            for outcome in progress.told(work, len(ingest.files_in(files)), sys.stderr, language):
                click.echo("\n".join(narrate.taken_in(outcome, language)))
                clean = clean and narrate.is_clean(outcome)
    except store.Busy as busy:
        fail(narrate.busy(busy, language))
    return clean


def _finish(home: paths.Home, *, with_build: bool, as_of: dt.datetime | None = None) -> None:
    """Publish what changed when asked to, and keep on record what needs somebody now."""
    from pipelines import alarms

    try:
        if with_build:
            _publish(home, as_of)
    finally:
        alarms.refresh(home)


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
    _finish(obj[0], with_build=with_build)
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
    _finish(obj[0], with_build=with_build)


@main.command()
@click.option(
    "--as-of", type=Moment(), help="Seperti diketahui pada waktu itu (UTC); tanggal saja: sampai habis hari itu."
)
@click.pass_obj
def build(obj: tuple[paths.Home, str], as_of: dt.datetime | None) -> None:
    """Terbitkan gudang baru dari data yang sudah dimuat."""
    _finish(obj[0], with_build=True, as_of=as_of)


@main.command()
@click.option("--port", default=8501, show_default=True)
@click.option("--tanpa-login", is_flag=True, help="Buka seluruh data di komputer ini saja (127.0.0.1), tanpa login.")
@click.option("--public", "is_public", is_flag=True, help="Halaman publik saja, hanya dari berkas publik.")
@click.pass_obj
def dashboard(obj: tuple[paths.Home, str], port: int, tanpa_login: bool, is_public: bool) -> None:
    """Buka dasbor."""
    if tanpa_login and is_public:
        raise click.UsageError("--tanpa-login membuka semua, --public hanya yang publik: pilih satu")
    _dashboard(obj[0], port, *(["--tanpa-login"] if tanpa_login else []), *(["--public"] if is_public else []))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--address", help="Alamat situs nanti, untuk peta situs dan pratinjau; bawaan dari publik.toml.")
@click.pass_obj
def publish(obj: tuple[paths.Home, str], folder: Path, address: str | None) -> None:
    """Tulis halaman publik dan data terbuka sebagai situs statis; foldernya berganti seketika."""
    wanted = ["--language", obj[1], *(["--address", address] if address else [])]
    _become("dashboard.public", "--home", str(obj[0].root), *wanted, str(folder))


def _dashboard(home: paths.Home, port: int, *options: str) -> NoReturn:
    _become("dashboard", "--home", str(home.root), "--port", str(port), *options)


def _become(module: str, *options: str) -> NoReturn:
    """Become another program: it has a process of its own, so one signal ends it and nothing stays behind."""
    command = [sys.executable, "-m", module, *options]
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


for verb in (
    cli_views.status,
    cli_views.query,
    cli_views.template,
    cli_views.profile,
    cli_views.report,
    cli_views.doctor,
    cli_plan.plan,
):
    main.add_command(verb)
