"""What the agency says of itself on public pages: where feedback goes, under which licence, at which address.

Read from publik.toml in the installation's folder; without it, or without a key, the national channel and defaults.
"""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.language import _

FILE = "publik.toml"
LICENCE = "CC-BY-4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
CONTACT = "https://www.lapor.go.id/"


@dataclass(frozen=True)
class House:
    """The settings of the public pages; `address` is where the site will be reached, "" when not said."""

    contact: str = CONTACT
    contact_name: str = "SP4N-LAPOR!"
    address: str = ""
    licence: str = LICENCE
    licence_address: str = LICENCE_ADDRESS

    @property
    def ask(self) -> str:
        """What is asked of readers, in the language of this run."""
        return _("Ada angka yang keliru atau sulit dimengerti? Sampaikan kepada kami.")


class Unreadable(Exception):  # noqa: N818 - an outcome the caller reports, not a programming error
    """publik.toml says something it may not."""


def read(folder: Path) -> House:
    """Return what publik.toml in `folder` says; Unreadable when it names an unknown key or an odd address."""
    path = folder / FILE
    if not path.exists():
        return House()
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        house = House(**{name: str(value) for name, value in said.items()})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise Unreadable(f"{FILE}: {error}") from error
    return checked(house)


def checked(house: House) -> House:
    """Return the settings with a slash at the end of the address; Unreadable when an address is an odd one."""
    for name, starts in (
        ("contact", ("https://", "mailto:", "tel:")),
        ("address", ("https://", "http://")),
        ("licence_address", ("https://",)),
    ):
        value = getattr(house, name)
        if value and not value.startswith(starts):
            raise Unreadable(f"{FILE}: {name} = {value!r}; {' / '.join(starts)} …")
    return replace(house, address=house.address.rstrip("/") + "/" if house.address else "")
