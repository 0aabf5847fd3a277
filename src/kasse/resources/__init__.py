"""The files that are shipped with kasse: fonts, icons, printer profiles, demonstration data.

Fonts: IBM Plex Sans and IBM Plex Sans Condensed (SIL Open Font License 1.1, `fonts/OFL.txt`).
Icons: Lucide (ISC, `icons/LICENSE.txt`), unchanged; they are drawn in the colour of the text beside them.
"""

from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent


def path(*parts: str) -> Path:
    """Say where a shipped file or folder lies: `path("icons", "printer.svg")`.

    Raises FileNotFoundError for a name that is not shipped, so that a misspelt icon
    is noticed where it is named and not as an empty place on the screen.
    """
    found = _HERE.joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"kasse ships no {'/'.join(parts)}")
    return found


@lru_cache(maxsize=256)
def text(*parts: str) -> str:
    """Return the text of a shipped file (UTF-8), read from the disk once."""
    return path(*parts).read_text(encoding="utf-8")
