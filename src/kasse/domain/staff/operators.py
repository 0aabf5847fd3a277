"""Operators, their password level and the rights that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kasse.domain.refused import Refused


class Right(StrEnum):
    """One thing that not everybody may do. The value is stored; the German name stands in `RIGHT_NAMES`."""

    ORDER = "order"
    PAY = "pay"
    VOID = "void"
    PRICE = "price"
    DISCOUNT = "discount"
    TRANSFER = "transfer"
    HAND_OVER = "hand_over"
    OTHERS_TABLES = "others_tables"
    REVERSAL = "reversal"
    REPRINT = "reprint"
    INTERNAL = "internal"
    CASH = "cash"
    REPORT = "report"
    CLOSE_DAY = "close_day"
    MASTER_DATA = "master_data"
    SETTINGS = "settings"


RIGHT_NAMES: Mapping[Right, str] = {
    Right.ORDER: "Bonieren",
    Right.PAY: "Kassieren",
    Right.VOID: "Storno",
    Right.PRICE: "Preis ändern",
    Right.DISCOUNT: "Rabatt",
    Right.TRANSFER: "Umbuchen",
    Right.HAND_OVER: "Tischübergabe",
    Right.OTHERS_TABLES: "Tische anderer Bediener",
    Right.REVERSAL: "Rechnungsstorno",
    Right.REPRINT: "Kopie drucken",
    Right.INTERNAL: "Interne Konten",
    Right.CASH: "Ein- und Auszahlungen",
    Right.REPORT: "Berichte",
    Right.CLOSE_DAY: "Tagesabschluss",
    Right.MASTER_DATA: "Stammdaten",
    Right.SETTINGS: "Einstellungen",
}


@dataclass(frozen=True, slots=True)
class PasswordLevel:
    """A role: a numbered level (Passwortebene) with its rights."""

    number: int
    name: str
    rights: frozenset[Right]


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who signs in. `pin_hash` is an Argon2 hash; a PIN is never kept in clear."""

    number: int
    name: str
    level: int
    pin_hash: str
    training: bool = False
    """Practises inside the live till: nothing that is done counts."""
    active: bool = True
    price_level: int = 0
    """The price level that he sells at; 0: that of the till."""
    discount_percents: tuple[int, ...] = ()
    """The discounts in whole percent that he may give; empty: all."""
    discount_amounts: tuple[int, ...] = ()
    """The discounts in cents that he may give; empty: all."""
    card: str = ""
    """What his card or key is known by, never its code in clear; empty: he has none."""
    language: str = ""
    """The language of his screens as ISO 639-1; empty: that of the till."""
    menus: bool = False
    """Orders meals ahead, which others recall to their tables (operator 98, Menübestellung)."""
    favourites: tuple[int, ...] = ()
    """The articles on his own page of the card, in the order that he chose."""

    def may_discount(self, *, basis_points: int = 0, amount: int = 0) -> bool:
        """Whether he may take that off: a percentage, or an amount in cents."""
        if basis_points:
            return not self.discount_percents or basis_points in {p * 100 for p in self.discount_percents}
        return not self.discount_amounts or amount in self.discount_amounts

    @property
    def initials(self) -> str:
        """Two letters for the table plan."""
        words = self.name.split()
        if not words:
            return "?"
        return (words[0][:2] if len(words) == 1 else words[0][0] + words[-1][0]).upper()


@dataclass(frozen=True, slots=True)
class Staff:
    """All operators and levels."""

    operators: Mapping[int, Operator]
    levels: Mapping[int, PasswordLevel]

    def operator(self, number: int) -> Operator:
        """The operator with this number.

        Raises:
            Refused: there is none, or he has left.
        """
        found = self.operators.get(number)
        if found is None or not found.active:
            raise Refused(f"Einen Bediener mit der Nummer {number} gibt es nicht.")
        return found

    def may(self, operator: Operator, right: Right) -> bool:
        """Whether the operator's level gives the right."""
        level = self.levels.get(operator.level)
        return level is not None and right in level.rights

    def has_all_rights(self, operator: Operator) -> bool:
        """Whether the operator's level gives every right there is: an administrator."""
        level = self.levels.get(operator.level)
        return level is not None and level.rights >= frozenset(Right)

    def require(self, operator: Operator, right: Right) -> None:
        """Refuse what the operator's level does not allow.

        Raises:
            Refused: the right is missing.
        """
        if not self.may(operator, right):
            raise Refused(
                f"„{RIGHT_NAMES[right]}“ ist {operator.name} nicht erlaubt. Bitte die Leitung rufen."
            )
