"""The Swissbit TSE as a Tse: USB stick, SD card or LAN, through the maker's library (WormAPI)."""

from __future__ import annotations

import base64
import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kasse.hardware.signing.answers import certificates, own_first
from kasse.hardware.signing.pins import Pins
from kasse.hardware.signing.recent import Recent
from kasse.hardware.signing.stepwise import MOST_TRANSACTIONS, Step, StepwiseTse, check_client
from kasse.hardware.signing.swissbit.errors import failure
from kasse.hardware.signing.swissbit.kind import KIND
from kasse.hardware.signing.swissbit.session import Session, need_alive
from kasse.hardware.signing.swissbit.values import (
    ADMIN,
    DECOMMISSIONED,
    TIME_ADMIN,
    UNINITIALIZED,
    WormError,
    WormInfo,
    WormResponse,
    version_text,
)
from kasse.hardware.signing.swissbit.worm_api import WormApi
from kasse.hardware.signing.tar_logs import Metered, copy_range, utc
from kasse.ports.secrets import Secrets
from kasse.ports.signing import (
    DeviceForm,
    DeviceInfo,
    DeviceState,
    DeviceStatus,
    ExportCancelled,
    ExportRange,
    Progress,
    SigningError,
    SigningRefused,
    Span,
    TseSpec,
)

_NO_LAST, _NO_DATA = ("0x100c", "0x1011"), "0x2003"
_ASLEEP = ("0x1002", "0x1053", "0x1054", "0x1055")
_NO_FILTER = ("0x000a", "0x0011", "0x100d", "0xf000")
"""Firmware from 2.0 on exports the whole only, and says one of these."""
_EVER = 2**64 - 1
_CERTIFICATION = re.compile(r"BSI-K-TR-\d{4}-\d{4}")
_FORMS = {"USB": DeviceForm.USB, "SD": DeviceForm.SD_CARD, "uSD": DeviceForm.SD_CARD}
_STATES = {UNINITIALIZED: DeviceState.NEW, DECOMMISSIONED: DeviceState.DISABLED}


def open_device(
    spec: TseSpec, *, folder: Path, secrets: Secrets | None, now: Callable[[], datetime]
) -> SwissbitTse:
    """The device at the place that the spec names.

    Raises:
        SigningError: the library or the place is missing.
    """
    path = spec.places.get("library", "")
    if not (spec.places.get("mount") or spec.places.get("lan_url")):
        raise SigningError(
            "Es fehlt die Angabe, wo die TSE steckt. Bitte in den Einstellungen das Laufwerk eintragen."
        )
    try:
        api = WormApi.load(path)
    except OSError as error:
        raise SigningError(
            f"Die Bibliothek der Swissbit-TSE ist nicht ladbar ({path or 'nicht angegeben'}). Sie wird nicht mit "
            "kasse geliefert: Bitte libWormAPI.so oder WormAPI.dll vom Händler der TSE besorgen und in den "
            "Einstellungen den ganzen Pfad eintragen."
        ) from error
    return SwissbitTse(spec, api, folder=folder, secrets=secrets, now=now)


class SwissbitTse(StepwiseTse):
    """A Tse. Reaches for the device with the first question, not before.

    After a whole export the admin stays logged in until the next signature: logging in is an event of its
    own, and the device deletes only if nothing was added since the export.
    """

    def __init__(
        self,
        spec: TseSpec,
        api: WormApi,
        *,
        folder: Path,
        secrets: Secrets | None,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._session = Session(spec, api, Pins(KIND.kind, secrets), now=now)
        self._session.known_tills = lambda: self._memory().tills()
        self._seed = spec.places.get("seed") or "SwissbitSwissbit"
        self._folder = folder / "tse"
        self._info: DeviceInfo | None = None
        self._clients: tuple[str, ...] | None = None
        self._filters = True
        self._exported = False

    def info(self) -> DeviceInfo:
        """Who the device is. A new one does not tell before it is set up."""
        if self._info is None:
            info = self._session.wake()
            if info.state == UNINITIALIZED:
                raise failure(WormError(0x10FF))
            self._info = self._identity(info)
        return self._info

    def status(self) -> DeviceStatus:
        """How the device is now."""
        info = self._session.info()
        state = _STATES.get(info.state, DeviceState.READY)
        if state is DeviceState.READY and self._clients is None and self._session.find_pin(ADMIN):
            with suppress(SigningError):  # all the rest is told even where the list of tills cannot be had
                self._session.wake()
                self._clients = self._session.clients()
            info = self._session.info()
        return DeviceStatus(
            state=state,
            software=version_text(info.software),
            self_test_passed=info.has_passed_self_test,
            time_is_set=info.has_valid_time,
            certificate_until=utc(info.certificate_until),
            signatures_made=info.created_signatures,
            signatures_left=info.remaining_signatures,
            stored_bytes=info.size,
            capacity_bytes=info.capacity,
            open_transactions=info.started_transactions,
            most_open_transactions=info.max_started_transactions,
            clients=self._clients or (),
            most_clients=info.max_clients,
        )

    def set_up(self, client_id: str) -> None:
        """Initialise a new device for good and register this till. PINs are kept before they are set."""
        check_client(client_id)
        session = self._session
        session.client = client_id
        state = session.info().state
        if state != UNINITIALIZED:
            need_alive(state)
            self.register_client(client_id)
            return
        with suppress(SigningError):  # it has to be asked for once, and cannot pass before set-up
            session.do(lambda api: api.self_test(client_id))
        puk, admin, time_admin = session.do(lambda api: api.initial_credentials(self._seed))
        chosen = (
            session.pins.chosen("puk", 6, session.serial, never=puk),
            session.pins.chosen("admin_pin", 5, session.serial, never=admin),
            session.pins.chosen("time_admin_pin", 5, session.serial, never=time_admin),
        )
        session.do(lambda api: api.set_up(self._seed, *chosen, client_id))
        session.now_logged_in(ADMIN, TIME_ADMIN)
        session.set_time()
        session.log_out(TIME_ADMIN)
        session.log_out(ADMIN)
        self._registered(client_id)

    def register_client(self, client_id: str) -> None:
        """Let a till sign."""
        check_client(client_id)
        self._admin(lambda api: api.register_client(client_id))
        self._registered(client_id)

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more."""
        check_client(client_id)
        self._admin(lambda api: api.deregister_client(client_id))

    def self_test(self, client_id: str) -> None:
        """Have the device test itself; up to a minute."""
        self._session.client = client_id
        self._session.self_test(client_id)

    def set_time(self) -> None:
        """Set the device's clock by the till's."""
        self._session.wake()
        self._session.set_time()

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:
        """Self test and time, where they are due."""
        return self._session.make_ready(client_id, within, first=self._leave_admin)

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        """Write the TAR archive of all, or of a range. Newer firmware is read whole for a range, too."""
        self._leave_admin()
        whole = self._session.wake().export_bytes
        if within is None:
            if self._session.find_pin(ADMIN):
                self._session.log_in(ADMIN)
                whole = self._session.info().export_bytes
            metered = Metered(sink, progress, whole)
            self._export(lambda api: api.export(metered.take), metered)
            self._exported = True
        else:
            self._export_range(Metered(sink, progress, None), within)

    def delete_exported(self) -> None:
        """Empty the device's store."""
        if not self._exported:
            raise SigningRefused(
                "Gelöscht werden kann nur gleich nach einem vollständigen Export. Bitte zuerst ganz exportieren."
            )
        with self._session.logged_in(ADMIN):
            self._session.do(lambda api: api.delete_stored_data())
        self._leave_admin()

    def disable(self) -> None:
        """End its life, for good."""
        self._session.ready(self._session.client)
        self._admin(lambda api: api.decommission())

    def close(self) -> None:
        """Let go of the device."""
        self._session.close()

    def _identity(self, info: WormInfo) -> DeviceInfo:
        found = _CERTIFICATION.search(info.description)
        pem = self._session.do(lambda api: api.certificates()).decode("ascii", "replace")
        chain = own_first(certificates(pem), info.serial.hex())
        if not chain:
            raise SigningError("Die TSE zeigt kein Zertifikat vor. Bitte die TSE neu anstecken.")
        return DeviceInfo(
            serial=info.serial.hex(),
            public_key=base64.b64encode(info.public_key).decode("ascii"),
            algorithm=self._session.do(lambda api: api.signature_algorithm()),
            log_time_format=self._session.do(lambda api: api.log_time_format()),
            certificates=chain,
            description=info.description or "Swissbit TSE",
            is_test=info.is_development,
            maker="Swissbit",
            model=f"TSE {info.form_factor}".strip(),
            certification_id=found.group() if found else "",
            form=_FORMS.get(info.form_factor),
        )

    def _remembered(self) -> Recent:
        self._session.open()
        return Recent(self._folder / f"swissbit-{self._session.serial[:16]}.jsonl")

    def _start_step(self, client_id: str) -> Step:
        self._leave_admin()
        return self._signed(client_id, lambda api: api.start(client_id, b"", ""))

    def _finish_step(self, client_id: str, transaction: int, process_type: str, data: bytes) -> Step:
        self._leave_admin()
        return self._signed(client_id, lambda api: api.finish(client_id, transaction, data, process_type))

    def _explains(self, client_id: str) -> bool:
        self._session.ready(client_id)
        try:
            last = _step(self._session.do(lambda api: api.last_response(client_id)))
        except SigningError as error:
            if error.code not in _NO_LAST:
                raise
            last = None
        return self._explained_by(client_id, last)

    def _open(self, client_id: str) -> Sequence[int]:
        self._session.ready(client_id)
        return self._session.do(lambda api: api.started_transactions(client_id))

    def _export_transactions(self, client_id: str, first: int, sink: BinaryIO) -> None:
        self._session.ready(client_id)
        within = ExportRange(Span.TRANSACTIONS, first, MOST_TRANSACTIONS)
        try:
            self._export_range(Metered(sink, None, None), within, client_id)
        except SigningError as error:
            if error.code != _NO_DATA:
                raise
            sink.write(bytes(1024))

    def _signed(self, client_id: str, work: Callable[[WormApi], WormResponse]) -> Step:
        """A step; where the device says that self test or time are due it did nothing, and gets both first."""
        self._session.ready(client_id)
        try:
            return _step(self._session.do(work))
        except SigningError as error:
            if error.code not in _ASLEEP:
                raise
        self._session.ready(client_id)
        return _step(self._session.do(work))

    def _admin(self, work: Callable[[WormApi], None]) -> None:
        info = self._session.info()
        need_alive(info.state)
        if not info.has_passed_self_test:
            with suppress(SigningError):  # fails where no till of this machine is registered: that is to come
                self._session.wake()
        with self._session.logged_in(ADMIN):
            self._session.do(work)
        self._clients = None

    def _registered(self, client_id: str) -> None:
        """Remember a till that may vouch for this machine after the next start."""
        self._clients = None
        if client_id not in self._memory().tills():
            self._memory().forget(client_id)

    def _leave_admin(self) -> None:
        self._exported = False
        self._session.log_out(ADMIN)

    def _export_range(self, metered: Metered, within: ExportRange, client_id: str | None = None) -> None:
        if self._filters:
            try:
                self._export(lambda api: _filtered(api, within, client_id, metered), metered)
            except SigningError as error:
                if error.code not in _NO_FILTER or metered.done:
                    raise
                self._filters = False
            else:
                return
        with tempfile.TemporaryFile() as archive:
            spool = Metered(archive, metered.ask, None)
            self._export(lambda api: api.export(spool.take), spool)
            copy_range(archive, metered, within)

    def _export(self, work: Callable[[WormApi], None], metered: Metered) -> None:
        try:
            self._session.do(work)
        except SigningError as error:
            if metered.is_cancelled:
                raise ExportCancelled from error
            raise


def _filtered(api: WormApi, within: ExportRange, client_id: str | None, metered: Metered) -> None:
    if within.span is Span.SECONDS:
        api.export_time(within.first, min(within.last, _EVER), metered.take)
    else:
        api.export_transactions(within.first, within.last, client_id, metered.take)


def _step(response: WormResponse) -> Step:
    return Step(response.transaction, str(response.log_time), response.counter, response.signature)
