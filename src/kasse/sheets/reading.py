"""Texts of a file as values of columns: tolerant of how other programs write numbers, yes and no, and names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.settings.kinds import Amount, Kind, Maybe, Number, NumbersOf, Percent, Rate, Referred, Switch
from kasse.settings.names import Names
from kasse.sheets.cells import inner, needle, referred
from kasse.sheets.model import Column, Sheet

_YES_NO = {
    **dict.fromkeys(("wahr", "yes", "y", "j", "x", "on", "✓"), "ja"),
    **dict.fromkeys(("falsch", "no", "n", "off"), "nein"),
}
_CURRENCY = re.compile(r"€|%|\bEUR\b|\s", re.IGNORECASE)
_THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+")
_SHORTENED = re.compile(r"-?\d+[.,]\d+E\+?\d+", re.IGNORECASE)


_NUMBERS = (Amount, Percent, Rate, Number)


class Reader:
    """Reads the texts of a file for one sheet, as the house is now."""

    def __init__(self, sheet: Sheet[Any], master: Master) -> None:
        names = Names(lambda: master)
        wanted = {of for column in sheet.columns if (of := referred(column.kind)) is not None}
        self._names = {of: _by_name(names, of) for of in wanted}

    def value(self, column: Column[Any, Any], text: str) -> Any:
        """What a text means in a column.

        Raises:
            Refused: it does not fit; the German text says what would.
        """
        kind = inner(column.kind)
        plain = text.strip()
        if not plain and isinstance(column.kind, Maybe):
            return None
        if _SHORTENED.fullmatch(plain):
            raise Refused(
                f"„{plain}“ ist eine gekürzte Zahl. Bitte die Spalte in der Tabellenkalkulation als Text formatieren."
            )
        of = referred(column.kind)
        if of is not None:
            return column.kind.read(self._numbers(of, kind, plain))
        if isinstance(kind, _NUMBERS):
            plain = german_number(plain)
        elif isinstance(kind, Switch):
            plain = _YES_NO.get(plain.casefold(), plain)
        return column.kind.read(plain)

    def _numbers(self, of: Referred, kind: Kind[Any], text: str) -> str:
        """With numbers in the place of names."""
        if of is Referred.PRINTER:
            return text
        if not isinstance(kind, NumbersOf):
            return self._number(of, text)
        parts = re.split(r"[,;\n]", text)
        return ",".join(self._number(of, part.strip()) for part in parts)

    def _number(self, of: Referred, text: str) -> str:
        if not text or text.isdigit():
            return text
        found = self._names[of].get(needle(text), ())
        if not found:
            raise Refused(f"„{text[:40]}“ gibt es nicht ({of.value}). Bitte anlegen oder die Nummer angeben.")
        if len(found) > 1:
            numbers = ", ".join(map(str, found[:5]))
            raise Refused(f"„{text[:40]}“ gibt es mehrmals ({of.value} {numbers}). Bitte die Nummer angeben.")
        return str(found[0])


def same_text(column: Column[Any, Any], text: str, own: str) -> bool:
    """Whether a file says what our own one would say; then it need not be read, whatever the kind allows today."""
    if text == own:
        return True
    if not isinstance(inner(column.kind), _NUMBERS):
        return False
    try:
        return german_number(text) == german_number(own)
    except Refused:
        return False


def german_number(text: str) -> str:
    """12.50, 12,50 €, 1.234,5 and 1,234.50 as a German types them: 12,50, 12,50, 1234,5, 1234,50.

    Raises:
        Refused: it may mean two numbers.
    """
    plain = _CURRENCY.sub("", text)
    if re.fullmatch(r"-?\d+,-+", plain):
        return plain.partition(",")[0]
    if _THOUSANDS.fullmatch(plain):
        raise Refused(
            f"„{text}“ kann zweierlei heißen. Bitte {plain.replace('.', '')} oder {plain.replace('.', ',')} schreiben."
        )
    if "," in plain and "." in plain:
        thousands = "." if plain.rfind(",") > plain.rfind(".") else ","
        plain = plain.replace(thousands, "")
    plain = plain.replace(".", ",")
    whole, comma, part = plain.partition(",")
    if comma and part.isdigit():
        # Spreadsheets write 12,5000 and 7,0.
        part = part.rstrip("0")
        return f"{whole},{part}" if part else whole
    return plain


def _by_name(names: Names, of: Referred) -> Mapping[str, Sequence[str | int]]:
    found: dict[str, list[str | int]] = defaultdict(list)
    for key, name in names.all(of):
        found[needle(name)].append(key)
    return found
