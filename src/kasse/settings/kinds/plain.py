"""Switches, choices and texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from kasse.domain.refused import Refused

_SWITCH = {
    **dict.fromkeys(("1", "ja", "an", "ein", "true"), True),
    **dict.fromkeys(("0", "nein", "aus", "false"), False),
}


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    def read(self, text: str) -> bool:
        """See `Kind`."""
        found = _SWITCH.get(text.strip().lower())
        if found is None:
            raise Refused("Bitte „ja“ oder „nein“ angeben.")
        return found

    def write(self, value: bool) -> str:
        """See `Kind`."""
        return "1" if value else "0"

    def show(self, value: bool) -> str:
        """See `Kind`."""
        return "an" if value else "aus"

    def bounds(self) -> str:
        """See `Kind`."""
        return "an oder aus"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text."""

    longest: int = 200
    breaks: bool = False
    """Soft hyphens (U+00AD) may say where a long word breaks."""

    def read(self, text: str) -> str:
        """See `Kind`."""
        visible = text.replace("\u00ad", "") if self.breaks else text
        if len(text) > self.longest or not visible.isprintable():
            raise Refused(f"Bitte höchstens {self.longest} Zeichen in einer Zeile angeben.")
        return text

    def write(self, value: str) -> str:
        """See `Kind`."""
        return value

    def show(self, value: str) -> str:
        """See `Kind`."""
        return value

    def bounds(self) -> str:
        """See `Kind`."""
        return f"bis {self.longest} Zeichen"


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits that count as they stand, zeros at the beginning included; or none."""

    longest: int = 12

    def read(self, text: str) -> str:
        """See `Kind`."""
        text = text.strip()
        if text and not (text.isascii() and text.isdigit() and len(text) <= self.longest):
            raise Refused(f"Bitte höchstens {self.longest} Ziffern angeben.")
        return text

    def write(self, value: str) -> str:
        """See `Kind`."""
        return value

    def show(self, value: str) -> str:
        """See `Kind`."""
        return value

    def bounds(self) -> str:
        """See `Kind`."""
        return f"bis {self.longest} Ziffern"


@dataclass(frozen=True, slots=True)
class Lines:
    """Short texts, one a line; none twice."""

    least: int = 0
    most: int = 20
    longest: int = 60

    def read(self, text: str) -> tuple[str, ...]:
        """See `Kind`."""
        found = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        for line in found:
            if len(line) > self.longest or not line.isprintable():
                raise Refused(
                    f"„{line[:20]} …“ ist zu lang. Eine Zeile hat höchstens {self.longest} Zeichen."
                )
        if not self.least <= len(found) <= self.most:
            raise Refused(f"Bitte {self.least} bis {self.most} Zeilen angeben.")
        return found

    def write(self, value: tuple[str, ...]) -> str:
        """See `Kind`."""
        return "\n".join(value)

    def show(self, value: tuple[str, ...]) -> str:
        """See `Kind`."""
        return ", ".join(value)

    def bounds(self) -> str:
        """See `Kind`."""
        return f"{self.least} bis {self.most} Zeilen mit bis zu {self.longest} Zeichen"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; `options` maps the stored word to its German name."""

    options: Mapping[str, str]

    def read(self, text: str) -> str:
        """See `Kind`. The German name will do, too."""
        return _word(text, self.options)

    def write(self, value: str) -> str:
        """See `Kind`."""
        return value

    def show(self, value: str) -> str:
        """See `Kind`."""
        return self.options.get(value, value)

    def bounds(self) -> str:
        """See `Kind`."""
        return ", ".join(self.options.values())


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of several; `options` maps the stored word to its German name."""

    options: Mapping[str, str]

    def read(self, text: str) -> frozenset[str]:
        """See `Kind`. The German names will do, too."""
        parts = (part.strip() for part in text.replace(";", ",").replace("\n", ",").split(","))
        return frozenset(_word(part, self.options) for part in parts if part)

    def write(self, value: frozenset[str]) -> str:
        """See `Kind`. In the order of the options."""
        return ",".join(word for word in self.options if word in value)

    def show(self, value: frozenset[str]) -> str:
        """See `Kind`."""
        return ", ".join(name for word, name in self.options.items() if word in value)

    def bounds(self) -> str:
        """See `Kind`."""
        return ", ".join(self.options.values())


def _word(text: str, options: Mapping[str, str]) -> str:
    """The stored word that was meant by itself or by its German name."""
    if text in options:
        return text
    meant = [word for word, name in options.items() if name.casefold() == text.strip().casefold()]
    if len(meant) != 1:
        raise Refused(f"Zur Auswahl stehen: {', '.join(options.values())}.")
    return meant[0]


@dataclass(frozen=True, slots=True)
class Recipients:
    """Mail addresses, one a line."""

    most: int = 20

    def read(self, text: str) -> tuple[str, ...]:
        """See `Kind`."""
        found = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        for address in found:
            name, at, host = address.rpartition("@")
            if not (name and at and "." in host.strip(".") and address.isprintable() and " " not in address):
                raise Refused(f"„{address}“ ist keine Mailadresse. Bitte eine je Zeile angeben.")
        if len(found) > self.most:
            raise Refused(f"Bitte höchstens {self.most} Adressen angeben.")
        return found

    def write(self, value: tuple[str, ...]) -> str:
        """See `Kind`."""
        return "\n".join(value)

    def show(self, value: tuple[str, ...]) -> str:
        """See `Kind`."""
        return ", ".join(value)

    def bounds(self) -> str:
        """See `Kind`."""
        return f"bis {self.most} Mailadressen, eine je Zeile"


@dataclass(frozen=True, slots=True)
class Entries:
    """Short texts by name, as a driver asks for them."""

    def read(self, text: str) -> Mapping[str, str]:
        """See `Kind`."""
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            found = None
        if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
            raise Refused("Bitte die Angaben zum Gerät neu eintragen.")
        return found

    def write(self, value: Mapping[str, str]) -> str:
        """See `Kind`."""
        return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)

    def show(self, value: Mapping[str, str]) -> str:
        """See `Kind`."""
        return ", ".join(f"{name}: {text}" for name, text in value.items())

    def bounds(self) -> str:
        """See `Kind`."""
        return "Angaben mit Namen"
