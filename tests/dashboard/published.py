"""Builds made from the published sample by changing it, for what the sample itself does not hold."""

import shutil
from pathlib import Path

import duckdb
from streamlit.testing.v1 import AppTest

from dashboard import warehouse

APP = Path(warehouse.__file__).parent / "app.py"

# What a first morning has: the build itself, the tree and the rules; everything else is facts.
KEPT = {"build", "units", "unit_closure", "periods", "rules", "measures", "settings"}
FACTS = tuple(sorted(warehouse.needed() - KEPT))


def unfold(app: AppTest) -> AppTest:
    """Open everything on the page that is only made once opened, and return the page as it then is."""
    folds = {name for name in app.session_state._state.filtered_state if name.startswith("fold-")}
    for name in folds:
        app.session_state[name] = True
    return app.run() if folds else app


def newest(home: Path) -> Path:
    """Return the build file the pointer of an installation names."""
    return home / "published" / (home / "published" / "current").read_text().strip() / "internal.duckdb"


def publish_changed(sample_home: Path, home: Path, build_id: str, *statements: str, point: bool = True) -> Path:
    """Publish a copy of the sample's build, changed by SQL, and point to it; return its file."""
    folder = home / "published" / build_id
    folder.mkdir(parents=True)
    file = folder / "internal.duckdb"
    shutil.copyfile(newest(sample_home), file)
    with duckdb.connect(str(file)) as connection:
        connection.execute("update marts.build set build_id = ?", [build_id])
        for statement in statements:
            connection.execute(statement)
    if point:
        (home / "published" / "current").write_text(build_id)
    return file
