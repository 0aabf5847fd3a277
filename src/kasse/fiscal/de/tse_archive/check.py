"""Checking the export of any TSE: every file, every signature, and whether anything is missing in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from kasse.fiscal.de.findings import Findings, Grade, Told, Verdict, shown
from kasse.fiscal.de.foreign_process_data import process_data_faults
from kasse.fiscal.de.tse_archive.certificates import Certificate, Chain, follow
from kasse.fiscal.de.tse_archive.ledger import Ledger
from kasse.fiscal.de.tse_archive.log import AuditLog, Operation, SystemLog, TransactionLog
from kasse.fiscal.de.tse_archive.reader import Entry, Info, archive_certificates, read_archive
from kasse.fiscal.de.verify import can_verify, verify_signature

MOST_CERTIFICATES = 1_000
"""An archive has some for each of its few TSEs."""
MOST_DEVICES = 1_000
"""TSEs in one archive. There are several only after a change of keys."""

Progress = Callable[[int, int], bool]
"""Bytes read and in all; returns False to cancel."""


class CheckCancelled(Exception):  # noqa: N818 - an answer, not a fault
    """Whoever asked for the check does not want it any more."""


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """One TSE of the archive."""

    serial: str
    """64 hex digits."""
    algorithms: tuple[str, ...]
    clients: tuple[str, ...]
    messages: int
    first_counter: int
    last_counter: int
    first_moment: datetime
    last_moment: datetime
    transactions: int
    """How many of its signatures begin one."""
    open_transactions: int
    signatures_fit: int
    signatures_wrong: int
    signatures_unknown: int
    """No certificate, or an algorithm that cannot be checked."""
    certificate: Certificate | None
    chain: Chain | None


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What the check of an archive came to."""

    files: int
    size: int
    """Bytes of the archive."""
    info: Info | None
    starts: int
    updates: int
    finishes: int
    events: int
    audits: int
    certificates: int
    devices: tuple[DeviceReport, ...]
    wrong: Told
    unknown: Told
    content: Told
    """What TSEs signed all right, but not in the form that DSFinV-K asks for."""

    @property
    def messages(self) -> int:
        """Log messages of all kinds."""
        return self.starts + self.updates + self.finishes + self.events + self.audits

    @property
    def is_fine(self) -> bool:
        """Whether everything is proven and nothing is wrong with what was signed."""
        return self.verdict is Verdict.VALID and not self.content.count

    @property
    def verdict(self) -> Verdict:
        """Valid only if there are messages, all of them verified, and nothing is wrong."""
        if self.wrong.count:
            return Verdict.WRONG
        verified = sum(device.signatures_fit for device in self.devices)
        return Verdict.VALID if verified and verified == self.messages else Verdict.UNKNOWN


def check_archive(
    stream: BinaryIO, progress: Progress = lambda _done, _all: True, *, is_selection: bool = False
) -> ArchiveReport:
    """Check an export (TAR) from the beginning of a seekable stream; it is read twice and never unpacked.

    Memory does not grow with the archive. `is_selection`: it was filtered (by till, time or transaction), so
    that gaps are no fault.

    Raises:
        ArchiveError: it is no TAR.
        CheckCancelled: `progress` said so.
        OSError: the stream cannot be read.
    """
    return _Check(stream, progress, is_selection=is_selection).report()


class _Check:
    def __init__(self, stream: BinaryIO, progress: Progress, *, is_selection: bool) -> None:
        self._stream = stream
        self._progress = progress
        self._is_selection = is_selection
        self._findings = Findings()
        self._certificates: dict[str, Certificate] = {}
        """By their fingerprint."""
        self._keys: dict[bytes, Certificate] = {}
        """By the serial number of their TSE."""
        self._devices: dict[bytes, Ledger] = {}
        self._signatures: Counter[tuple[bytes, Verdict]] = Counter()
        self._kinds: Counter[str] = Counter()
        self._unknown_algorithms: Counter[tuple[bytes, str]] = Counter()
        self._strays = 0
        self._info: Info | None = None

    def report(self) -> ArchiveReport:
        self._read_certificates()
        size = self._stream.seek(0, 2)
        files = 0
        for entry in read_archive(self._stream):
            files += bool(entry.name)
            self._findings.take(entry.findings)
            self._take(entry)
            if not self._progress(entry.end, size):
                raise CheckCancelled
        devices = self._close()
        return ArchiveReport(
            files=files,
            size=size,
            info=self._info,
            starts=self._kinds[Operation.START],
            updates=self._kinds[Operation.UPDATE],
            finishes=self._kinds[Operation.FINISH],
            events=self._kinds["event"],
            audits=self._kinds["audit"],
            certificates=len(self._certificates),
            devices=devices,
            wrong=self._findings.told(Grade.WRONG),
            unknown=self._findings.told(Grade.UNKNOWN),
            content=self._findings.told(Grade.CONTENT),
        )

    def _read_certificates(self) -> None:
        for certificate in archive_certificates(self._stream):
            if len(self._certificates) >= MOST_CERTIFICATES:
                self._findings.add(
                    Grade.UNKNOWN,
                    f"Es sind mehr als {MOST_CERTIFICATES} Zertifikate; die übrigen fehlen hier.",
                )
                break
            self._certificates[certificate.fingerprint] = certificate
            if certificate.serial is not None:
                # After a renewal one key has two certificates: the younger one counts.
                serial = bytes.fromhex(certificate.serial)
                known = self._keys.get(serial)
                if known is None or known.valid_until < certificate.valid_until:
                    self._keys[serial] = certificate

    def _take(self, entry: Entry) -> None:
        content = entry.content
        if isinstance(content, Info):
            if self._info is not None:
                self._findings.add(Grade.WRONG, "info.csv liegt zweimal im Archiv.")
            self._info = content
        elif isinstance(content, TransactionLog | SystemLog | AuditLog):
            self._log(content, shown(entry.name))

    def _log(self, log: TransactionLog | SystemLog | AuditLog, name: str) -> None:
        kind = (
            "event" if isinstance(log, SystemLog) else "audit" if isinstance(log, AuditLog) else log.operation
        )
        self._kinds[kind] += 1
        ledger = self._devices.get(log.serial)
        if ledger is None:
            if len(self._devices) >= MOST_DEVICES:
                self._strays += 1
                return
            ledger = self._devices[log.serial] = Ledger(log.serial, log.moment, self._findings)
        ledger.take(log, name)
        self._verify(log, name)
        if isinstance(log, TransactionLog) and log.operation is Operation.FINISH:
            for fault in process_data_faults(log.process_type, log.process_data):
                self._findings.add(Grade.CONTENT, f"Transaktion {log.transaction}: {fault}")

    def _verify(self, log: TransactionLog | SystemLog | AuditLog, name: str) -> None:
        certificate = self._keys.get(log.serial)
        if certificate is None or not can_verify(log.algorithm):
            verdict = Verdict.UNKNOWN
            if certificate is not None and len(self._unknown_algorithms) < MOST_DEVICES:
                self._unknown_algorithms[log.serial, log.algorithm] += 1
        elif verify_signature(certificate.point, log.algorithm, log.signed, log.signature):
            verdict = Verdict.VALID
        else:
            verdict = Verdict.WRONG
            self._findings.add(Grade.WRONG, f"„{name}“: Die Signatur passt nicht zum Inhalt.")
        self._signatures[log.serial, verdict] += 1

    def _close(self) -> tuple[DeviceReport, ...]:
        if self._info is None:
            self._findings.add(Grade.WRONG, "info.csv fehlt.")
        if not self._devices:
            self._findings.add(Grade.UNKNOWN, "Das Archiv enthält kein einziges Protokoll.")
        if self._strays:
            self._findings.add(
                Grade.UNKNOWN,
                f"Es sind mehr als {MOST_DEVICES} TSEs; {self._strays} Protokolle der übrigen sind nicht geprüft.",
            )
        reports = [self._device(serial, ledger) for serial, ledger in self._devices.items()]
        self._tell_chains(reports)
        for (serial, algorithm), count in self._unknown_algorithms.items():
            self._findings.add(
                Grade.UNKNOWN,
                f"{self._devices[serial].name}: {count} Signaturen mit „{algorithm}“ kann kasse nicht prüfen.",
            )
        return tuple(reports)

    def _device(self, serial: bytes, ledger: Ledger) -> DeviceReport:
        ledger.close(is_selection=self._is_selection)
        certificate = self._keys.get(serial)
        if certificate is None:
            unchecked = "1 Signatur ist" if ledger.messages == 1 else f"{ledger.messages} Signaturen sind"
            self._findings.add(
                Grade.WRONG, f"{ledger.name}: Das Zertifikat liegt nicht im Archiv, {unchecked} ungeprüft."
            )
        else:
            self._check_life(ledger, certificate)
        return DeviceReport(
            serial=ledger.serial,
            algorithms=tuple(sorted(ledger.algorithms)),
            clients=tuple(sorted(ledger.clients)),
            messages=ledger.messages,
            first_counter=ledger.counters.lowest,
            last_counter=ledger.counters.highest,
            first_moment=ledger.first_moment,
            last_moment=ledger.last_moment,
            transactions=ledger.transactions,
            open_transactions=ledger.open_transactions,
            signatures_fit=self._signatures[serial, Verdict.VALID],
            signatures_wrong=self._signatures[serial, Verdict.WRONG],
            signatures_unknown=self._signatures[serial, Verdict.UNKNOWN],
            certificate=certificate,
            chain=None if certificate is None else follow(certificate, tuple(self._certificates.values())),
        )

    def _check_life(self, ledger: Ledger, certificate: Certificate) -> None:
        if ledger.first_moment < certificate.valid_from:
            text = f"Vor dem Beginn ihres Zertifikats am {certificate.valid_from:%d.%m.%Y} hat sie schon signiert."
            self._findings.add(Grade.WRONG, f"{ledger.name}: {text}")
        if ledger.last_moment > certificate.valid_until:
            text = f"Nach dem Ende ihres Zertifikats am {certificate.valid_until:%d.%m.%Y} hat sie noch signiert."
            self._findings.add(Grade.WRONG, f"{ledger.name}: {text}")

    def _tell_chains(self, reports: Sequence[DeviceReport]) -> None:
        """What is to be said about certificates; about a root once for all TSEs under it."""
        roots: dict[str, Certificate] = {}
        for report in reports:
            chain, name = report.chain, f"TSE {report.serial[:16]}…"
            if chain is None:
                continue
            if chain.trouble:
                grade = Grade.WRONG if chain.is_wrong else Grade.UNKNOWN
                self._findings.add(grade, f"{name}: {shown(chain.trouble)}")
            elif len(chain.links) == 1:
                self._findings.add(
                    Grade.UNKNOWN,
                    f"{name}: Sie hat ihr Zertifikat selbst ausgestellt, wie es nur Test-TSEn tun.",
                )
            else:
                roots[chain.links[-1].fingerprint] = chain.links[-1]
        for fingerprint, root in roots.items():
            self._findings.add(
                Grade.UNKNOWN,
                f"Ob das Wurzelzertifikat „{shown(root.name)}“ eines vom BSI anerkannten Anbieters ist, steht nicht "
                f"im Archiv; sein SHA-256-Fingerabdruck ist {fingerprint}.",
            )
