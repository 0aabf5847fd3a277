"""The pages of a menu as one text that a person can read and type."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kasse.domain.catalogue import MenuSection
from kasse.domain.refused import Refused
from kasse.settings.kinds.places import HUES

_PLAIN = re.compile(r'[^\s:;\[\]"][^:;\[\]"]*')
_PAGE = re.compile(
    r'(?:"(?P<quoted>(?:[^"]|"")*)"\s*|(?P<plain>[^:;\[\]"\n]*))(?:\[(?P<hue>[^\]]*)\]\s*)?'
    r"(?::(?P<numbers>[^:;\[\]\"\n]*))?(?:[;\n]|\Z)"
)
_BETWEEN = " \t\r\n;"
_EXAMPLE = "Bitte in der Form „Suppen: 1,2,3; Salate: 7,8“ angeben."


@dataclass(frozen=True, slots=True)
class Sections:
    """Pages with their articles: "Suppen [Honig]: 1,2,0,3; Salate: 7,8"; 0 leaves a place free."""

    most: int = 60
    """Pages."""
    most_articles: int = 2000
    """Articles and free places of one page."""
    longest: int = 40
    """Letters of a name."""

    def read(self, text: str) -> tuple[MenuSection, ...]:
        """See `Kind`. A new line parts pages as a semicolon does."""
        found = []
        rest = text.strip(_BETWEEN)
        while rest:
            page = _PAGE.match(rest)
            if page is None:
                raise Refused(_EXAMPLE)
            found.append(self._section(page))
            rest = rest[page.end() :].lstrip(_BETWEEN)
        if len(found) > self.most:
            raise Refused(f"Bitte höchstens {self.most} Seiten angeben.")
        return tuple(found)

    def _section(self, page: re.Match[str]) -> MenuSection:
        quoted = page["quoted"]
        name = page["plain"].strip() if quoted is None else quoted.replace('""', '"')
        if not name or len(name) > self.longest or not name.isprintable():
            raise Refused(f"Jede Seite braucht einen Namen mit 1 bis {self.longest} Zeichen. {_EXAMPLE}")
        hue = (page["hue"] or "").strip()
        if hue and hue not in HUES:
            raise Refused(f"Die Farbe „{hue[:20]}“ gibt es nicht. Zur Auswahl stehen: {', '.join(HUES)}.")
        parts = [part.strip() for part in (page["numbers"] or "").split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts):
            raise Refused(f"Auf der Seite „{name}“ steht etwas anderes als Artikelnummern. {_EXAMPLE}")
        if len(parts) > self.most_articles:
            raise Refused(f"Auf eine Seite passen höchstens {self.most_articles} Artikel.")
        return MenuSection(name, tuple(map(int, parts)), hue)

    def write(self, value: tuple[MenuSection, ...]) -> str:
        """See `Kind`."""
        return "; ".join(self._text(section) for section in value)

    def _text(self, section: MenuSection) -> str:
        name = section.name
        if not _PLAIN.fullmatch(name) or name != name.strip():
            name = '"' + name.replace('"', '""') + '"'
        hue = f" [{section.hue}]" if section.hue else ""
        numbers = ",".join(map(str, section.articles))
        return f"{name}{hue}: {numbers}".rstrip()

    def show(self, value: tuple[MenuSection, ...]) -> str:
        """See `Kind`."""
        return ", ".join(section.name for section in value)

    def bounds(self) -> str:
        """See `Kind`."""
        return "Seiten mit Artikelnummern, etwa „Suppen: 1,2,3; Salate: 7,8“; 0 lässt einen Platz frei"
