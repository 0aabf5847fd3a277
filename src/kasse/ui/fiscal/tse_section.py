"""*TSE*: how the signing device is, its self test, and a test signature with its QR code."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject

from kasse.documents.picture import picture
from kasse.domain.refused import Refused
from kasse.ports.books import BooksError
from kasse.settings.declared.fiscal_de import TSE_KIND
from kasse.ui.fiscal.page import Page, PageKey, Picture, Sheet
from kasse.ui.fiscal.section import Host, Section
from kasse.ui.fiscal.tse_showing import TseAnswer, TseState, reserves_sheet, tse_sheet
from kasse.ui.widgets.fact_sheet import Block, Fact, Tone, Words
from kasse.ui.widgets.key_face import KeyKind
from kasse.usecases.archive_tse import Archived, archives
from kasse.usecases.draw_paper import receipt_paper_page
from kasse.usecases.empty_device import Emptied, empty_device
from kasse.usecases.try_device import TrialSignature, look_at_device, run_self_test, try_signature

log = logging.getLogger(__name__)

FRESH = timedelta(seconds=30)
"""An answer that is not older is not asked for again when somebody comes back."""


EMPTY_SHEET = Sheet(
    "Platz auf der TSE schaffen",
    (
        Words(
            "Was auf der TSE steht, wird dort gelöscht und lässt sich nicht zurückholen.",
            Tone.WARN,
            strong=True,
        ),
        Words(
            "Vorher wird alles gesichert, geprüft und zu den Büchern gelegt. Hat das Archiv einen Mangel, bleibt "
            "auf der TSE alles, wie es ist."
        ),
        Words(
            "Es kann bei einer vollen TSE eine Stunde dauern. Während die TSE exportiert, tragen Belege je nach Bauart "
            "den Vermerk über den Ausfall; am besten nach dem Abschluss.",
            quiet=True,
        ),
    ),
)


class TseSection(Section):
    """Questions run on a lane that nobody waits for; the last answer stays on the screen with its age."""

    key = "tse"
    label = "TSE"

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(host, parent)
        self._state = TseState("")
        self._signature: TrialSignature | None = None
        self._paper = b""
        self._was_out = False
        self._emptying = False

    def enter(self) -> None:
        """Show what is known, and ask if that is old."""
        self._signature, self._emptying = None, self._emptying and self.working
        answer = self._state.answer
        if answer is None or self.till.now() - answer.at > FRESH:
            self._ask()

    def refresh(self) -> None:
        """An outage that began or ended makes the last answer worthless."""
        is_out = self.till.outage is not None
        if is_out != self._was_out:
            self._was_out = is_out
            self._ask()
        self.renewed.emit()

    def page(self) -> Page:
        """The device left, what is used up or the test signature right."""
        now, zone = self.till.now(), self.till.zone
        settings = self.till.settings
        kind = TSE_KIND.kind
        name = getattr(kind, "options", {}).get(settings[TSE_KIND], settings[TSE_KIND])
        state = replace(self._state, kind=name, outage=self.till.outage, mark=self.till.fiscal.mark)
        off = "Die letzte Frage ist noch nicht beantwortet." if self.working else self.lacking()
        busy = "Die TSE wird gerade gefragt." if self._state.asking else ""
        keys: tuple[PageKey, ...] = (
            PageKey("self-test", "Selbsttest", "shield-check", off),
            PageKey("test-signature", "Testsignatur", "qr-code", off),
            PageKey("refresh", "Neu abfragen", "refresh-cw", busy),
        )
        if self._emptying:
            return self._empty_page(off)
        if self._signature is not None:
            right: Sheet | Picture = Picture(self._paper or None, whole=True)
            keys = (*keys[:2], PageKey("back", "Zur Übersicht", "chevron-left"))
            left = signature_sheet(self._signature)
            return Page(left, right, keys=keys)
        main = PageKey("set-up", "TSE einrichten", "arrow-right") if state.mark else None
        if state.answer is not None and state.answer.seen.status.capacity_bytes:
            keys = (*keys, PageKey("make-room", "Platz schaffen", "archive", off))
        left = tse_sheet(state, self.till.terminal.serial, now, zone)
        return Page(left, reserves_sheet(state, now, zone), 56, keys=keys, main=main)

    def chosen(self, key: object) -> None:
        """One of the keys."""
        operator = self.host.operator
        if operator is None:
            return
        match key:
            case "refresh":
                self._ask()
            case "back":
                self._signature, self._emptying = None, False
            case "make-room":
                self._emptying = True
            case "empty":
                archive, device = self.office.archive, self.office.devices.current
                empty = partial(empty_device, self.till, operator, device, archive)
                self.work(self.desk.background, empty, self._emptied)
            case "set-up":
                self.host.go("set-up")
            case "self-test":
                deed = partial(run_self_test, self.till, operator, self.office.devices.current)
                self.work(self.desk.background, deed, lambda _: self._tested())
            case "test-signature":
                self.work(self.desk.signing, partial(try_signature, self.till, operator), self._signed)

    def _empty_page(self, off: str) -> Page:
        label = "Wird gesichert …" if self.working else "Sichern und leeren"
        keys = (PageKey("back", "Zur Übersicht", "chevron-left"),)
        main = PageKey("empty", label, "archive", off, KeyKind.FINAL_DANGER)
        return Page(EMPTY_SHEET, keys=keys, main=main)

    def _emptied(self, emptied: Emptied) -> None:
        self._emptying = False
        self.desk.board.say(
            f"Archiv {emptied.archive} ist geprüft und abgelegt.", "Die TSE hat wieder Platz."
        )
        self._ask()

    def _tested(self) -> None:
        self.desk.board.say("Die TSE hat ihren Selbsttest bestanden.")
        self._ask()

    def _signed(self, signature: TrialSignature) -> None:
        self.desk.note_secured(signature.paid.secured)
        self._signature = signature
        self._paper = b""
        number = signature.paid.receipt.number

        def drawn(png: bytes) -> None:
            self._paper = png
            self.renewed.emit()

        work = partial(_draw, self, number)
        self.desk.do(self.desk.background, work, asker=self, then=drawn)

    # Asking.

    def _ask(self) -> None:
        if self._state.asking:
            return
        self._state = replace(self._state, asking=True)
        self.desk.looks.run(self._look, asker=self, then=self._answered)

    def _look(self) -> tuple[TseAnswer, Archived | None]:
        """On a lane."""
        answer = TseAnswer(look_at_device(self.office.devices.current), self.till.now())
        return answer, next(archives(self.till.books, 1), None)

    def _answered(self, done: Future[tuple[TseAnswer, Archived | None]]) -> None:
        error = done.exception()
        if error is None:
            answer, archive = done.result()
            self._state = replace(self._state, answer=answer, archive=archive, trouble="", asking=False)
        else:
            known = isinstance(error, (Refused, BooksError))
            if not known:
                log.error("the signing device could not be looked at", exc_info=error)
            words = str(error) if known else "Die TSE ließ sich nicht abfragen."
            self._state = replace(self._state, trouble=words, asking=False)
        self.renewed.emit()


def _draw(section: TseSection, number: int) -> bytes:
    """On a lane: the paper of the test."""
    return picture(receipt_paper_page(section.till, number))


def signature_sheet(signature: TrialSignature) -> Sheet:
    """What came of a test signature."""
    secured = signature.paid.secured
    blocks: list[Block] = [Words(text, Tone.GOOD) for text in signature.right]
    blocks += [Words(text, Tone.BAD) for text in signature.wrong]
    if secured is not None and secured.is_signed:
        blocks += [
            Fact("Vorgang der TSE", str(secured.transaction)),
            Fact("Signaturzähler", str(secured.counter)),
        ]
    blocks.append(Fact("Testbeleg", str(signature.paid.receipt.number)))
    blocks.append(
        Words("Der Testbeleg steht mit 0,00 € in den Büchern und zählt zu keinem Umsatz.", quiet=True)
    )
    return Sheet("Testsignatur", tuple(blocks))
