"""Every folder the pipelines read or write; nothing else knows where things live."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SQL = PROJECT / "sql"
REFERENCE = PROJECT / "data" / "reference"
PROFILES = PROJECT / "data" / "profiles"
SAMPLE = PROJECT / "data" / "sample"
DASHBOARD = PROJECT / "dashboard"


@dataclass(frozen=True)
class Home:
    """One installation's own data: the store, the published builds, the logs."""

    root: Path

    @property
    def store(self) -> Path:
        return self.root / "store.duckdb"

    @property
    def notes(self) -> Path:
        """The notes and decisions people wrote on the screens; builds carry a copy."""
        return self.root / "notes.sqlite"

    @property
    def scenarios(self) -> Path:
        """The training plans people saved under a name, one JSON file each."""
        return self.root / "scenarios"

    @property
    def lock(self) -> Path:
        return self.root / "ingest.lock"

    @property
    def published(self) -> Path:
        return self.root / "published"

    @property
    def pointer(self) -> Path:
        """The text file that holds the folder name of the newest good build."""
        return self.published / "current"

    @property
    def alarms(self) -> Path:
        """What needs somebody, as last found; the dashboard shows it to those who may see loads."""
        return self.root / "alarms.json"

    @property
    def editions(self) -> Path:
        """Frozen public releases, with the exact counts behind them: never served from here."""
        return self.root / "editions"

    @property
    def logs(self) -> Path:
        return self.root / "log"


def home(root: str | Path | None = None) -> Home:
    """Return the installation at `root`, else at KINERJA_HOME, else under data/warehouse/ of the project."""
    return Home(Path(root or os.environ.get("KINERJA_HOME") or PROJECT / "data" / "warehouse").resolve())
