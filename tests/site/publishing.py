"""The command that writes the site, as a user runs it."""

import subprocess
import sys
from pathlib import Path

KINERJA = str(Path(sys.executable).parent / "kinerja")
ADDRESS = "https://kinerja.contoh.go.id/publik"


def published(home: Path, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run `kinerja publish` and return how it ended."""
    command = [KINERJA, "--home", str(home), "publish", *options, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
