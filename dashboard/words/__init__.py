"""The words for the codes of the warehouse, one module a subject."""

from dashboard import formats
from dashboard.language import _


def word(words: dict[str, str], code: str | None) -> str:
    """Return the word for a code; the code itself when it has none, and words for nothing when there is no code."""
    if code is None:
        return formats.nothing()
    return _(words[code]) if code in words else code
