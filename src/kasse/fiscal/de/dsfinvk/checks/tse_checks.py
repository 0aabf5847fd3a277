"""What the TSE signed: contents and signatures (group 8), and transaction numbers without gaps (group 9)."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import dataclass, field
from itertools import product

from kasse.fiscal.de.dsfinvk.checks.archive import Archive, fingerprint
from kasse.fiscal.de.dsfinvk.checks.closing import Closing, place
from kasse.fiscal.de.dsfinvk.checks.devices import Device, Devices
from kasse.fiscal.de.dsfinvk.checks.files import closing_name
from kasse.fiscal.de.dsfinvk.checks.findings import Findings
from kasse.fiscal.de.dsfinvk.checks.numbers import NumberSet
from kasse.fiscal.de.dsfinvk.checks.process_texts import bestellung_text, kassenbeleg_texts
from kasse.fiscal.de.dsfinvk.checks.reading import Fields
from kasse.fiscal.de.dsfinvk.checks.values import Amounts, moment
from kasse.fiscal.de.dsfinvk.checks.walk import Receipt, receipt_name
from kasse.fiscal.de.findings import shown
from kasse.fiscal.de.log_message import FINISH, LogMessage, LogMessageError, raw_log_time
from kasse.fiscal.de.process_data import BESTELLUNG, KASSENBELEG
from kasse.fiscal.de.verify import fits

_TSE_ID = place("tse", "TSE_ID")[0]
_ID, _NUMBER, _START, _END, _PROCESS, _COUNTER, _SIGNATURE, _FAILURE, _DATA = place(
    "transactions_tse", "TSE_ID", "TSE_TANR", "TSE_TA_START", "TSE_TA_ENDE", "TSE_TA_VORGANGSART", "TSE_TA_SIGZ",
    "TSE_TA_SIG", "TSE_TA_FEHLER", "TSE_VORGANGSDATEN",
)  # fmt: skip
_FILE = "transactions_tse.csv"
_LONGEST_DATA = 1000
_MOST_DEVICES = 1000


@dataclass(slots=True)
class _Used:
    """What the export says of one TSE."""

    numbers: NumberSet = field(default_factory=NumberSet)
    failures: int = 0
    """Attempts without a number: each may have used one up."""


class TseChecks:
    """Sees the signatures of every receipt. Every `every`-th one is verified, none if it is 0."""

    def __init__(self, findings: Findings, amounts: Amounts, archive: Archive | None, every: int) -> None:
        self.verified = 0
        """Signatures that fit."""
        self._findings = findings
        self._amounts = amounts
        self._archive = archive
        self._every = every
        self._seen = 0
        self._devices = Devices(findings)
        self._here: dict[str, Device] = {}
        self._used: dict[str, _Used] = {}
        self._clients: dict[str, None] = {}
        self._not_archived: Counter[str] = Counter()

    def begin(self, closing: Closing) -> None:
        """The receipts of this closing follow."""
        name = closing_name(closing.key)
        self._here = {row[_TSE_ID]: self._devices.device(row, name) for row in closing.rows["tse"]}
        for serial in closing.serials:
            if len(self._clients) < _MOST_DEVICES:
                self._clients[serial] = None
        if not self._here:
            text = "Zu diesem Abschluss ist keine TSE angegeben."
            self._findings.error(8, "no-tse", text, "tse.csv", key=name)

    def check(self, receipt: Receipt, closing: Closing) -> None:
        """One more receipt of this closing."""
        if not self._here:
            return
        name = receipt_name(closing.key, receipt.id)
        if not receipt.transactions_tse:
            text = "Dieser Bon ist weder abgesichert noch als Ausfall vermerkt."
            self._findings.error(8, "not-secured", text, _FILE, key=name)
            return
        for row in receipt.transactions_tse:
            device = self._here.get(row[_ID])
            if device is None:
                continue
            used = self._used.get(device.serial)
            if used is None:
                if len(self._used) >= _MOST_DEVICES:
                    continue
                used = self._used[device.serial] = _Used()
            number, counter = _whole(row[_NUMBER]), _whole(row[_COUNTER])
            if row[_FAILURE] and (number is None or not row[_SIGNATURE]):
                used.failures += 1
            if number is None:
                continue
            if not used.numbers.add(number):
                text = f"Die Transaktion {number} der TSE kommt zweimal vor."
                self._findings.error(9, "transaction-twice", text, _FILE, key=name)
            data = self._content(row, receipt, closing, name)
            if counter is not None and row[_SIGNATURE]:
                self._check_signature(row, (number, counter), data, device, closing, name)
            self._compare(row, number, device, name)

    def _content(self, row: Fields, receipt: Receipt, closing: Closing, name: str) -> list[str]:
        """The processData, as it is written or, where that is left out, as it may have been."""
        written, process = row[_DATA], row[_PROCESS]
        if process == KASSENBELEG:
            texts = list(kassenbeleg_texts(receipt, closing, self._amounts))
        elif process == BESTELLUNG:
            order = bestellung_text(receipt, self._amounts)
            texts = [order] if order is not None else []
        else:
            return [written] if written else []
        if not written:
            if texts and len(texts[0]) <= _LONGEST_DATA and not row[_FAILURE]:
                text = "TSE_VORGANGSDATEN ist leer."
                self._findings.hint(8, "no-process-data", text, _FILE, key=name)
            return texts
        if texts and written not in texts:
            wanted = f"TSE_VORGANGSDATEN ist „{shown(written)}“, der Bon ergibt „{shown(texts[0])}“."
            # What an order's lines are called may have changed until the export; amounts may not.
            add = self._findings.error if process == KASSENBELEG else self._findings.hint
            add(8, "process-data", wanted, _FILE, key=name)
        return [written]

    def _check_signature(
        self,
        row: Fields,
        numbers: tuple[int, int],
        data: list[str],
        device: Device,
        closing: Closing,
        name: str,
    ) -> None:
        start, end = moment(row[_START]), moment(row[_END])
        if start is not None and end is not None and start > end:
            self._findings.error(8, "tse-time", "TSE_TA_START liegt nach TSE_TA_ENDE.", _FILE, key=name)
        self._seen += 1
        if not self._every or self._seen % self._every or not device.point or end is None or not data:
            return
        try:
            signature = base64.b64decode(row[_SIGNATURE], validate=True)
            log_time = raw_log_time(end, device.time_format)
        except (LogMessageError, ValueError):
            self._findings.error(8, "signature", "Die Signatur ist nicht lesbar.", _FILE, key=name)
            return
        for client, content in product((*closing.serials, closing.key[0]), data):
            message = LogMessage(
                operation=FINISH,
                client_id=client,
                process_type=row[_PROCESS],
                process_data=content.encode(),
                transaction=numbers[0],
                serial=device.signed_serial,
                algorithm=device.algorithm,
                counter=numbers[1],
                log_time=log_time,
            )
            if fits(message, device.point, signature):
                self.verified += 1
                if client not in closing.serials:
                    text = "Unterschrieben ist mit Z_KASSE_ID statt mit KASSE_SERIENNR als Kennung der Kasse."
                    self._findings.hint(8, "client-id", text, _FILE, key=name)
                return
        text = "Die Signatur passt nicht zu dem, was zu diesem Bon im Export steht."
        self._findings.error(8, "signature", text, _FILE, key=name)

    def _compare(self, row: Fields, number: int, device: Device, name: str) -> None:
        if self._archive is None:
            return
        archived = self._archive.export(device.serial, number)
        if archived is None:
            self._not_archived[device.serial] += 1
            return
        start, end, counter = moment(row[_START]), moment(row[_END]), _whole(row[_COUNTER])
        differs = []
        if start is not None and archived.start not in {None, int(start.timestamp())}:
            differs.append("Beginn")
        if archived.end is not None:
            if end is not None and archived.end != int(end.timestamp()):
                differs.append("Ende")
            if counter is not None and archived.counter != counter:
                differs.append("Signaturzähler")
            if row[_SIGNATURE] and archived.signature != fingerprint(_decoded(row[_SIGNATURE])):
                differs.append("Signatur")
        elif row[_SIGNATURE]:
            differs.append("das Ende, das dort fehlt,")
        if differs:
            text = f"Im TSE-Archiv ist anders: {', '.join(differs).rstrip(',')}."
            self._findings.error(8, "archive-differs", text, _FILE, key=name)

    def end(self) -> None:
        """All receipts have been seen: say what is missing."""
        for serial, used in self._used.items():
            name = f"TSE {serial[:16]}…"
            if self._archive is None:
                self._tell_gaps(used, name)
            else:
                self._compare_all(self._archive, serial, used, name)

    def _tell_gaps(self, used: _Used, name: str) -> None:
        missing = sum(last - first + 1 for first, last in used.numbers.gaps())
        if missing <= used.failures:
            return
        for first, last in used.numbers.gaps():
            text = (
                f"{_transactions(first, last)} nicht im Export. "
                "Das ist in Ordnung, wenn eine andere Kasse an derselben TSE sie ausgelöst hat."
            )
            self._findings.hint(9, "gap", text, _FILE, key=name)

    def _compare_all(self, archive: Archive, serial: str, used: _Used, name: str) -> None:
        if serial not in archive.serials:
            text = "Von dieser TSE ist im TSE-Archiv keine Transaktion."
            self._findings.error(8, "not-archived", text, key=name)
            return
        if absent := self._not_archived[serial]:
            text = f"{absent} Transaktionen des Exports fehlen im TSE-Archiv."
            self._findings.error(8, "not-archived", text, key=name)
        if not used.numbers:
            return
        lowest, highest = used.numbers.lowest, used.numbers.highest
        for number, archived, is_exported in archive.transactions(serial):
            # What lies outside of the export's period the archive may have, too.
            if is_exported or not lowest < number < highest or archived.client not in self._clients:
                continue
            if archived.end is None:
                text = f"Die Transaktion {number} ist im TSE-Archiv begonnen und nicht beendet, und nicht im Export."
                self._findings.hint(9, "never-finished", text, key=name)
            else:
                text = f"Die Transaktion {number} ist im TSE-Archiv und nicht im Export."
                self._findings.error(8, "not-exported", text, key=name)
        failures = used.failures
        for first, last in used.numbers.gaps():
            gone = [n for n in range(first, min(last, first + 1000) + 1) if (serial, n) not in archive]
            failures -= len(gone)
            if gone and failures < 0:
                text = f"{_transactions(gone[0], gone[-1])} weder im Export noch im TSE-Archiv."
                self._findings.error(9, "gap", text, key=name)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def _transactions(first: int, last: int) -> str:
    return f"Die Transaktion {first} ist" if first == last else f"Die Transaktionen {first} bis {last} sind"
