"""`python -m dashboard.public DIR`: write the public pages of the newest build as a static site."""

import argparse
import dataclasses
import os
import sys
from pathlib import Path
from typing import NoReturn

import duckdb

from dashboard import language, warehouse
from dashboard.language import _
from dashboard.public import house, place, site
from dashboard.words.public import UNWRITABLE


def main(arguments: list[str] | None = None) -> None:
    """Read the few options, write the site, say what was written."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.public", description="Write the public site.")
    parser.add_argument("folder", type=Path, help="folder that becomes the site")
    parser.add_argument("--home", help="folder with published/ (KINERJA_HOME, else data/warehouse)")
    parser.add_argument("--address", help="address the site will be reached at, for sitemap and previews")
    parser.add_argument("--language", choices=language.LANGUAGES, default="id", help="language of messages")
    chosen = parser.parse_args(arguments)
    if chosen.home:
        os.environ["KINERJA_HOME"] = chosen.home
    language.use(chosen.language)
    warehouse.keep_to(warehouse.PUBLIC)
    build = warehouse.pin(warehouse.PUBLIC)
    if build is None:
        _fail(_("Belum ada terbitan dengan berkas publik. Terbitkan dahulu: kinerja build"))
    try:
        known = house.read(warehouse.home())
        known = house.checked(dataclasses.replace(known, address=chosen.address or known.address))
        files = site.files(warehouse.cursor(), known)
        _put(files, chosen.folder)
    except house.Unreadable as error:
        _fail(str(error))
    except duckdb.BinderException:
        other = _(
            "Berkas publik {build} ditulis Kinerja {version} dan tidak dapat dibaca versi ini. Jalankan: kinerja build"
        )
        _fail(other.format(build=build.build_id, version=build.program_version))
    except place.Foreign as error:
        _fail(_("{folder} berisi hal lain; pilih folder kosong atau situs yang pernah ditulis.").format(folder=error))
    said = _("Situs tertulis: {folder} ({n} berkas, terbitan {build})")
    sys.stdout.write(said.format(folder=chosen.folder, n=len(files), build=build.build_id) + "\n")


def _put(files: site.Files, folder: Path) -> None:
    try:
        place.put(files, folder)
    except OSError as error:
        why = _(UNWRITABLE[error.errno]) if error.errno in UNWRITABLE else str(error.strerror)
        _fail(
            _("{folder} tidak dapat ditulis: {why}. Situs yang sudah ada tidak diubah.").format(folder=folder, why=why)
        )


def _fail(message: str) -> NoReturn:
    sys.stderr.write(message + "\n")
    sys.exit(1)


if __name__ == "__main__":
    main()
