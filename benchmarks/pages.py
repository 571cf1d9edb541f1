"""Server time of each page's run against the run of an empty page, warm, on the published sample."""

import logging
import os
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path

from streamlit import config
from streamlit.testing.v1 import AppTest

from benchmarks.timing import report, seconds
from pipelines import ingest, paths, publish, store

RUNS = 7
ROLE = {"kinerja_saya": "pegawai"}


def run() -> None:
    """Print one ratio per page of dashboard/app_pages/."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    as_served()
    with tempfile.TemporaryDirectory() as name:
        home = paths.Home(Path(name))
        with store.opened(home.store) as con:
            outcomes = list(ingest.ingest(con, [paths.SAMPLE]))
        if not any(outcome.load_id for outcome in outcomes):
            raise AssertionError("the sample did not load")
        publish.build(home)
        os.environ["KINERJA_HOME"] = str(home.root)
        empty = AppTest.from_string("import streamlit as st\nst.write('')")
        bare = seconds(empty.run, RUNS)
        for page in sorted((paths.DASHBOARD / "app_pages").glob("*.py")):
            report(f"page {page.stem}", seconds(_page(page), RUNS), bare, "an empty page")


def as_served() -> None:
    """Take over what the served dashboard sets for every run; otherwise usage statistics would be timed too."""
    settings = tomllib.loads((paths.DASHBOARD / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for section in ("browser", "runner", "client"):
        for name, value in settings[section].items():
            config.set_option(f"{section}.{name}", value)


def _page(page: Path) -> Callable[[], object]:
    app = AppTest.from_file(str(paths.DASHBOARD / "app.py"), default_timeout=60)
    app.query_params["peran"] = ROLE.get(page.stem, "pengelola_data")
    app.run()
    app.switch_page(f"app_pages/{page.name}")
    shown = app.run()
    if shown.exception:
        raise AssertionError(f"{page.stem}: {shown.exception[0].message}")
    return app.run
