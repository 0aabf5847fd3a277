"""The Diebold Nixdorf TSE as a Tse, through the maker's web service.

Of the command Export only the name is public. What kasse sends with it and expects of it stands in `export.py`
alone, and follows the parameters that BSI TR-03151 gives to the export function.
"""

from __future__ import annotations

import base64
import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kasse.hardware.signing.answers import certificates, own_first, point_of, valid_until
from kasse.hardware.signing.diebold.errors import (
    CLIENT_UNKNOWN,
    DISABLED,
    NO_DATA,
    NOT_INITIALIZED,
    failure,
    is_code,
)
from kasse.hardware.signing.diebold.export import DieboldExport
from kasse.hardware.signing.diebold.kind import KIND
from kasse.hardware.signing.diebold.link import DieboldLink
from kasse.hardware.signing.diebold.session import ADMIN, Session
from kasse.hardware.signing.output import Output
from kasse.hardware.signing.pins import Pins
from kasse.hardware.signing.recent import Recent
from kasse.hardware.signing.stepwise import MOST_TRANSACTIONS, Step, StepwiseTse, check_client
from kasse.hardware.signing.tar_logs import Metered, finished_in, starts_in
from kasse.ports.secrets import Secrets
from kasse.ports.signing import (
    DeviceForm,
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

_CERTIFICATION = re.compile(r"BSI-K-TR-\d{4}-\d{4}")
_MOST_CLIENTS, _MOST_OPEN = 100, 512
_OWN_CLIENTS = ("DN TSEProduction", "DummyDefaultClientId")
"""The maker registers these for itself."""


def open_device(
    spec: TseSpec, *, folder: Path, secrets: Secrets | None, now: Callable[[], datetime]
) -> DieboldTse:
    """The device behind the web service that the spec names.

    Raises:
        SigningError: the address is none.
    """
    link = DieboldLink(spec.places.get("address") or "ws://localhost:10001/")
    return DieboldTse(link, folder=folder, secrets=secrets, now=now)


class DieboldTse(StepwiseTse):
    """A Tse. Reaches for the service with the first question, not before.

    The service does not tell its last answer again, so after a start of the program and after trouble it is
    asked for an export of what came after all that is remembered.
    """

    def __init__(
        self, link: DieboldLink, *, folder: Path, secrets: Secrets | None, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._session = Session(link, Pins(KIND.kind, secrets), now=now)
        self._export = DieboldExport(self._session)
        self._folder = folder / "tse"
        self._info: DeviceInfo | None = None

    def info(self) -> DeviceInfo:
        """Who the device is."""
        if self._info is None:
            self._info = self._identity()
        return self._info

    def status(self) -> DeviceStatus:
        """How the device is now. It tells little without the admin's password."""
        device = self._session.device_info()
        state, parameters = self._state()
        clients: tuple[str, ...] = ()
        if state is DeviceState.READY and self._session.has_password(ADMIN):
            clients = self._clients()
        return DeviceStatus(
            state=state,
            software=device.text_or("SoftwareVersion"),
            self_test_passed=None,
            time_is_set=None,
            certificate_until=valid_until(self.info().certificates, self._session.serial),
            signatures_left=parameters.number_or_none("RemainingSignatures"),
            most_open_transactions=device.number_or_none("MaxNumberOfOpenTransactions") or _MOST_OPEN,
            clients=clients,
            most_clients=device.number_or_none("MaxNumberOfClients") or _MOST_CLIENTS,
        )

    def set_up(self, client_id: str) -> None:
        """Initialise a new device for good and register this till. Its passwords come with it."""
        check_client(client_id)
        self._session.client = client_id
        state, _ = self._state()
        if state is DeviceState.DISABLED:
            raise failure(DISABLED)
        if state is DeviceState.NEW:
            self._session.call("Initialize", user=ADMIN)
            self._session.self_test()
            self._session.set_time()
        self.register_client(client_id)

    def register_client(self, client_id: str) -> None:
        """Let a till sign."""
        check_client(client_id)
        if client_id not in self._clients():
            self._admin("RegisterClientID", ClientID=client_id)

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more."""
        check_client(client_id)
        if client_id not in self._clients():
            raise SigningRefused("Diese Kasse ist an der TSE nicht angemeldet.", str(CLIENT_UNKNOWN))
        self._admin("DeregisterClientID", ClientID=client_id)

    def self_test(self, client_id: str) -> None:
        """Have the device test itself; up to a minute."""
        self._session.client = client_id
        self._session.self_test()

    def set_time(self) -> None:
        """Set the device's clock by the till's."""
        self._session.set_time()

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:
        """Self test and time, where they are due. The service does not tell for how long they last."""
        self._session.client = client_id
        state, _ = self._state()
        return self._session.make_ready(within) if state is DeviceState.READY else None

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        """Write the TAR archive of all, or of a range. Needs the admin's password."""
        self.info()  # whoever checks the archive asks for it, and would end the export by that
        self._export.free()
        metered = Metered(sink, progress, None)
        if within is None:
            self._export.whole(metered)
        else:
            self._export.part(metered, within)

    def delete_exported(self) -> None:
        """Empty the device's store."""
        if not self._export.is_open:
            raise SigningRefused(
                "Gelöscht werden kann nur gleich nach einem vollständigen Export. Bitte zuerst ganz exportieren."
            )
        self._export.end(delete=True)

    def disable(self) -> None:
        """End its life, for good."""
        self._admin("Deinitialize")

    def close(self) -> None:
        """Let go of the device."""
        with suppress(SigningError):  # it is let go in any case
            self._export.free()
        self._session.link.close()

    def _identity(self) -> DeviceInfo:
        session = self._session
        self._export.free()
        device = session.device_info()
        description = session.call("GetDeviceStatus").part("Parameters")
        chain = own_first(certificates(session.data("Certificates")), session.serial)
        point = point_of(session.serial, [session.data("PublicKey")], chain)
        if point is None or not chain:
            raise SigningError(
                "Die TSE zeigt Schlüssel oder Zertifikat nicht vor. Bitte die TSE neu anstecken."
            )
        told = description.text_or("TSEDescription", "Diebold Nixdorf TSE")
        certification = _CERTIFICATION.search(told)
        time_format = device.text("TimeFormat")
        return DeviceInfo(
            serial=session.serial,
            public_key=base64.b64encode(point).decode("ascii"),
            algorithm=description.text("SignatureAlgorithm"),
            log_time_format=time_format[:1].lower() + time_format[1:],
            certificates=chain,
            description=told,
            is_test=False,
            maker="Diebold Nixdorf",
            model="TSE USB",
            certification_id=certification.group() if certification else "",
            form=DeviceForm.USB,
        )

    def _state(self) -> tuple[DeviceState, Output]:
        """The service tells it by what it refuses."""
        self._export.free()
        parameters = self._session.call("GetDeviceStatus").part_or_empty("Parameters")
        try:
            self._session.call("GetLimits")
        except SigningError as error:
            if is_code(error, NOT_INITIALIZED):
                return DeviceState.NEW, parameters
            if is_code(error, DISABLED):
                return DeviceState.DISABLED, parameters
            if not self._session.mend(error):
                raise
        return DeviceState.READY, parameters

    def _clients(self) -> tuple[str, ...]:
        self._export.free()
        listed = self._session.call("GetDeviceStatus", user=ADMIN).texts("ClientIDs")
        return tuple(client for client in listed if not client.startswith(_OWN_CLIENTS))

    def _admin(self, command: str, **parameters: str) -> None:
        self._export.free()
        try:
            self._session.call(command, user=ADMIN, **parameters)
        except SigningError as error:
            if not self._session.mend(error):
                raise
            self._session.call(command, user=ADMIN, **parameters)

    def _remembered(self) -> Recent:
        if not self._session.serial:
            self._session.device_info()
        return Recent(self._folder / f"diebold-{self._session.serial[:16]}.jsonl")

    def _start_step(self, client_id: str) -> Step:
        self._export.free()
        answer = self._session.signed(client_id, "StartTransaction")
        return _step(answer, answer.number("TransactionNumber"))

    def _finish_step(self, client_id: str, transaction: int, process_type: str, data: bytes) -> Step:
        self._export.free()
        parameters = {"TransactionNumber": transaction, "Typ": process_type, "Data": data.decode("utf-8")}
        return _step(self._session.signed(client_id, "FinishTransaction", **parameters), transaction)

    def _explains(self, client_id: str) -> bool:
        """Ask for what came after all that is known to have ended, and remember it."""
        recent = self._memory()
        after = recent.last_known(client_id)
        with tempfile.TemporaryFile() as archive:
            self._export_transactions(client_id, after + 1, archive)
            finished = finished_in(archive, client_id, after)
            begun = starts_in(archive, client_id, after)
        for number, started in begun.items():
            if recent.start_of(client_id, number) is None:
                recent.started(client_id, started)
        recent.learn(client_id, after, finished)
        return True

    def _open(self, client_id: str) -> Sequence[int]:
        self._catch_up(client_id)
        return self._memory().open(client_id)

    def _export_transactions(self, client_id: str, first: int, sink: BinaryIO) -> None:
        self._export.free()
        self._session.client = client_id
        within = ExportRange(Span.TRANSACTIONS, first, MOST_TRANSACTIONS)
        try:
            self._export.part(Metered(sink, None, None), within, client_id)
        except SigningError as error:
            if not is_code(error, *NO_DATA):
                raise


def _step(answer: Output, transaction: int) -> Step:
    seconds = int(answer.moment("LogTime").timestamp())
    return Step(transaction, str(seconds), answer.number("SignatureCounter"), answer.hex("Signature"))
