"""The verb `kinerja plan`: a training plan under a budget, its scenarios side by side, and what is handed on."""

import datetime as dt
import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from pipelines import paths

Obj = tuple[paths.Home, str]


@click.group(invoke_without_command=True)
@click.option("--budget", help="Anggaran, misalnya: 500 juta.")
@click.option("--year", type=click.IntRange(2000, 2100), help="Tahun rencana; bawaan tahun depan.")
@click.option("--start", "start", type=click.DateTime(["%Y-%m-%d"]), help="Hari pertama pelatihan; bawaan 1 Januari.")
@click.option("--until", "end", type=click.DateTime(["%Y-%m-%d"]), help="Hari terakhir; bawaan 31 Desember.")
@click.option("--unit", "unit_id", help="Hanya unit ini dan di bawahnya (kode).")
@click.option("--include", multiple=True, help="Pelatihan yang harus ada (kode atau nama); boleh diulang.")
@click.option("--exclude", multiple=True, help="Pelatihan yang tidak boleh ada; boleh diulang.")
@click.option(
    "--floor", "floor_pct", type=click.IntRange(0, 100), help="Persen paling sedikit yang terlayani di tiap unit."
)
@click.option(
    "--right", type=click.Choice(["off", "value", "require"]), help="Hak JP: diabaikan, bernilai, atau syarat."
)
@click.option(
    "--right-share", "right_pct", type=click.IntRange(0, 100), help="Persen yang harus mencapai hak JP (require)."
)
@click.option("--class", "smallest_class", type=click.IntRange(1), help="Peserta paling sedikit per sesi.")
@click.option("--most", "most_competencies", type=click.IntRange(1, 2), help="Kompetensi paling banyak per orang.")
@click.option("--session-cost", help="Biaya tetap per sesi, misalnya: 5 juta.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    default=60.0,
    show_default=True,
    help="Lama mencari; kurva sesudahnya paling lama sama lagi.",
)
@click.option("--curve", "with_curve", is_flag=True, help="Hitung juga yang dibeli rupiah berikutnya.")
@click.option("--from", "from_name", help="Mulai dari keinginan skenario yang tersimpan.")
@click.option("--save", "name", help="Simpan sebagai skenario bernama.")
@click.option("--weights", help="Bobot lima bagian skor kebutuhan, misalnya: 35,25,20,10,10.")
@click.option("--only-plans", is_flag=True, help="Jangan simpan keinginan yang tidak menghasilkan rencana.")
@click.option("--json", "as_json", is_flag=True, help="Untuk mesin.")
@click.option("--progress", is_flag=True, help="Kemajuan pencarian sebagai baris JSON ke stderr.")
@click.pass_context
def plan(ctx: click.Context, /, **typed: Any) -> None:
    """Susun rencana pelatihan terbaik di bawah anggaran; Ctrl-C berhenti dan menyimpan yang terbaik sejauh ini."""
    if ctx.invoked_subcommand:
        return
    home, language = ctx.obj
    with _refusing(language):
        sys.exit(_planned(home, language, typed))


@plan.command()
@click.argument("first")
@click.argument("second")
@click.pass_obj
def compare(obj: Obj, first: str, second: str) -> None:
    """Bandingkan dua skenario: keinginan, hasil dan sesi yang berbeda."""
    from pipelines.planning import scenarios, told

    with _refusing(obj[1]):
        pair = scenarios.load(obj[0], first), scenarios.load(obj[0], second)
        click.echo("\n".join(told.comparison(*pair, _served(obj[0]), obj[1])))


@plan.command()
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--participants", is_flag=True, help="Sertakan nama peserta; hanya bagi yang berhak.")
@click.pass_obj
def export(obj: Obj, name: str, file: Path, participants: bool) -> None:
    """Tulis skenario sebagai buku kerja AKPK (.xlsx), kalender (.ics), atau ringkasan publik tanpa orang (.csv)."""
    from pipelines.planning import scenarios
    from pipelines.planning.wording import Said
    from pipelines.reports import akpk, rencana_publik

    with _refusing(obj[1]):
        kept = scenarios.planned(obj[0], name)
        served = _served(obj[0])
        for said in scenarios.age(kept, served.name if served else None):
            click.echo(said.text(obj[1]), err=True)
        if file.suffix.casefold() == ".csv":
            rencana_publik.write(kept, file, _suppression(served, kept), obj[1])
        else:
            akpk.write(kept, file, _names(obj[0], kept.build_id) if participants else None, obj[1])
        click.echo(Said("written", {"path": file}).text(obj[1]))


@plan.command(name="list")
@click.pass_obj
def listed(obj: Obj) -> None:
    """Tampilkan nama skenario yang tersimpan."""
    from pipelines.planning import scenarios

    for name in scenarios.names(obj[0]):
        click.echo(name)


@plan.command()
@click.argument("name")
@click.argument("new")
@click.pass_obj
def rename(obj: Obj, name: str, new: str) -> None:
    """Ganti nama skenario yang tersimpan."""
    from pipelines.planning import scenarios
    from pipelines.planning.wording import Said

    with _refusing(obj[1]):
        scenarios.rename(obj[0], name, new)
        click.echo(Said("renamed", {"name": name, "new": new}).text(obj[1]))


@plan.command()
@click.argument("name")
@click.pass_obj
def remove(obj: Obj, name: str) -> None:
    """Hapus skenario yang tersimpan, untuk seterusnya."""
    from pipelines.planning import scenarios
    from pipelines.planning.wording import Said

    with _refusing(obj[1]):
        scenarios.remove(obj[0], name)
        click.echo(Said("removed", {"name": name}).text(obj[1]))


def _planned(home: paths.Home, language: str, typed: dict[str, Any]) -> int:
    """Search, tell, save; return the exit code."""
    from pipelines.planning import asking, told

    with _stopping() as cancel:
        watch = told.reporter() if typed["progress"] else told.ticker(language)
        outcome = asking.answer(home, _served(home), typed, dt.datetime.now(dt.UTC), cancel, watch)
    if typed["as_json"]:
        click.echo(json.dumps(told.record(outcome, language), ensure_ascii=False, indent=1, default=str))
    else:
        click.echo("\n".join(told.lines(outcome, language)))
    return 0 if outcome.plan and outcome.plan.status in ("optimal", "feasible") else 1


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Let Ctrl-C end the search instead of the program."""
    cancel = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: cancel.set())
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)


def _served(home: paths.Home) -> Path | None:
    from pipelines import publish

    return publish.newest_good(home)


def _suppression(served: Path | None, kept: Any) -> dict[str, int]:
    """Return the thresholds of the public release as they hold at the end of the plan."""
    from pipelines.planning import gather
    from pipelines.planning.wording import Refused, Said

    if served is None:
        raise Refused(Said("no_build"))
    return gather.settings(served, "suppression_", kept.wishes.end)


def _names(home: paths.Home, build_id: str) -> dict[str, str]:
    """Return the names of employees from the build a scenario was made on, or from the one served when that is gone."""
    from pipelines.planning import gather

    folder = home.published / build_id
    served = folder if folder.is_dir() else _served(home)
    return gather.names(served) if served else {}


@contextmanager
def _refusing(language: str) -> Iterator[None]:
    """Say in one line why a wish is refused, and end with 2 where it was typed wrong, else with 1."""
    from pipelines.planning.wording import Refused

    try:
        yield
    except Refused as refusal:
        click.echo(" ".join(said.text(language) for said in refusal.said), err=True)
        sys.exit(2 if refusal.is_usage else 1)
