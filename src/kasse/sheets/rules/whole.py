"""What must hold for the house as a whole: what is unique, and what must always be there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kasse.domain.business import PaymentKind
from kasse.domain.master import Master
from kasse.domain.staff import Staff
from kasse.domain.tax import Country
from kasse.sheets import declared
from kasse.sheets.model import Problem
from kasse.sheets.rules import Rules
from kasse.sheets.rules.saying import called, wrong

_SERIAL = re.compile(r"[A-Za-z0-9 '()+,\-.=]{1,30}")
"""What a TSE takes as the serial number of a till (TR-03151-1 Annex A)."""


def terminals(before: Master, after: Master, _rules: Rules) -> Iterator[Problem]:
    """Each till has a serial number of its own, that a TSE can take; one at least is in use."""
    rows, was = after.house.terminals, before.house.terminals
    if rows is was:
        return
    taken: defaultdict[str, list[int]] = defaultdict(list)
    for terminal in rows.values():
        taken[terminal.serial.strip().casefold()].append(terminal.number)
    for terminal in rows.values():
        if was.get(terminal.number) == terminal:
            continue
        serial = terminal.serial.strip()
        if not serial:
            yield wrong(declared.TERMINALS, terminal, "serial", "Bitte eine Seriennummer eintragen.")
        elif after.house.business.country is Country.DE and not _SERIAL.fullmatch(terminal.serial):
            text = (
                "Die Seriennummer darf bis zu 30 Zeichen haben: Buchstaben ohne Umlaute, Ziffern und - . + ="
            )
            yield wrong(declared.TERMINALS, terminal, "serial", f"{text}.")
        others = [number for number in taken[serial.casefold()] if number != terminal.number]
        if serial and others:
            text = f"Diese Seriennummer hat schon Kasse {others[0]}. Bitte eine andere eintragen."
            yield wrong(declared.TERMINALS, terminal, "serial", text)
    if any(t.active for t in was.values()) and not any(t.active for t in rows.values()):
        yield _nothing_left("terminals", "active", "Wenigstens eine Kasse muss in Gebrauch bleiben.", was)


def administrators(before: Master, after: Master, _rules: Rules) -> Iterator[Problem]:
    """Somebody must be able to sign in who may do everything, or nobody could ever set it right again."""
    if after.staff is not before.staff and _administrated(before.staff) and not _administrated(after.staff):
        yield _nothing_left(
            "operators",
            "level",
            "Wenigstens ein Bediener mit allen Rechten und PIN muss in Gebrauch bleiben. "
            "Bitte zuerst einem anderen alle Rechte geben.",
            before.staff.operators,
        )


def _administrated(staff: Staff) -> bool:
    return any(
        operator.active and operator.pin_hash and not operator.training and staff.has_all_rights(operator)
        for operator in staff.operators.values()
    )


def cash(before: Master, after: Master, _rules: Rules) -> Iterator[Problem]:
    """Cash in the own currency can always be taken."""
    if _has_cash(before) and not _has_cash(after):
        yield _nothing_left(
            "payment_methods",
            "kind",
            "Eine Zahlungsart für Bargeld in der eigenen Währung muss in Gebrauch bleiben.",
            before.house.payment_methods,
        )


def _has_cash(master: Master) -> bool:
    return any(
        method.active and method.kind is PaymentKind.CASH and not method.currency
        for method in master.house.payment_methods.values()
    )


def stations(before: Master, after: Master, _rules: Rules) -> Iterator[Problem]:
    """A slip that comes out nowhere would be a dish that nobody cooks."""
    house, groups = after.house, after.catalogue.groups
    if house.printers is before.house.printers and groups is before.catalogue.groups:
        return
    served = {station for printer in house.printers.values() for station in printer.stations}
    served_before = {station for printer in before.house.printers.values() for station in printer.stations}
    told: set[str] = set()
    for group in groups.values():
        station = group.station
        if not station or station in served:
            continue
        if before.catalogue.groups.get(group.number) != group:
            text = (
                f"Für die Station „{station}“ druckt kein Drucker Bons. Bitte zuerst beim Drucker eintragen."
            )
            yield wrong(declared.PRODUCT_GROUPS, group, "station", text)
        elif station in served_before - told:
            told.add(station)
            owner = next(p for p in before.house.printers.values() if station in p.stations)
            name = called(declared.PRODUCT_GROUPS, group)
            text = f"Die Station „{station}“ braucht noch {name}. Bitte dort zuerst eine andere eintragen."
            yield Problem("printers", owner.name, "stations", text)


def codes(before: Master, after: Master, rules: Rules) -> Iterator[Problem]:
    """A code that is scanned stands for one article, unless the house allows several."""
    rows, was = after.catalogue.articles, before.catalogue.articles
    if rules.shared_codes or rows is was:
        return
    changed = [row for key, row in rows.items() if row.scan_code and row.active and was.get(key) is not row]
    if not changed:
        return
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows.values():
        if row.scan_code and row.active:
            owners[row.scan_code.strip()].append(row.number)
    for row in changed:
        others = [number for number in owners[row.scan_code.strip()] if number != row.number]
        if others and not _was_shared(was, row, others):
            other = called(declared.ARTICLES, rows[others[0]])
            text = f"Den EAN-Code {row.scan_code} hat schon {other}. Bitte einen anderen eintragen."
            yield wrong(declared.ARTICLES, row, "scan_code", text)


def _was_shared(was: Mapping[int, Any], row: Any, others: list[int]) -> bool:
    """Whether the article had that code already, together with one of these."""
    own = was.get(row.number)
    if own is None or not own.active or own.scan_code != row.scan_code:
        return False
    return any(
        (other := was.get(number)) and other.active and other.scan_code == own.scan_code for number in others
    )


def _nothing_left(sheet: str, column: str, text: str, was: Mapping[Any, Any]) -> Problem:
    return Problem(sheet, next(iter(was)), column, text)


WHOLE: tuple[Callable[[Master, Master, Rules], Iterator[Problem]], ...] = (
    terminals,
    administrators,
    cash,
    stations,
    codes,
)
"""Each looks only at what changed."""
