"""The language of the screen: Indonesian is the source, English comes from the catalogue."""

import gettext
import io
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages import mofile, pofile

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("id", "en")
_current: ContextVar[str] = ContextVar("language", default="id")


def use(code: str) -> None:
    """From here on this run speaks `code`."""
    _current.set(code)


def current() -> str:
    """Return the language of this run: id or en."""
    return _current.get()


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "id":
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with (LOCALE / code / "LC_MESSAGES" / "kinerja.po").open("rb") as file:
        mofile.write_mo(compiled, pofile.read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(source: str) -> str:
    """Return the Indonesian source text in the language of this run."""
    return _catalogue(_current.get()).gettext(source)


def N_(source: str) -> str:  # noqa: N802 - the name translators' tools look for
    """Return the text as it is; marks it for the catalogue, to be put through `_` when shown."""
    return source


def either(indonesian: str | None, english: str | None) -> str:
    """Return whichever of two texts kept in the warehouse belongs to this run's language."""
    return (english if _current.get() == "en" else indonesian) or indonesian or ""
