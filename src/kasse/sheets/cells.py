"""What stands in a cell: values in German words, and what they name by its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from kasse.domain.master import Master
from kasse.settings.kinds import Kind, Maybe, NumbersOf, Reference, Referred, Switch
from kasse.settings.names import Names
from kasse.sheets.model import Column, Sheet

_SPELT = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("\u00ad", ""), ("-", " "), ("–", " "), ("/", " "))
_BETWEEN = "\0"
_COMBINING = re.compile("[\u0300-\u036f]")


def inner(kind: Kind[Any]) -> Kind[Any]:
    """The kind of the value that is there, if one is."""
    return kind.kind if isinstance(kind, Maybe) else kind


def referred(kind: Kind[Any]) -> Referred | None:
    """What a value of this kind names; None: nothing."""
    plain: object = inner(kind)
    return plain.of if isinstance(plain, NumbersOf | Reference) else None


def needle(text: str) -> str:
    """A text as it is searched for and in: small letters, ae for ä, ss for ß, no other accents, no hyphens."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain)
    for sign, spelt in _SPELT:
        plain = plain.replace(sign, spelt)
    return plain if plain.isascii() else _COMBINING.sub("", unicodedata.normalize("NFKD", plain))


def needles(texts: Sequence[str]) -> list[str]:
    """`needle` of each of many texts, at a fraction of the time."""
    found = needle(_BETWEEN.join(texts)).split(_BETWEEN)
    return found if len(found) == len(texts) else [needle(text) for text in texts]


def collation(text: str) -> tuple[str, str]:
    """By which German texts are sorted: ä as a, ß as ss (DIN 5007-1); what is alike then, by its accents."""
    small = text.casefold()
    if small.isascii():
        return small, text
    plain = unicodedata.normalize("NFKD", small)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)), text


class Cells:
    """The words for the cells of one sheet, as the house is now."""

    def __init__(self, sheet: Sheet[Any], master: Master) -> None:
        names = Names(lambda: master)
        wanted = {of for column in sheet.columns if (of := referred(column.kind)) is not None}
        self.names: Mapping[Referred, Mapping[str | int, str]] = {of: dict(names.all(of)) for of in wanted}

    def of(self, column: Column[Any, Any], value: Any) -> str:
        """A value as the list shows it: what it names by name, amounts with €, nothing as an empty text."""
        of = referred(column.kind)
        if of is None or value is None or value == "":
            return column.kind.show(value)
        known = self.names[of]
        if isinstance(value, tuple):
            return ", ".join(known.get(each, str(each)) for each in value)
        return known.get(value) or column.kind.show(value)

    def sought(self, column: Column[Any, Any], value: Any) -> str:
        """By what a row with this value is found, as yet no needle. A switch that is on: by its label; nothing by nothing."""
        if value is None or value == "":
            return ""
        if isinstance(inner(column.kind), Switch):
            return column.label if value else ""
        return self.of(column, value)
