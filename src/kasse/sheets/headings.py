"""Which column of a file is which column of a sheet: by labels and keys of our own, and by what other tills call them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kasse.settings.kinds import Switch
from kasse.sheets.cells import inner, needle
from kasse.sheets.model import Column, Sheet

TAX_RATE = "tax_rate"
"""Not a column of the sheet of articles, but what their product group follows from: the rate of tax in percent."""
_TAX_LABEL = "Steuersatz (für neue Warengruppen)"
_ARTICLES = "article"
_FOREIGN: Mapping[str, str] = {
    "number": "artikelnummer artikelnr artnr artikelid artid sku plu plunr nr id itemnumber itemno productid number",
    "name": "bezeichnung artikelbezeichnung artikelname artikel name produkt produktname bontext titel description "
    "text kurzbezeichnung itemname product productname title",
    "group": "warengruppe warengruppenname wgr wg gruppe artikelgruppe produktgruppe kategorie category group sparte "
    "warengruppennr wgrnr",
    "price_1": "preis vk vkpreis verkaufspreis brutto bruttopreis vkbrutto bruttovk preisbrutto preis1 vk1 vkpreis1 "
    "vkpreisbrutto einzelpreis endpreis grundpreis price grossprice saleprice preiseur preisineur vkeur",
    **{
        f"price_{n}": f"preis{n} vk{n} vkpreis{n} preisebene{n} price{n} bruttopreis{n}" for n in range(2, 10)
    },
    "purchase_price": "ek ekpreis einkaufspreis eknetto nettoek einkaufspreisnetto purchaseprice cost costprice",
    "scan_code": "ean eancode ean13 ean8 gtin barcode strichcode scancode upc barcodeean",
    "button_text": "kurztext tastentext kurzname buttontext shortname",
    TAX_RATE: "mwst mwstsatz ust ustsatz steuersatz mehrwertsteuer umsatzsteuer steuer vat vatrate taxrate tax mwstin "
    "ustin prozentmwst",
}
_SIGNS = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a column of a file may go. `column` None: the rate of tax."""

    key: str
    label: str
    column: Column[Any, Any] | None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """For each heading of a file the key of its target; None: it is left out."""

    targets: tuple[str | None, ...]

    def with_target(self, position: int, key: str | None) -> ColumnMapping:
        """With another target for the heading at a position; whichever had it before is left out now."""
        freed = [None if target == key else target for target in self.targets]
        freed[position] = key
        return ColumnMapping(tuple(freed))


def targets(sheet: Sheet[Any]) -> Sequence[Target]:
    """All targets that there are for columns of a file, in the order of the sheet."""
    found = [Target(column.key, column.label, column) for column in sheet.columns if column.in_files]
    if sheet.table == _ARTICLES:
        found.append(Target(TAX_RATE, _TAX_LABEL, None))
    return found


def guessed(sheet: Sheet[Any], headings: Sequence[str]) -> ColumnMapping:
    """What the headings of a file most likely mean. No target is given twice; labels of our own go first."""
    plain = [_plain(heading) for heading in headings]
    known = [target.key for target in targets(sheet)]
    found: dict[int, str] = {}
    for names in _names(sheet):
        for position, heading in enumerate(plain):
            key = names.get(heading)
            if key in known and position not in found and key not in found.values():
                found[position] = key
    return ColumnMapping(tuple(found.get(position) for position in range(len(headings))))


def _names(sheet: Sheet[Any]) -> Iterator[Mapping[str, str]]:
    """Keys by what they may be called, the surest names first."""
    columns = [column for column in sheet.columns if column.in_files]
    yield {_plain(column.label): column.key for column in columns}
    yield {_plain(column.key): column.key for column in columns}
    if sheet.table == _ARTICLES:
        yield {word: key for key, words in _FOREIGN.items() for word in words.split()}
    # By the words of a switch one finds it, but some of them mean its contrary: they are no headings.
    worded = [column for column in columns if not isinstance(inner(column.kind), Switch)]
    words = [(_plain(word), column.key) for column in worded for word in column.words]
    yield {word: key for word, key in words if len({k for w, k in words if w == word}) == 1}


def _plain(text: str) -> str:
    return _SIGNS.sub("", needle(text))
