"""*Ausfälle*: every outage of the TSE with what it left unsigned, its slips, the report for an audit, the settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from kasse.domain.staff import Right
from kasse.ports.books import Pending, Subject
from kasse.ports.fiscal import Outage
from kasse.settings.declared.fiscal_de import OUTAGE_SLIPS, TSE_DEADLINE
from kasse.ui import wording
from kasse.ui.fiscal.office import OutagesSaved
from kasse.ui.fiscal.page import Page, PageKey, Rows
from kasse.ui.fiscal.places import PlaceQuestion
from kasse.ui.fiscal.section import Host, Section
from kasse.ui.fiscal.setting_part import SettingKeys
from kasse.ui.fiscal.tse_showing import grouped
from kasse.ui.widgets.fact_sheet import Block, Fact, Heading, Sheet, Tone, Words
from kasse.ui.widgets.row_list import Row
from kasse.usecases.outages import all_outages
from kasse.usecases.print_outage_slip import print_outage_slip
from kasse.usecases.till import Changed

NAMES = {Subject.RECEIPT: "Beleg", Subject.ORDER: "Bestellung", Subject.ABORT: "Belegabbruch"}
OTHER = "Sonstiger Vorgang"
EMPTY = "Die TSE ist an dieser Kasse noch nie ausgefallen."
MOST_SHOWN = 100
"""So many runs of numbers of an outage are listed on the screen; the report has them all."""


@dataclass(frozen=True, slots=True)
class Affected:
    """An outage with what it left unsigned."""

    outage: Outage
    unsigned: Sequence[Pending]


class OutagesSection(Section):
    """The list is read behind the screen; the newest outage is chosen at first."""

    key = "outages"
    label = "Ausfälle"

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(host, parent)
        self._found: Sequence[Affected] | None = None
        self._chosen: int | None = None
        self._settings = SettingKeys(self, (OUTAGE_SLIPS, TSE_DEADLINE))
        self._shows_settings = False
        self._question: PlaceQuestion | None = None

    def enter(self) -> None:
        """Read the list."""
        self._question, self._shows_settings = None, False
        self.refresh()

    def refresh(self) -> None:
        """Read it again: an outage may have begun or ended."""
        self.desk.do(self.desk.background, self._read, asker=self, then=self._have_read)

    def _read(self) -> Sequence[Affected]:
        """On a lane: newest first."""
        books = self.till.books
        found = [Affected(outage, books.without_signature(outage.number)) for outage in all_outages(books)]
        return found[::-1]

    def _have_read(self, found: Sequence[Affected]) -> None:
        self._found = found
        numbers = [each.outage.number for each in found]
        if self._chosen not in numbers:
            self._chosen = numbers[0] if numbers else None
        self.renewed.emit()

    def page(self) -> Page:
        """The list and its details; or the settings, or where to save the report."""
        if self._question is not None:
            return Page(self._question.page())
        if self._shows_settings:
            return Page(self._settings.part(), keys=(PageKey("list", "Zur Liste", "chevron-left"),))
        found = self._found or ()
        zone = self.till.zone
        empty = EMPTY if self._found is not None else "Die Ausfälle werden gelesen."
        rows = tuple(outage_row(each, zone) for each in found)
        chosen = next((each for each in found if each.outage.number == self._chosen), None)
        return Page(
            Rows("Ausfälle", rows, self._chosen, empty),
            outage_sheet(chosen, zone),
            keys=self._keys(chosen),
            main=PageKey("save", "Ausfallbericht", "download", self.lacking()),
        )

    def _keys(self, chosen: Affected | None) -> tuple[PageKey, ...]:
        off = self.lacking(Right.REPRINT)
        if not self.till.terminal.receipt_printer:
            off = "An dieser Kasse ist kein Belegdrucker."
        elif chosen is None:
            off = "Zuerst einen Ausfall antippen."
        lasts = chosen is not None and chosen.outage.ended_at is None
        not_over = "Den Fehlerbehebungsbeleg gibt es, wenn der Ausfall vorbei ist." if lasts else ""
        return (
            PageKey("settings", "Einstellungen", "settings"),
            PageKey("slip", "Ausfallbeleg", "printer", off),
            PageKey("recovery", "Behebungsbeleg", "printer-check", off or not_over),
        )

    def chosen(self, key: object) -> None:
        """A row, a key, a setting, or a place to save."""
        if self._question is not None:
            self._question.choose(key)
        elif self._shows_settings and self._settings.chosen(key):
            return
        elif isinstance(key, int):
            self._chosen = key
        elif key in ("slip", "recovery"):
            self._print(over=key == "recovery")
        elif key == "settings":
            self._shows_settings = True
        elif key == "list":
            self._shows_settings = False
        elif key == "save":
            title = "Ausfallbericht speichern"
            self._question = PlaceQuestion(
                self, title, "Alle Ausfälle aller Kassen, als Tabelle (CSV)", self._save
            )

    def close(self) -> None:
        """No report after all."""
        self._question = None

    def _print(self, *, over: bool) -> None:
        operator, number = self.host.operator, self._chosen
        if operator is None or number is None:
            return

        def printed(_: Changed) -> None:
            paper = "Fehlerbehebungsbeleg" if over else "Ausfallbeleg"
            self.desk.board.say(f"Der {paper} zu Ausfall {number} wird gedruckt.")

        deed = partial(print_outage_slip, self.till, operator, number, over=over)
        self.work(self.desk.books, deed, printed)

    def _save(self, folder: Path) -> None:
        self._question = None
        at = self.till.now().astimezone(self.till.zone)
        target = folder / f"ausfallbericht-{at:%Y%m%d-%H%M%S}.csv"

        def saved(done: OutagesSaved) -> None:
            words = wording.count(done.outages, "Ausfall", "Ausfälle")
            self.desk.board.say(f"Der Ausfallbericht ist gespeichert ({words}).", str(target))

        self.work(self.desk.background, partial(self.office.save_outages, target), saved)


def outage_row(affected: Affected, zone: ZoneInfo) -> Row:
    """One outage of the list."""
    outage, count = affected.outage, len(affected.unsigned)
    lasts = outage.ended_at is None
    return Row(
        outage.number,
        f"Ausfall {outage.number}",
        span(outage, zone),
        wording.count(count, "Vorgang", "Vorgänge"),
        mark="dauert an" if lasts else "",
    )


def span(outage: Outage, zone: ZoneInfo) -> str:
    """From when to when."""
    began = outage.began_at.astimezone(zone)
    if outage.ended_at is None:
        return f"seit {began:%d.%m.%Y %H:%M}"
    ended = outage.ended_at.astimezone(zone)
    until = f"{ended:%H:%M}" if ended.date() == began.date() else f"{ended:%d.%m.%Y %H:%M}"
    return f"{began:%d.%m.%Y %H:%M} – {until}"


def outage_sheet(affected: Affected | None, zone: ZoneInfo) -> Sheet:
    """All that the books know of an outage."""
    if affected is None:
        return Sheet(
            "Ausfall", (Words("Fällt die TSE aus, steht es hier mit Ursache und Belegen.", quiet=True),)
        )
    return Sheet(f"Ausfall {affected.outage.number}", tuple(_details(affected, zone)))


def _details(affected: Affected, zone: ZoneInfo) -> Iterator[Block]:
    outage = affected.outage
    yield Words(outage.cause, Tone.BAD if outage.ended_at is None else Tone.PLAIN, strong=True)
    yield Fact("Beginn", wording.day_and_clock(outage.began_at, zone))
    if outage.ended_at is None:
        yield Fact("Ende", "dauert an", Tone.BAD)
    else:
        yield Fact("Ende", wording.day_and_clock(outage.ended_at, zone), Tone.GOOD)
    if outage.code:
        yield Fact("Fehlercode", outage.code)
    yield Fact("Kasse", outage.register)
    if outage.cashier:
        yield Fact("Bemerkt bei", outage.cashier)
    yield Fact("TSE", outage.maker)
    if outage.serial:
        yield Fact("Seriennummer der TSE", grouped(outage.serial))
    yield Heading(f"Ohne Signatur ({wording.number(len(affected.unsigned))})")
    if not affected.unsigned:
        yield Words("Kein Vorgang blieb ohne Signatur.", Tone.GOOD)
    for kind, numbers in _by_kind(affected.unsigned):
        found = runs(numbers)
        words = ", ".join(f"{a}" if a == b else f"{a} bis {b}" for a, b in found[:MOST_SHOWN])
        yield Fact(kind, words)
        if len(found) > MOST_SHOWN:
            yield Words("Alle Nummern stehen im Ausfallbericht.", quiet=True)


def _by_kind(unsigned: Sequence[Pending]) -> Iterator[tuple[str, list[int]]]:
    found: dict[str, list[int]] = {}
    for each in unsigned:
        found.setdefault(NAMES.get(each.subject, OTHER), []).append(each.number)
    yield from sorted(found.items())


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs without a gap: first and last of each."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] + 1 == number:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
