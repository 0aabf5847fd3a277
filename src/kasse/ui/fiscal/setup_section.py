"""*TSE einrichten*: the assistant, from the kind of device to a till that signs with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QObject

from kasse.documents.picture import picture
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.signing import TseKind, TseSpec
from kasse.settings.declared.fiscal_de import TSE_KIND, TSE_PLACES
from kasse.ui.fiscal.page import Page, PageKey, Picture, SettingPart, Sheet
from kasse.ui.fiscal.section import Host, Section
from kasse.ui.fiscal.setup_draft import Draft, keep_secrets, stored_secrets
from kasse.ui.fiscal.setup_showing import (
    OTHER,
    Aim,
    aim_sheet,
    done_sheet,
    failed_sheet,
    found_sheet,
    kind_sheet,
    kinds_rows,
    reasons_page,
    running_sheet,
)
from kasse.ui.widgets.fact_sheet import Tone, Words
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.device_life import (
    Commissioned,
    DeviceChanged,
    change_device,
    commission_till,
    is_commissioned,
)
from kasse.usecases.draw_paper import receipt_paper_page
from kasse.usecases.till import Changed
from kasse.usecases.try_device import (
    TrialSignature,
    look_at_another,
    look_at_device,
    try_signature,
)

DO = "do"


class Step(Enum):
    """Where the assistant stands."""

    KIND = auto()
    FIELDS = auto()
    FOUND = auto()
    REASON = auto()
    RUNNING = auto()
    FAILED = auto()
    DONE = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done."""

    change: DeviceChanged | None
    trial: TrialSignature | None
    notification: int | None
    paper: bytes
    trouble: str = ""
    changed: Changed = Changed.MASTER | Changed.JOURNAL | Changed.RECEIPTS


class SetUpSection(Section):
    """What was entered stays through every failure, until the device is in use or another one is chosen."""

    key = "set-up"
    label = "TSE einrichten"

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(host, parent)
        self._step = Step.KIND
        self._kinds: Sequence[TseKind] = ()
        self._drafts: dict[str, Draft] = {}
        self._kind = ""
        self._aim: Aim | None = None
        self._reason = ""
        self._trouble = ""
        self._begun = self.till.now()
        self._outcome: Outcome | None = None

    def enter(self) -> None:
        """Read the kinds of devices at first; afterwards go on where it was left."""
        if self._step is Step.DONE:
            self._step = Step.KIND
        if not self._kinds:
            self.desk.do(self.desk.background, self.office.kinds, asker=self, then=self._know_kinds)

    def _know_kinds(self, kinds: Sequence[TseKind]) -> None:
        self._kinds = kinds
        in_use = self.till.settings[TSE_KIND]
        for kind in kinds:
            places = self.till.settings[TSE_PLACES] if kind.kind == in_use else {}
            self._drafts[kind.kind] = Draft.of(kind, places)
        self.renewed.emit()

    def draft(self, kind: str) -> Draft:
        """What has been entered about a kind of device."""
        return self._drafts[kind]

    def hand_over(self) -> None:
        """See `Section`: passwords and PINs that are not in the key store yet."""
        for draft in self._drafts.values():
            draft.typed.clear()

    # Showing.

    def page(self) -> Page:
        """The page of the step."""
        pages: dict[Step, Callable[[], Page]] = {
            Step.KIND: self._kind_page,
            Step.FIELDS: self._fields_page,
            Step.FOUND: self._found_page,
            Step.REASON: self._reason_page,
            Step.RUNNING: self._running_page,
            Step.FAILED: self._failed_page,
            Step.DONE: self._done_page,
        }
        return pages[self._step]()

    def _kind_page(self) -> Page:
        draft = self._drafts.get(self._kind)
        off = self.lacking() or ("" if draft else "Zuerst links die Art der TSE antippen.")
        return Page(
            kinds_rows(self._kinds, self._kind, self.till.settings[TSE_KIND]),
            kind_sheet(draft.kind if draft else None, "Schritt 1 von 4"),
            main=PageKey("fields", "Weiter", "arrow-right", off),
        )

    def _fields_page(self) -> Page:
        draft = self._drafts[self._kind]
        off = "Die TSE wird gerade gesucht." if self.working else ""
        label = "TSE wird gesucht …" if self.working else "Verbindung prüfen"
        return Page(
            SettingPart(draft.rows()),
            keys=(PageKey("kind", "Andere Art", "chevron-left", off),),
            main=PageKey("connect", label, "search", off),
        )

    def _found_page(self) -> Page:
        aim = self._aim
        if aim is None:
            return self._fields_page()
        keys = (PageKey("fields", "Angaben ändern", "chevron-left"),)
        left, right = found_sheet(aim, self.till.terminal.serial), aim_sheet(aim)
        if not aim.is_usable or aim.is_done:
            return Page(left, right, keys=keys)
        if not aim.is_in_use:
            return Page(left, right, keys=keys, main=PageKey("reason", "Weiter", "arrow-right"))
        if aim.is_new:
            main = PageKey(DO, "Endgültig einrichten", "zap", kind=KeyKind.FINAL_DANGER)
        else:
            main = PageKey(DO, "In Betrieb nehmen", "check")
        return Page(left, right, keys=keys, main=main)

    def _reason_page(self) -> Page:
        aim = self._aim
        if aim is None:
            return self._fields_page()
        off = "" if self._reason else "Bitte einen Grund antippen; er steht in der Kassenmeldung."
        label = "Endgültig einrichten" if aim.is_new else "TSE jetzt wechseln"
        main = PageKey(DO, label, "zap", off, KeyKind.FINAL_DANGER)
        return Page(aim_sheet(aim), reasons_page(self._reason), 50, main=main)

    def _running_page(self) -> Page:
        seconds = int((self.till.now() - self._begun).total_seconds())
        if self._aim is None:
            return self._fields_page()
        return Page(running_sheet(self._aim, seconds))

    def _failed_page(self) -> Page:
        keys = (
            PageKey("kind", "Andere Art", "undo-2"),
            PageKey("fields", "Angaben ändern", "pencil"),
        )
        return Page(
            failed_sheet(self._trouble), keys=keys, main=PageKey("connect", "Noch einmal", "refresh-cw")
        )

    def _done_page(self) -> Page:
        outcome = self._outcome
        if outcome is None:
            return self._kind_page()
        left = done_sheet(outcome.change, outcome.trial, outcome.notification)
        if outcome.trouble:
            words = Words(f"Noch offen: {outcome.trouble}", Tone.WARN)
            left = Sheet(left.title, (words, *left.blocks))
        right = Picture(outcome.paper or None, whole=True)
        return Page(left, right, 56, main=PageKey("end", "Fertig", "check"))

    # Taps.

    def chosen(self, key: object) -> None:
        """A kind, a field, or the way on or back."""
        if self._step is Step.RUNNING or self.working:
            return
        steps = {"kind": Step.KIND, "fields": Step.FIELDS, "reason": Step.REASON}
        match key:
            case "fields" if self._step is Step.KIND:
                self._open_fields()
            case "connect":
                self._connect()
            case "end":
                self._step = Step.KIND
                self.host.go("tse")
            case str(name) if name in steps:
                self._step = steps[name]
            case str(name) if self._step is Step.KIND and name in self._drafts:
                self._kind = name
            case (str(name), _) if self._step is Step.FIELDS:
                self._ask_field(name)
            case str(reason) if self._step is Step.REASON and reason != DO:
                self._choose_reason(reason)
            case _ if key == DO:
                self._do()

    def close(self) -> None:
        """Back from the reasons."""
        if self._step is Step.REASON:
            self._step = Step.FOUND

    def _open_fields(self) -> None:
        self._step = Step.FIELDS
        draft = self._drafts[self._kind]

        def known(stored: frozenset[str]) -> None:
            draft.stored = stored

        self.work(self.desk.background, partial(stored_secrets, self.office.secrets, draft.kind), known)

    def _ask_field(self, name: str) -> None:
        draft = self._drafts[self._kind]
        field = next(each for each in draft.kind.fields if each.name == name)
        ask = TextAsk(
            field.label,
            draft.value(name),
            hint=field.help,
            secret=field.secret,
            most=300,
            lift=False,
        )
        self.host.ask(ask, lambda text: draft.enter(name, text))

    def _choose_reason(self, reason: str) -> None:
        if reason == OTHER:
            ask = TextAsk("Grund des Wechsels", self._reason, most=200)
            self.host.ask(ask, self._typed_reason)
        else:
            self._reason = reason

    def _typed_reason(self, text: str) -> None:
        if not text:
            raise Refused("Bitte einen Grund angeben; er steht in der Kassenmeldung.")
        self._reason = text
        self.renewed.emit()

    # Finding it.

    def _connect(self) -> None:
        draft = self._drafts[self._kind]
        self.work(
            self.desk.looks,
            partial(self._look, draft, dict(draft.typed)),
            partial(self._found, draft),
            self._failed,
        )

    def _look(self, draft: Draft, typed: dict[str, str]) -> Aim:
        """On a lane: secrets first, since the driver looks for them."""
        keep_secrets(self.office.secrets, draft.kind.kind, typed.items())
        is_same_place = self._is_same_place(draft)
        devices, last = self.office.devices, self.till.books.last_device()
        seen = look_at_device(devices.current) if is_same_place else look_at_another(devices, draft.spec)
        # Where the old one was plugged in there may be a new one by now.
        is_other = last is not None and seen.info is not None and last.serial != seen.info.serial
        return Aim(seen, is_same_place and not is_other, is_commissioned(self.till))

    def _is_same_place(self, draft: Draft) -> bool:
        settings = self.till.settings
        if settings[TSE_KIND] != draft.kind.kind:
            return False
        return Draft.of(draft.kind, settings[TSE_PLACES]).spec == draft.spec

    def _found(self, draft: Draft, aim: Aim) -> None:
        draft.stored |= draft.typed.keys()
        draft.typed.clear()
        self._aim = aim
        self._step = Step.FOUND

    def _failed(self, reason: str) -> None:
        self._trouble = reason
        self._step = Step.FAILED

    # Doing it.

    def _do(self) -> None:
        operator, aim, draft = self.host.operator, self._aim, self._drafts.get(self._kind)
        if operator is None or aim is None or draft is None:
            return
        self._step, self._begun = Step.RUNNING, self.till.now()
        deed = partial(self._carry_out, operator, aim, draft.spec, self._reason)
        self.work(self.desk.background, deed, self._done, self._failed)

    def _carry_out(self, operator: Operator, aim: Aim, spec: TseSpec, reason: str) -> Outcome:
        """On a lane: change the device if it is another one, have it sign, put the till into service."""
        change: DeviceChanged | None = None
        commissioned: Commissioned | None = None
        trial: TrialSignature | None = None
        trouble = ""
        if not aim.is_in_use:
            change = change_device(
                self.till, operator, self.office.devices, spec, reason=reason, archive=self.office.archive
            )
        try:
            if aim.in_service_since is None:
                commissioned = commission_till(self.till, operator, self.office.devices.current)
            trial = try_signature(self.till, operator)
        except Refused as refusal:
            if change is None:
                raise
            trouble = str(refusal)  # the device is in use all the same
        notification = commissioned.notification if commissioned is not None else None
        paper = b"" if trial is None else picture(receipt_paper_page(self.till, trial.paid.receipt.number))
        return Outcome(change, trial, notification, paper, trouble)

    def _done(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._step = Step.DONE
        self._reason = ""
        self._aim = None
        if outcome.trial is not None:
            self.desk.note_secured(outcome.trial.paid.secured)
        self.desk.signing_changed.emit()
