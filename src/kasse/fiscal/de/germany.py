"""German fiscal law at the till: § 146a AO and KassenSichV, secured by a TSE.

What a sale does not need is imported where it is asked for: a till that opens does not wait for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kasse.domain.business import House, Terminal
from kasse.domain.catalogue import Catalogue
from kasse.domain.orders import Booking
from kasse.domain.sales import Receipt
from kasse.fiscal.de.process_data import BESTELLUNG, KASSENBELEG, SONSTIGER_VORGANG
from kasse.fiscal.de.processes import ABORTED, PRACTISED, order_data, plain_text, practised_data, receipt_data
from kasse.fiscal.de.receipt_qr import receipt_qr
from kasse.ports.bons import Bons, Day
from kasse.ports.fiscal import DeviceFacts, Process, Proof, Secured, Trouble
from kasse.ports.notification import Notification, NotificationForm
from kasse.ports.signing import (
    DeviceInfo,
    Finished,
    SigningDevice,
    SigningError,
    SigningRefused,
    SigningTimeout,
)

TEST_MARK = "TEST-TSE"
OUTAGE_LINE = "Technische Sicherheitseinrichtung ausgefallen. Ausfallnummer: {}"
UNSIGNED_LINE = "TSE ausgefallen – Beleg ohne Signatur"
"""For what belongs to no outage: the program was stopped, or an older version had no numbers for outages."""
_ZONE = ZoneInfo("Europe/Berlin")


class Germany:
    """Implements `kasse.ports.fiscal.Fiscal`. Any thread may call; signing happens one at a time.

    `client_id` is the serial number of this till. `known_device` gives the facts of a device taken into use
    earlier, by its serial: receipts that it signed are printed again and checked after it is gone.
    `is_test`: the device is known to be no certified one even while it does not answer.
    """

    def __init__(
        self,
        device: SigningDevice,
        client_id: str,
        *,
        known_device: Callable[[str], DeviceFacts | None],
        is_test: bool = False,
    ) -> None:
        self._device = device
        self._client_id = client_id
        self._known_device = known_device
        self._is_test = is_test
        self._facts: DeviceFacts | None = None
        self._signing = threading.Lock()
        self._may_have_orphans = True

    def use(self, device: SigningDevice, *, is_test: bool) -> None:
        """From now on another device signs."""
        with self._signing:
            self._device, self._facts, self._is_test = device, None, is_test
            self._may_have_orphans = True

    @property
    def mark(self) -> str:
        """TEST-TSE while the device in use is no certified one."""
        is_test = self._facts.is_test if self._facts is not None else self._is_test
        return TEST_MARK if is_test else ""

    def device(self) -> DeviceFacts | None:
        """The TSE in use; None as long as it has never answered."""
        try:
            return self._known_facts()
        except SigningError:
            return None

    def trouble(self) -> Trouble | None:
        """What the TSE says when it is asked who it is."""
        try:
            self._device.info()
        except SigningError as error:
            return Trouble(str(error), _code(error))
        return None

    def for_order(self, bookings: Sequence[Booking], *, training: bool = False) -> Process | None:
        """Bestellung-V1, in training Kassenbeleg-V1; None where no quantity changed (a discount alone)."""
        kind, data = (
            (KASSENBELEG, practised_data(bookings)) if training else (BESTELLUNG, order_data(bookings))
        )
        return None if data is None else Process(self._client_id, kind, data)

    def for_receipt(self, receipt: Receipt) -> Process | None:
        """Kassenbeleg-V1: every receipt is secured, training and cash movements too."""
        return Process(self._client_id, KASSENBELEG, receipt_data(receipt))

    def for_note(self, text: str) -> Process | None:
        """SonstigerVorgang with a text."""
        return Process(self._client_id, SONSTIGER_VORGANG, plain_text(text))

    def for_abort(self, receipt: Receipt) -> Process | None:  # noqa: ARG002 - an abort says nothing of it
        """Kassenbeleg-V1 over nothing, of type AVBelegabbruch."""
        return Process(self._client_id, KASSENBELEG, ABORTED)

    def secure(self, process: Process) -> Secured:
        """Have it signed by the TSE, or say why that was not possible."""
        with self._signing:
            try:
                facts = self._known_facts()
                finished = self._device.sign(process.client_id, process.process_type, process.process_data)
            except SigningError as error:
                self._may_have_orphans = True
                serial = self._facts.serial if self._facts is not None else ""
                return Secured(process, serial=serial, error=str(error), code=_code(error))
            if self._may_have_orphans:
                self._finish_an_orphan()
        return _secured(process, finished, facts)

    def finished_since(self, after: int) -> Sequence[Secured]:
        """See `Fiscal`."""
        try:
            facts = self._known_facts()
            finished_since = self._device.finished_since(self._client_id, after)
        except SigningError:
            return ()
        return [
            _secured(Process(each.client_id, each.process_type, each.process_data), each, facts)
            for each in finished_since
        ]

    def signed_since(self, after: int) -> tuple[int, int]:
        """How many Kassenbeleg-V1 and Bestellung-V1 of this till the TSE has finished after `after`.

        What was broken off proves nothing by itself: it may end what a crash left open.
        """
        try:
            finished_since = self._device.finished_since(self._client_id, after)
        except SigningError:
            return (0, 0)
        if all(finished.process_data == ABORTED for finished in finished_since):
            return (0, 0)
        types = [finished.process_type for finished in finished_since]
        # One in training may have been an order or a receipt: a number too much is skipped, and none given twice.
        practised = sum(finished.process_data.startswith(PRACTISED) for finished in finished_since)
        return types.count(KASSENBELEG), types.count(BESTELLUNG) + practised

    def freeze(
        self, day: Day, bons: Bons, terminal: Terminal, house: House, catalogue: Catalogue
    ) -> Mapping[str, Any] | None:
        """Master data and totals for DSFinV-K."""
        from kasse.fiscal.de.dsfinvk.closing import freeze

        in_use = "" if self._facts is None else self._facts.serial
        return freeze(bons, day, terminal, house, catalogue, self._facts_of, in_use, _ZONE)

    def proof(self, receipt: Receipt, secured: Secured | None) -> Proof:
        """Small print and QR code (§ 6 KassenSichV); after an outage a line that says so, and no code.

        Without a key, as without code, the signature stands there in clear text. In an outage the time is the
        till's own (AEAO to § 146a no. 1.14).
        """
        if secured is None:
            return Proof((), "", self.mark)
        facts = self._facts_of(secured.serial)
        mark = self.mark if facts is None else TEST_MARK if facts.is_test else ""
        till = f"Kasse\t{secured.process.client_id}"
        if not secured.is_signed:
            line = OUTAGE_LINE.format(secured.outage) if secured.outage else UNSIGNED_LINE
            known = (f"TSE\t{secured.serial}",) if secured.serial else ()
            own_time = f"Zeit der Kasse\t{_wall_clock(receipt.issued_at)}"
            return Proof((line, own_time, till, *known), "", mark)
        lines = [
            f"TSE-Transaktion\t{secured.transaction}",
            f"Signaturzähler\t{secured.counter}",
            f"Start\t{_wall_clock(secured.started_at)}",
            f"Ende\t{_wall_clock(secured.finished_at)}",
            till,
            f"TSE\t{secured.serial}",
        ]
        if facts is None:  # without the key there is no code, so the signature itself has to be readable
            return Proof((*lines, f"Prüfwert\t{secured.signature}"), "", mark)
        return Proof(tuple(lines), receipt_qr(secured, facts), mark)

    def notification_form(self, notification: Notification) -> NotificationForm | None:
        """The notification under § 146a (4) AO."""
        from kasse.fiscal.de.notification.form import form_of

        return form_of(notification)

    def check(self, secured: Secured, device: DeviceFacts | None) -> str:
        """Whether the TSE's signature fits what was secured."""
        from kasse.fiscal.de.check import check_secured

        return check_secured(secured, device)

    def _known_facts(self) -> DeviceFacts:
        if self._facts is None:
            self._facts = _facts(self._device.info())
        return self._facts

    def _facts_of(self, serial: str) -> DeviceFacts | None:
        if self._facts is not None and serial in (self._facts.serial, ""):
            return self._facts
        return self._known_device(serial) if serial else None

    def _finish_an_orphan(self) -> None:
        """End one transaction that a crash or an outage left open, as AEAO to § 146a no. 1.14 wants it.

        Only one with each signature, so that nobody waits long; and only after one, so that the books know a
        higher transaction number and never take it for theirs.
        """
        try:
            orphans = self._device.open_transactions(self._client_id)
            if orphans:
                self._device.finish(self._client_id, orphans[0], KASSENBELEG, ABORTED)
            self._may_have_orphans = len(orphans) > 1
        except SigningError:
            return  # it stays open and is tried again with the next signature


def _facts(info: DeviceInfo) -> DeviceFacts:
    return DeviceFacts(
        serial=info.serial,
        public_key=info.public_key,
        algorithm=info.algorithm,
        log_time_format=info.log_time_format,
        certificate=info.certificates[0],
        description=info.description,
        is_test=info.is_test,
        maker=info.maker,
        model=info.model,
        certification_id=info.certification_id,
        form=None if info.form is None else int(info.form),
    )


def _code(error: SigningError) -> str:
    if isinstance(error, SigningTimeout):
        return error.code or "TIMEOUT"
    return error.code or ("REFUSED" if isinstance(error, SigningRefused) else "ERROR")


def _secured(process: Process, finished: Finished, facts: DeviceFacts) -> Secured:
    return Secured(
        process=process,
        serial=facts.serial,
        transaction=finished.transaction,
        started_at=finished.started.log_time,
        finished_at=finished.log_time,
        start_counter=finished.started.counter,
        start_signature=finished.started.signature,
        counter=finished.counter,
        signature=finished.signature,
    )


def _wall_clock(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(_ZONE):%d.%m.%Y %H:%M:%S}"
