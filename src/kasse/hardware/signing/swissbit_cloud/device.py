"""A Swissbit Cloud TSE V2 as a Tse.

It tells nothing of a transaction once that is finished, except in an export. So what it answered is remembered in
the data folder, and only what was never answered costs an export.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from kasse.hardware.signing.answers import Answer, certificates, own_first, point_of
from kasse.hardware.signing.portions import PORTION_BYTES, write_portions
from kasse.hardware.signing.recent import Recent
from kasse.hardware.signing.stepwise import Step, StepwiseTse, check_client
from kasse.hardware.signing.swissbit_cloud.api import CARE_SECONDS, NAME, CloudApi
from kasse.hardware.signing.tar_logs import Metered, copy_range, finished_in, starts_in
from kasse.ports.signing import (
    DeviceForm,
    DeviceInfo,
    DeviceState,
    DeviceStatus,
    ExportRange,
    Finished,
    Progress,
    SigningError,
    SigningRefused,
    SigningTimeout,
)

_POLL_SECONDS = 5.0
_SLICE_SECONDS = 0.25
"""So long a receipt may have to wait while an export is waited for."""
_EXPORT_SECONDS = 6 * 3600
_SILENT_SECONDS = 60.0
_READY = "initialized"
_NEW = "uninitialized"
_ALGORITHMS = {65: "ecdsa-plain-SHA256", 97: "ecdsa-plain-SHA384"}


class SwissbitCloudTse(StepwiseTse):
    """A Tse. The maker sets it up; here, tills are registered. It is new until it has its first one."""

    def __init__(self, api: CloudApi, folder: Path, *, wait: Callable[[float], None] = time.sleep) -> None:
        super().__init__()
        self._api = api
        self._folder = folder / "tse"
        self._wait = wait
        self._info: DeviceInfo | None = None

    def info(self) -> DeviceInfo:
        """Who the device is; asked once."""
        if self._info is None:
            self._info = _info(self._api.get(), self._api.serial, is_test=self._api.is_sandbox)
        return self._info

    def status(self) -> DeviceStatus:
        """How the device is now."""
        answer = self._api.get()
        clients = tuple(self._api.texts("/clients"))
        return DeviceStatus(
            state=_state(answer, clients),
            software=answer.text_or("softwareVersion"),
            certificate_until=answer.moment_or_none("certificateExpirationDate"),
            signatures_made=answer.number_or_none("createdSignatures"),
            stored_bytes=answer.number_or_none("storageUsed"),
            capacity_bytes=answer.number_or_none("storageCapacity"),
            open_transactions=answer.number_or_none("numStartedTransactions"),
            most_open_transactions=answer.number_or_none("maxStartedTransactions"),
            clients=clients,
            most_clients=answer.number_or_none("maxRegisteredClients"),
        )

    def set_up(self, client_id: str) -> None:
        """Register this till. What the maker has not made ready cannot be made ready from here."""
        check_client(client_id)
        state = self._api.get().text("initializationState")
        if state == _NEW:
            raise SigningError(
                "Diese Cloud-TSE ist noch nicht freigeschaltet. Bitte den Händler fragen, bei dem sie bestellt wurde.",
                f"TSE {state}",
            )
        if state != _READY:
            raise SigningError(
                "Diese Cloud-TSE ist außer Betrieb. Bitte eine neue bestellen.", f"TSE {state}"[:60]
            )
        self.register_client(client_id)

    def register_client(self, client_id: str) -> None:
        """Let a till sign."""
        check_client(client_id)
        if client_id not in self._api.texts("/clients"):
            self._api.do("/registerClient", {"clientId": client_id})

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more."""
        if client_id not in self._api.texts("/clients"):
            raise SigningRefused(f"Die Kasse „{client_id}“ ist bei der TSE nicht angemeldet.")
        if self.open_transactions(client_id):
            raise SigningRefused(
                f"Die Kasse „{client_id}“ hat noch offene Transaktionen. Bitte sie erst beenden."
            )
        self._api.do("/deregisterClient", {"clientId": client_id})

    def self_test(self, client_id: str) -> None:  # noqa: ARG002 - the maker tests it, for all tills
        """See that it is ready: the tests themselves are run by the maker."""
        state = self._api.get().text("initializationState")
        if state != _READY:
            raise SigningError(
                "Die Cloud-TSE ist nicht bereit. Bitte den Händler fragen.", f"TSE {state}"[:60]
            )

    def set_time(self) -> None:
        """Nothing: the device sets its own clock."""

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:  # noqa: ARG002 - see self_test
        """Reach for it, so that the first receipt need not; the rest is done by the maker."""
        self._api.get()
        return None

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        """Write the TAR archive. The device hands out the whole only; a range is cut out of that here."""
        with closing(self.export_portions(within)) as parts:
            write_portions(parts, sink, progress)

    def export_portions(self, within: ExportRange | None) -> Generator[bytes, None, None]:
        """The archive in portions; while it is made, empty ones, so that others may ask in between."""
        if within is None:
            yield from self._whole()
            return
        with TemporaryFile() as archive, TemporaryFile() as part:
            for portion in self._whole():
                archive.write(portion)
                yield b""
            copy_range(archive, Metered(part, None, None), within)
            part.seek(0)
            while portion := part.read(PORTION_BYTES):
                yield portion

    def delete_exported(self) -> None:
        """Refused: the maker keeps everything."""
        raise SigningRefused("Swissbit Cloud bewahrt alle Aufzeichnungen selbst auf; zu löschen ist nichts.")

    def disable(self) -> None:
        """End its life, for good."""
        if self._api.numbers("/transactions"):
            raise SigningRefused("Die TSE hat noch offene Transaktionen. Bitte sie erst beenden.")
        self._api.do("/disableSecureElement")

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """What this client has finished with a number above `transaction`, ascending by number."""
        self._catch_up(client_id)
        known = self._memory().since(client_id, transaction)
        return self._learn(client_id, transaction) if known is None else known

    def close(self) -> None:
        """Let go of the connection."""
        self._api.close()

    def _remembered(self) -> Recent:
        return Recent(self._folder / f"swissbit_cloud-{self._api.serial[:16]}.jsonl")

    def _start_step(self, client_id: str) -> Step:
        body: dict[str, object] = {"clientId": client_id, "processType": "", "processData": ""}
        return _step(self._api.step("/startTransaction", body))

    def _finish_step(self, client_id: str, transaction: int, process_type: str, data: bytes) -> Step:
        body: dict[str, object] = {
            "clientId": client_id,
            "transactionNumber": transaction,
            "processType": process_type,
            "processData": base64.b64encode(data).decode("ascii"),
        }
        answer = self._api.step("/finishTransaction", body)
        step = _step(answer)
        if step.transaction != transaction:
            raise answer.unreadable("eine andere Transaktion")
        return step

    def _explains(self, client_id: str) -> bool:
        return self._explained_by(client_id, None)  # of its last answer it tells nothing

    def _open(self, client_id: str) -> Sequence[int]:
        """The device lists numbers of all tills without saying whose they are."""
        listed = self._api.numbers("/transactions")
        self._catch_up(client_id)
        recent = self._memory()
        unknown = [
            number
            for number in listed
            if number not in recent.open(client_id) and recent.since(client_id, number - 1) is None
        ]
        if unknown:
            self._learn(client_id, min(unknown) - 1)
        return [number for number in listed if number in recent.open(client_id)]

    def _learn(self, client_id: str, after: int) -> tuple[Finished, ...]:
        """Look up in an export what this till finished after a transaction, and what it began and did not finish.

        Both are learned together: from then on, what is open above it and not remembered is not this till's.
        """
        with TemporaryFile() as archive:
            self._export_transactions(client_id, after + 1, archive)
            found = finished_in(archive, client_id, after)
            begun = starts_in(archive, client_id, after)
        self._memory().learn(client_id, after, found)
        for started in begun.values():
            self._memory().started(client_id, started)
        return found

    def _export_transactions(self, client_id: str, first: int, sink: BinaryIO) -> None:  # noqa: ARG002 - all or none
        for portion in self._whole():
            sink.write(portion)

    def _whole(self) -> Generator[bytes, None, None]:
        """Have an export made, and hand it out."""
        try:
            made = self._api.step("/export", {}, seconds=CARE_SECONDS)
        except SigningRefused:
            # It makes one at a time; one that somebody left behind comes to its end by itself.
            for each in self._api.parts("/export"):
                if each.text("status") == "pending":
                    yield from self._waited_for(each.text("id"))
            made = self._api.step("/export", {}, seconds=CARE_SECONDS)
        ready = yield from self._waited_for(made.text("id"))
        yield from self._api.fetch(ready.text("downloadUrl"), seconds=_SILENT_SECONDS)

    def _waited_for(self, export: str) -> Generator[bytes, None, Answer]:
        if not export.isascii() or not export.replace("-", "").isalnum():
            raise Answer(NAME, {}).unreadable("id")
        waited = 0.0
        while (answer := self._api.get(f"/export/{export}")).text("status") == "pending":
            until = waited + _POLL_SECONDS
            while waited < until:
                yield b""
                self._wait(_SLICE_SECONDS)
                waited += _SLICE_SECONDS
            if waited > _EXPORT_SECONDS:
                raise SigningTimeout(
                    "Swissbit Cloud wird mit dem Export nicht fertig. Bitte ihn später noch einmal starten.",
                    "TIMEOUT",
                )
        if answer.text("status") != "success":
            code = (answer.text_or("errorCode") or answer.text("status"))[:60]
            raise SigningError(
                f"Swissbit Cloud konnte den Export nicht erstellen ({code}). Bitte ihn später noch einmal starten.",
                code,
            )
        return answer


def _step(answer: Answer) -> Step:
    answer.moment("signatureCreationTime")
    answer.signature("signatureValue")
    return Step(
        transaction=answer.number("transactionNumber"),
        raw_log_time=str(answer.number("signatureCreationTime")),
        counter=answer.number("signatureCounter"),
        signature=answer.octets("signatureValue"),
    )


def _state(answer: Answer, clients: tuple[str, ...]) -> DeviceState:
    state = answer.text("initializationState")
    if state == _NEW or (state == _READY and not clients):
        return DeviceState.NEW
    return DeviceState.READY if state == _READY else DeviceState.DISABLED


def _info(answer: Answer, serial: str, *, is_test: bool) -> DeviceInfo:
    found = own_first(certificates(answer.text("certificateChain")), serial)
    point = point_of(serial, [answer.text_or("publicKey")], found)
    if answer.text("serialNumber").lower() != serial or point is None or not found:
        raise answer.unreadable("Schlüssel oder Zertifikat passen nicht zur Seriennummer")
    algorithm = answer.text_or("signatureAlgorithm")
    return DeviceInfo(
        serial=serial,
        public_key=base64.b64encode(point).decode("ascii"),
        algorithm=algorithm if algorithm.startswith("ec") else _ALGORITHMS.get(len(point), algorithm),
        log_time_format=answer.text_or("logTimeFormat") or "unixTime",
        certificates=found,
        description=answer.text_or("description") or "Swissbit Cloud-TSE",
        is_test=is_test,
        maker="Swissbit AG",
        model="Swissbit Cloud-TSE V2",
        form=DeviceForm.CLOUD,
    )
