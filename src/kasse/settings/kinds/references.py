"""Things of the house that a setting names: a printer, an operator, an article, a product group, a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kasse.domain.refused import Refused


class Referred(Enum):
    """What is named; the value is the German word for it."""

    PRINTER = "Drucker"
    OPERATOR = "Bediener"
    ARTICLE = "Artikel"
    PRODUCT_GROUP = "Warengruppe"
    TABLE = "Tisch"
    MAIN_GROUP = "Hauptgruppe"
    SIDE_GROUP = "Beilagengruppe"
    PASSWORD_LEVEL = "Passwortebene"  # noqa: S105
    UNIT = "Betrieb"
    AREA = "Bereich"
    AGENCY = "Auftraggeber"


@dataclass(frozen=True, slots=True)
class Printer:
    """The name of a printer; empty for none."""

    of = Referred.PRINTER

    def read(self, text: str) -> str:
        """See `Kind`."""
        if len(text) > 60 or not (text.isprintable() or not text):
            raise Refused("Bitte den Namen eines Druckers angeben.")
        return text.strip()

    def write(self, value: str) -> str:
        """See `Kind`."""
        return value

    def show(self, value: str) -> str:
        """See `Kind`."""
        return value or "keiner"

    def bounds(self) -> str:
        """See `Kind`."""
        return "ein Drucker oder keiner"


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The number of something; None for nothing."""

    of: Referred

    def read(self, text: str) -> int | None:
        """See `Kind`."""
        text = text.strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise Refused(f"Bitte eine Nummer angeben ({self.of.value}).")
        return int(text)

    def write(self, value: int | None) -> str:
        """See `Kind`."""
        return "" if value is None else str(value)

    def show(self, value: int | None) -> str:
        """See `Kind`. The number only: the name is known to whoever knows the house."""
        return "" if value is None else f"{self.of.value} {value}"

    def bounds(self) -> str:
        """See `Kind`."""
        return f"{self.of.value} oder leer"


@dataclass(frozen=True, slots=True)
class NumberOf(_Numbered):
    """The number of something of the house, or none."""


@dataclass(frozen=True, slots=True)
class NumbersOf:
    """Numbers of several things of the house in an order of their own; stored as 3,1,2."""

    of: Referred
    most: int = 500

    def read(self, text: str) -> tuple[int, ...]:
        """See `Kind`. The same number twice counts once."""
        parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts):
            raise Refused(f"Bitte Nummern wie 3,1,2 angeben ({self.of.value}).")
        found = tuple(dict.fromkeys(map(int, parts)))
        if len(found) > self.most:
            raise Refused(f"Bitte höchstens {self.most} Nummern angeben.")
        return found

    def write(self, value: tuple[int, ...]) -> str:
        """See `Kind`."""
        return ",".join(map(str, value))

    def show(self, value: tuple[int, ...]) -> str:
        """See `Kind`. The numbers only: the names are known to whoever knows the house."""
        return ", ".join(map(str, value))

    def bounds(self) -> str:
        """See `Kind`."""
        return f"Nummern ({self.of.value}), etwa 3,1,2, oder leer"


@dataclass(frozen=True, slots=True)
class OperatorNumber(_Numbered):
    """An operator, or nobody."""

    of: Referred = Referred.OPERATOR


@dataclass(frozen=True, slots=True)
class ArticleNumber(_Numbered):
    """An article, or none."""

    of: Referred = Referred.ARTICLE


@dataclass(frozen=True, slots=True)
class ProductGroupNumber(_Numbered):
    """A product group, or none."""

    of: Referred = Referred.PRODUCT_GROUP


@dataclass(frozen=True, slots=True)
class TableNumber(_Numbered):
    """A table, or none."""

    of: Referred = Referred.TABLE


Reference = Printer | _Numbered
"""Every kind that names something of the house."""
