"""Caring for a TSS at fiskaly: set-up from its creation on, tills, exports, and its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from tempfile import TemporaryFile
from typing import BinaryIO
from urllib.parse import urlencode
from uuid import uuid4

from kasse.fiscal.de.client_id import is_client_id
from kasse.hardware.signing.answers import Answer, certificates, valid_until
from kasse.hardware.signing.fiskaly.api import NAME, SIGNING_SECONDS, FiskalyApi
from kasse.hardware.signing.fiskaly.keys import Keys
from kasse.hardware.signing.fiskaly.signing import FiskalySigning
from kasse.hardware.signing.portions import write_portions
from kasse.hardware.signing.tar_parts import joined
from kasse.ports.signing import (
    DeviceState,
    DeviceStatus,
    ExportRange,
    Progress,
    SigningError,
    SigningRefused,
    SigningTimeout,
    Span,
)

MOST_RECORDS = 1_000_000
"""Log messages in one export; more have to be fetched in several."""
_POLL_SECONDS = 6.0
"""The maker allows twelve questions a minute about one export."""
_SLICE_SECONDS = 0.25
"""So long a receipt may have to wait while an export is waited for."""
_EXPORT_SECONDS = 6 * 3600
_SILENT_SECONDS = 60.0
_STATES = {
    "CREATED": DeviceState.NEW,
    "UNINITIALIZED": DeviceState.NEW,
    "INITIALIZED": DeviceState.READY,
}
_RANGES = {
    Span.TRANSACTIONS: ("start_transaction_number", "end_transaction_number"),
    Span.SECONDS: ("start_date", "end_date"),
}


class FiskalyTse(FiskalySigning):
    """A whole TSS: a `kasse.ports.signing.Tse`."""

    def __init__(
        self, api: FiskalyApi, keys: Keys, tss: str, *, wait: Callable[[float], None] = time.sleep
    ) -> None:
        super().__init__(api, keys, tss)
        self._wait = wait

    def status(self) -> DeviceStatus:
        """How the TSS is now. What was never created is new."""
        if not self._given_tss and not self._keys.created_tss():
            return DeviceStatus(DeviceState.NEW)
        answer = self._resource()
        found = certificates(answer.text("certificate"))
        return DeviceStatus(
            state=_STATES.get(answer.text("state"), DeviceState.DISABLED),
            software=answer.text("_version"),
            certificate_until=valid_until(found, answer.text("serial_number").lower()),
            signatures_made=answer.number_or_none("signature_counter"),
            open_transactions=answer.number_or_none("number_active_transactions"),
            most_open_transactions=answer.number_or_none("max_number_active_transactions"),
            clients=tuple(self._registered_clients()),
            most_clients=answer.number_or_none("max_number_registered_clients"),
        )

    def set_up(self, client_id: str) -> None:
        """Create and initialise the TSS as far as it is not, and register this till."""
        _check_client_id(client_id)
        if not self._given_tss and not self._keys.created_tss():
            # Kept before fiskaly hears of it: a lost answer must not cost a second TSS.
            self._keys.keep_created_tss(str(uuid4()))
        state = self._state()
        if state in (None, "CREATED"):
            # As long as it is in this state, creating it again does nothing but tell its PUK.
            answer = self._api.ask("PUT", self._path, {})
            self._keys.keep_puk(self.tss, answer.text("admin_puk"))
            self._move_to("UNINITIALIZED")
            state = "UNINITIALIZED"
        if state == "UNINITIALIZED":
            self._set_pin()
            with self._as_admin():
                self._move_to("INITIALIZED")
        elif state != "INITIALIZED":
            raise SigningError("Diese TSE ist außer Betrieb. Bitte eine neue einrichten.", f"TSS {state}")
        self.register_client(client_id)

    def register_client(self, client_id: str) -> None:
        """Let a till sign."""
        _check_client_id(client_id)
        found = self._found(client_id)
        if found is not None and found[1] == "REGISTERED":
            return
        with self._as_admin():
            if found is None:
                self._api.ask("PUT", f"{self._path}/client/{uuid4()}", {"serial_number": client_id})
            else:
                self._api.ask("PATCH", f"{self._path}/client/{found[0]}", {"state": "REGISTERED"})

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more."""
        found = self._found(client_id)
        if found is None or found[1] != "REGISTERED":
            raise SigningRefused(f"Die Kasse „{client_id}“ ist bei der TSE nicht angemeldet.")
        if self.open_transactions(client_id):
            raise SigningRefused(
                f"Die Kasse „{client_id}“ hat noch offene Transaktionen. Bitte sie erst beenden."
            )
        self._clients.pop(client_id, None)
        with self._as_admin():
            self._api.ask("PATCH", f"{self._path}/client/{found[0]}", {"state": "DEREGISTERED"})

    def self_test(self, client_id: str) -> None:  # noqa: ARG002 - fiskaly tests itself, for all tills
        """See that it is ready: the tests themselves are run by fiskaly."""
        state = self._state()
        if state != "INITIALIZED":
            raise SigningError("Die TSE ist nicht bereit. Bitte sie einrichten.", f"TSS {state}")

    def set_time(self) -> None:
        """Nothing: fiskaly sets its own clock."""

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:  # noqa: ARG002 - see self_test
        """Log in, so that the first receipt need not; the rest is done by fiskaly."""
        if self._given_tss or self._keys.created_tss():
            self._state()
        return None

    def export(
        self, sink: BinaryIO, *, within: ExportRange | None = None, progress: Progress | None = None
    ) -> None:
        """Write the TAR archive. What is more than one export may hold is fetched in several and joined."""
        with closing(self.export_portions(within)) as parts:
            write_portions(parts, sink, progress)

    def export_portions(self, within: ExportRange | None) -> Generator[bytes, None, None]:
        """The archive in portions; while fiskaly makes it, empty ones, so that others may ask in between."""
        if within is not None:
            first, last = _RANGES[within.span]
            yield from self._made({first: within.first, last: within.last})
            return
        signatures = self._resource().number_or_none("signature_counter") or 0
        if signatures <= MOST_RECORDS:
            yield from self._made({})
            return
        with ExitStack() as stack:
            parts: list[BinaryIO] = []
            for start in range(1, signatures + 1, MOST_RECORDS):
                parts.append(stack.enter_context(TemporaryFile()))
                bounds = {"start_signature_counter": start, "end_signature_counter": start + MOST_RECORDS - 1}
                for portion in self._made(bounds):
                    parts[-1].write(portion)
                    yield b""
            yield from joined(parts)

    def delete_exported(self) -> None:
        """Refused: fiskaly keeps everything."""
        raise SigningRefused("fiskaly bewahrt alle Aufzeichnungen selbst auf; zu löschen ist nichts.")

    def disable(self) -> None:
        """End its life, for good."""
        if self._resource().number_or_none("number_active_transactions"):
            raise SigningRefused("Die TSE hat noch offene Transaktionen. Bitte sie erst beenden.")
        with self._as_admin():
            self._move_to("DISABLED")

    def _resource(self) -> Answer:
        return self._api.ask("GET", self._path, seconds=SIGNING_SECONDS)

    def _state(self) -> str | None:
        """The TSS's state; None if the one that was to be created here does not exist yet."""
        try:
            return self._resource().text("state")
        except SigningError as error:
            if error.code == "E_TSS_NOT_FOUND" and not self._given_tss:
                return None
            raise

    def _move_to(self, state: str) -> None:
        try:
            self._api.ask("PATCH", self._path, {"state": state})
        except SigningRefused:
            # Asked again after a lost answer, it may be where it should go.
            if self._state() != state:
                raise

    def _set_pin(self) -> None:
        tss = self.tss
        puk = self._keys.puk(tss)
        if not puk:
            raise SigningError(
                "Zum Einrichten fehlt die Admin-PUK der TSE. Bitte sie aus dem fiskaly HUB eintragen.",
                "NO_PUK",
            )
        pin = next(iter(self._keys.pins(tss)), "") or self._keys.choose_pin(tss)
        body = {"admin_puk": puk, "new_admin_pin": pin}
        self._api.ask("PATCH", f"{self._path}/admin", body, again=False)

    @contextmanager
    def _as_admin(self) -> Iterator[None]:
        self._resource()  # a token that has run out is renewed here, so that a PIN is tried once only
        self._log_in_as_admin()
        try:
            yield
        finally:
            # The work is done or its own error tells; a session that stays open ends by itself.
            with suppress(SigningError):
                self._api.ask("POST", f"{self._path}/admin/logout", {}, seconds=SIGNING_SECONDS)

    def _log_in_as_admin(self) -> None:
        tss = self.tss
        if not self._keys.pins(tss) and self._keys.puk(tss):
            self._set_pin()
        refusal: SigningError | None = None
        for pin in self._keys.pins(tss):
            try:
                self._api.ask("POST", f"{self._path}/admin/auth", {"admin_pin": pin}, again=False)
            except SigningError as error:
                if error.code not in ("E_UNAUTHORIZED", "E_ADMIN_LOGIN_FAILED"):
                    raise
                self._keys.refuse_pin(tss, pin)
                refusal = error
                continue
            self._keys.keep_pin(tss, pin)
            return
        raise SigningError(
            "Dafür braucht kasse die richtige Admin-PIN der TSE. Bitte sie in den Einstellungen der TSE eintragen; "
            "ist sie nicht mehr bekannt, dort die Admin-PUK eintragen und die Admin-PIN leer lassen.",
            "NO_PIN" if refusal is None else refusal.code,
        ) from refusal

    def _registered_clients(self) -> Iterator[str]:
        for offset in range(0, 1000, 100):
            query = urlencode({"state": "REGISTERED", "limit": 100, "offset": offset})
            page = self._api.ask("GET", f"{self._path}/client?{query}", seconds=SIGNING_SECONDS).parts("data")
            yield from (each.text("serial_number") for each in page if each.text("state") == "REGISTERED")
            if len(page) < 100:
                return

    def _made(self, bounds: dict[str, int]) -> Generator[bytes, None, None]:
        """Have one export made, and hand it out."""
        path = f"{self._path}/export/{uuid4()}"
        self._api.ask("PUT", path + (f"?{urlencode(bounds)}" if bounds else ""), {})
        try:
            yield from self._waited_for(path)
        except BaseException:
            # Nobody wants it any more. It may be ready or have failed at this very moment: all the same.
            with suppress(SigningError):
                self._api.ask("DELETE", path, seconds=SIGNING_SECONDS)
            raise
        yield from self._api.fetch(f"{path}/file", seconds=_SILENT_SECONDS)

    def _waited_for(self, path: str) -> Generator[bytes, None, None]:
        waited = 0.0
        while True:
            answer, retry_after = self._api.poll(path)
            state = answer.text("state")
            if state == "COMPLETED":
                return
            if state not in ("PENDING", "WORKING"):
                raise _export_problem((answer.text_or("exception") or f"EXPORT {state}")[:60])
            until = waited + max(1.0, retry_after or _POLL_SECONDS)
            while waited < until:
                yield b""
                self._wait(_SLICE_SECONDS)
                waited += _SLICE_SECONDS
            if waited > _EXPORT_SECONDS:
                raise SigningTimeout(
                    "fiskaly wird mit dem Export nicht fertig. Bitte ihn später noch einmal starten.",
                    "TIMEOUT",
                )


def _export_problem(code: str) -> SigningError:
    match code:
        case "E_NO_DATA_AVAILABLE" | "E_TRANSACTION_ID_NOT_FOUND" | "E_ID_NOT_FOUND":
            return SigningRefused("In diesem Bereich hat die TSE nichts aufgezeichnet.", code)
        case "E_TOO_MANY_RECORDS":
            return SigningRefused(
                "Der Bereich ist zu groß für einen Export. Bitte einen kleineren wählen.", code
            )
        case _:
            return SigningError(
                f"{NAME} konnte den Export nicht erstellen ({code}). Bitte ihn später noch einmal starten.",
                code,
            )


def _check_client_id(client_id: str) -> None:
    if not is_client_id(client_id):
        raise SigningRefused(
            f"„{client_id}“ kann keine Seriennummer einer Kasse sein: höchstens 30 Zeichen, "
            "nur Buchstaben ohne Umlaute, Ziffern, Leerzeichen und ' ( ) + - , . ="
        )
