"""The Epson TSE as a Tse: in a printer or in a TSE server, over TCP."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from kasse.hardware.signing.answers import certificates, own_first
from kasse.hardware.signing.epson.errors import failure
from kasse.hardware.signing.epson.export import NO_DATA, EpsonExport
from kasse.hardware.signing.epson.kind import KIND
from kasse.hardware.signing.epson.link import EpsonLink
from kasse.hardware.signing.epson.session import DISABLED, NEW, READY, SLOW, Session
from kasse.hardware.signing.output import Output
from kasse.hardware.signing.pins import Pins
from kasse.hardware.signing.recent import Recent
from kasse.hardware.signing.stepwise import Step, StepwiseTse, check_client
from kasse.hardware.signing.swissbit.values import version_text
from kasse.hardware.signing.tar_logs import Metered
from kasse.ports.secrets import Secrets
from kasse.ports.signing import (
    DeviceInfo,
    DeviceState,
    DeviceStatus,
    ExportRange,
    Progress,
    SigningError,
    SigningRefused,
    Span,
    TseSpec,
)

_SECTOR = 512
_STATES = {NEW: DeviceState.NEW, DISABLED: DeviceState.DISABLED}
_CERTIFICATION = re.compile(r"BSI-K-TR-\d{4}-\d{4}")
_NO_LAST = ("TSE1_ERROR_NO_LAST_TRANSACTION", "TSE1_ERROR_CLIENT_NOT_REGISTERED")


def open_device(
    spec: TseSpec, *, folder: Path, secrets: Secrets | None, now: Callable[[], datetime]
) -> EpsonTse:
    """The device at the address that the spec names.

    Raises:
        SigningError: the address is missing or no address.
    """
    host = spec.places.get("host", "").strip()
    port = spec.places.get("port") or "8009"
    if not host:
        raise SigningError("Es fehlt die Adresse der Epson-TSE. Bitte in den Einstellungen eintragen.")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise SigningError(
            "Der Port der Epson-TSE ist keine Zahl bis 65535. Bitte in den Einstellungen berichtigen."
        )
    link = EpsonLink(host, int(port), spec.places.get("device_id") or "local_TSE")
    is_shared = spec.places.get("shared", "").strip().lower() in ("ja", "yes", "1", "true")
    return EpsonTse(link, is_shared=is_shared, folder=folder, secrets=secrets, now=now)


class EpsonTse(StepwiseTse):
    """A Tse. Reaches for the device with the first question, not before.

    The device deletes only what an export that is still open has handed out, and does nothing else while one
    is open. So a whole export stays open until it is deleted or something else is asked; a device that tills
    share is freed at once, and is not emptied from here.
    """

    def __init__(
        self,
        link: EpsonLink,
        *,
        is_shared: bool,
        folder: Path,
        secrets: Secrets | None,
        now: Callable[[], datetime],
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__()
        self._session = Session(link, Pins(KIND.kind, secrets), now=now)
        self._export = EpsonExport(self._session, wait=wait)
        self._is_shared = is_shared
        self._folder = folder / "tse"
        self._info: DeviceInfo | None = None
        self._clients: tuple[str, ...] | None = None

    def info(self) -> DeviceInfo:
        """Who the device is. A new one does not tell before it is set up."""
        if self._info is None:
            with self._using() as session:
                found = session.wake()
                if found.text("tseInitializationState") == NEW:
                    raise failure("TSE1_ERROR_TSE_NOT_INITIALIZED")
                self._info = self._identity(found)
        return self._info

    def status(self) -> DeviceStatus:
        """How the device is now."""
        with self._using() as session:
            found = session.storage()
            state = _STATES.get(found.text("tseInitializationState"), DeviceState.READY)
            if state is DeviceState.READY and self._clients is None and session.find_pin("admin_pin"):
                session.wake()
                with session.admin():
                    listed = session.call("GetRegisteredClientList").texts("registeredClientIdList")
                # The device registers itself, too, by a name of its own.
                self._clients = tuple(client for client in listed if not client.startswith("EPSON"))
                found = session.storage()
        return DeviceStatus(
            state=state,
            software=version_text(found.number("softwareVersion")),
            self_test_passed=found.flag("hasPassedSelfTest"),
            time_is_set=found.flag("hasValidTime"),
            certificate_until=found.moment("certificateExpirationDate"),
            signatures_made=found.number("createdSignatures"),
            signatures_left=found.number("remainingSignatures"),
            stored_bytes=found.number("tseCurrentSize") * _SECTOR,
            capacity_bytes=found.number("tseCapacity") * _SECTOR,
            open_transactions=found.number("startedTransactions"),
            most_open_transactions=found.number("maxStartedTransactions"),
            clients=self._clients or (),
            most_clients=found.number("maxRegisteredClients"),
        )

    def set_up(self, client_id: str) -> None:
        """Initialise a new device for good and register this till. PINs are kept before they are set."""
        check_client(client_id)
        with self._using() as session:
            if session.storage().text("tseInitializationState") == NEW:
                pins = {
                    "puk": session.pins.chosen("puk", 6, session.serial),
                    "adminPin": session.pins.chosen("admin_pin", 5, session.serial),
                    "timeAdminPin": session.pins.chosen("time_admin_pin", 5, session.serial),
                }
                self._initialise(pins)
                with session.admin():
                    session.self_test()
                    session.set_time()
        self.register_client(client_id)

    def register_client(self, client_id: str) -> None:
        """Let a till sign."""
        check_client(client_id)
        self._admin("RegisterClient", clientId=client_id)

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more."""
        check_client(client_id)
        self._admin("DeregisterClient", clientId=client_id)

    def self_test(self, client_id: str) -> None:  # noqa: ARG002 - the printer vouches for itself
        """Have the device test itself; up to two minutes."""
        with self._using() as session:
            session.self_test()

    def set_time(self) -> None:
        """Set the device's clock by the till's. Needs the admin's PIN."""
        with self._using() as session:
            session.wake()
            session.set_time()

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:
        """Self test and time, where they are due."""
        with self._using() as session:
            return session.make_ready(client_id, within)

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        """Write the TAR archive of all, or of a range. Needs the admin's PIN."""
        self.info()  # whoever checks the archive asks for it, and would end the export by that
        with self._using() as session:
            found = session.wake()
            if within is not None:
                self._export.part(Metered(sink, progress, None), within)
                return
            self._export.whole(Metered(sink, progress, found.number_or_none("tarExportSize")))
            if self._is_shared:
                self._export.free()

    def delete_exported(self) -> None:
        """Empty the device's store."""
        if not self._export.is_open:
            raise SigningRefused(
                "Gelöscht werden kann nur gleich nach einem vollständigen Export, und nicht bei einer TSE, die "
                "mehrere Kassen benutzen. Bitte zuerst ganz exportieren."
            )
        self._export.end(delete=True)
        with suppress(SigningError):  # it is done
            self._session.log_out_admin()

    def disable(self) -> None:
        """End its life, for good."""
        with self._using() as session:
            found = session.wake()
            if found.text("tseInitializationState") == READY and not found.flag("hasValidTime"):
                session.set_time()
        self._admin("DisableSecureElement")

    def close(self) -> None:
        """Let go of the device."""
        self._export.free()
        self._session.link.close()

    def _initialise(self, pins: dict[str, str]) -> None:
        try:
            self._session.call("SetUp", SLOW, **pins)
        except SigningError as error:
            if error.code != "TSE1_ERROR_WRONG_STATE_NEEDS_SELF_TEST":
                raise
            with suppress(SigningError):  # it has to be asked for once, and cannot pass before set-up
                self._session.call("RunTSESelfTest", SLOW)
            self._session.call("SetUp", SLOW, **pins)

    def _identity(self, found: Output) -> DeviceInfo:
        description = found.text("tseDescription")
        certification = _CERTIFICATION.search(description)
        serial = found.octets("serialNumber").hex()
        chain = certificates(self._session.call("GetLogMessageCertificate").text("logMessageCertificate"))
        if not chain:
            raise SigningError(
                "Die TSE zeigt kein Zertifikat vor. Bitte das Gerät aus- und wieder einschalten."
            )
        return DeviceInfo(
            serial=serial,
            public_key=base64.b64encode(found.octets("tsePublicKey")).decode("ascii"),
            algorithm=found.text("signatureAlgorithm"),
            log_time_format="unixTime",
            certificates=own_first(chain, serial),
            description=description or "Epson TSE",
            is_test=False,
            maker="Epson",
            model="Epson TSE",
            certification_id=certification.group() if certification else "",
        )

    def _remembered(self) -> Recent:
        if not self._session.serial:
            self._session.storage()
        return Recent(self._folder / f"epson-{self._session.serial[:16]}.jsonl")

    def _start_step(self, client_id: str) -> Step:
        return self._signed(client_id, "StartTransaction", processData="", processType="")

    def _finish_step(self, client_id: str, transaction: int, process_type: str, data: bytes) -> Step:
        return self._signed(
            client_id,
            "FinishTransaction",
            transactionNumber=transaction,
            processData=base64.b64encode(data).decode("ascii"),
            processType=process_type,
        )

    def _signed(self, client_id: str, function: str, **inputs: Any) -> Step:
        with self._using() as session:
            answer = session.signed(client_id, function, clientId=client_id, additionalData="", **inputs)
        number = inputs.get("transactionNumber")
        return _step(answer, answer.number("transactionNumber") if number is None else number)

    def _explains(self, client_id: str) -> bool:
        last = None
        with self._using() as session:
            try:
                answer = session.signed(client_id, "GetLastTransactionResponse", clientId=client_id)
                last = _step(answer, answer.number("transactionNumber"))
            except SigningError as error:
                if error.code not in _NO_LAST:
                    raise
        return self._explained_by(client_id, last)

    def _open(self, client_id: str) -> Sequence[int]:
        with self._using() as session:
            answer = session.signed(client_id, "GetStartedTransactionList", clientId=client_id)
        return answer.numbers("startedTransactionNumberList")

    def _export_transactions(self, client_id: str, first: int, sink: BinaryIO) -> None:
        with self._using() as session:
            # Each transaction has a signature at least, so there is no number above that of the signatures.
            last = max(first, session.wake().number("createdSignatures"))
            within = ExportRange(Span.TRANSACTIONS, first, last)
            try:
                self._export.part(Metered(sink, None, None), within, client_id)
            except SigningError as error:
                if error.code != NO_DATA:
                    raise

    def _admin(self, function: str, **inputs: Any) -> None:
        with self._using() as session:
            found = session.storage()
            if found.text("tseInitializationState") == DISABLED:
                raise failure("TSE1_ERROR_TSE_DECOMMISSIONED")
            if not found.flag("hasPassedSelfTest"):
                session.self_test()
            with session.admin():
                session.call(function, **inputs)
        self._clients = None

    @contextmanager
    def _using(self) -> Iterator[Session]:
        """The device for one deed; afterwards other tills may have it, if it is shared."""
        self._export.free()
        try:
            yield self._session
        finally:
            if self._is_shared and not self._export.is_open:
                self._session.link.release()


def _step(answer: Output, transaction: int) -> Step:
    seconds = int(answer.moment("logTime").timestamp())
    return Step(transaction, str(seconds), answer.number("signatureCounter"), answer.octets("signature"))
