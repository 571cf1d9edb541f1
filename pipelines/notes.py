"""The notes and decisions written on the screens, as a build carries them: one file, copied while others may write."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

COPY = "notes.sqlite"


def copy(source: Path, folder: Path) -> dict[str, Any]:
    """Copy the notes into a build's folder, as of one moment, and return how many versions it holds.

    Numbers do not wait for notes: notes that cannot be read are told in the manifest and copied by no build.
    """
    if not source.is_file():
        return {"version_count": 0}
    target = folder / COPY
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as kept:
            live.backup(kept)
            kept.execute("pragma journal_mode = delete")
            (count,) = kept.execute("select count(*) from notes").fetchone()
    except sqlite3.DatabaseError as error:
        target.unlink(missing_ok=True)
        return {"version_count": 0, "problem": str(error)}
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return {"version_count": count}
