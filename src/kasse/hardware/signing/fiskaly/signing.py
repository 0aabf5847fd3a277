"""Signing with a TSS at fiskaly: transactions that begin and end, and those that are found again."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid4

from kasse.fiscal.de.client_id import is_client_id
from kasse.hardware.signing.answers import Answer, certificates, own_first, point_of
from kasse.hardware.signing.fiskaly.api import NAME, SIGNING_SECONDS, FiskalyApi
from kasse.hardware.signing.fiskaly.keys import Keys
from kasse.ports.signing import DeviceForm, DeviceInfo, Finished, SigningError, SigningRefused, Started

_PAGE = 100
_MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class _Begun:
    """A transaction that is open as far as we know."""

    client_id: str
    started: Started
    revision: int


class FiskalySigning:
    """The daily part of a TSS. `tss` is its UUID; empty: the one that was created here, once there is one.

    A transaction gets its UUID here, and each of its steps the next revision: fiskaly carries out a step once,
    however often it is asked for it.
    """

    def __init__(self, api: FiskalyApi, keys: Keys, tss: str) -> None:
        self._api = api
        self._keys = keys
        self._given_tss = checked_tss(tss)
        self._info: DeviceInfo | None = None
        self._clients: dict[str, str] = {}
        self._begun: dict[int, _Begun] = {}

    @property
    def tss(self) -> str:
        """The UUID of the TSS.

        Raises:
            SigningError: none is named, and none was created.
        """
        tss = self._given_tss or checked_tss(self._keys.created_tss())
        if not tss:
            raise SigningError("Die TSE bei fiskaly ist noch nicht eingerichtet. Bitte sie einrichten.")
        return tss

    @property
    def _path(self) -> str:
        return f"/tss/{self.tss}"

    def info(self) -> DeviceInfo:
        """Who the device is; asked once."""
        if self._info is None:
            self._info = _info(self._api.ask("GET", self._path, seconds=SIGNING_SECONDS))
        return self._info

    def start(self, client_id: str) -> Started:
        """Begin a transaction for this till."""
        client = self._registered(client_id)
        self.info()  # needed for the answer, and nothing may go wrong between the two
        answer = self._step(f"{uuid4()}", 1, {"state": "ACTIVE", "client_id": client}, client_id)
        started = self._started(answer)
        self._begun[started.transaction] = _Begun(client_id, started, 1)
        return started

    def finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> Finished:
        """End a transaction with what happened."""
        begun = self._begun.get(transaction) or self._asked_begun(transaction)
        if begun.client_id != client_id:
            raise SigningRefused(f"Eine offene Transaktion {transaction} dieser Kasse kennt die TSE nicht.")
        encoded = base64.b64encode(process_data.encode()).decode("ascii")
        body = {
            "state": "FINISHED",
            "client_id": self._registered(client_id),
            "schema": {"raw": {"process_type": process_type, "process_data": encoded}},
        }
        try:
            answer = self._step(str(transaction), begun.revision + 1, body, client_id)
        except SigningRefused:
            self._begun.pop(transaction, None)  # what it is now, the device has to tell
            raise
        finished = self._finished(answer, begun.started)
        if (finished.transaction, finished.process_type, finished.process_data) != (
            transaction,
            process_type,
            process_data,
        ):
            raise answer.unreadable("eine andere Transaktion")
        self._begun.pop(transaction, None)
        return finished

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        """Start and finish."""
        return self.finish(client_id, self.start(client_id).transaction, process_type, process_data)

    def open_transactions(self, client_id: str) -> Sequence[int]:
        """The transactions that this client has started and not finished, ascending."""
        return tuple(each.number("number") for each in self._transactions(client_id, "ACTIVE", "asc"))

    def finished_since(self, client_id: str, transaction: int) -> Sequence[Finished]:
        """What this client has finished with a number above `transaction`, ascending by number."""
        found: list[Finished] = []
        for each in self._transactions(client_id, "FINISHED", "desc"):
            number = each.number("number")
            if number <= transaction:
                break
            first = self._revision(number, 1)
            found.append(self._finished(each, self._started(first)))
        return tuple(reversed(found))

    def close(self) -> None:
        """Let go of the connection."""
        self._api.close()

    def _step(self, transaction: str, revision: int, body: object, client_id: str) -> Answer:
        """Have a revision of a transaction signed."""
        path = f"{self._path}/tx/{transaction}?tx_revision={revision}"
        try:
            answer = self._api.ask("PUT", path, body, seconds=SIGNING_SECONDS)
        except SigningRefused:
            self._clients.pop(client_id, None)  # perhaps it was taken off by somebody else
            raise
        if answer.text("client_serial_number") != client_id or answer.number("revision") != revision:
            raise answer.unreadable("eine andere Transaktion")
        return answer

    def _started(self, answer: Answer) -> Started:
        if answer.number("revision") != 1 or answer.text("tss_serial_number").lower() != self.info().serial:
            raise answer.unreadable("eine andere Transaktion")
        log, signature = answer.part("log"), answer.part("signature")
        return Started(
            transaction=answer.number("number"),
            log_time=log.moment("timestamp"),
            raw_log_time=str(log.number("timestamp")),
            counter=signature.number("counter"),
            signature=signature.signature("value"),
        )

    def _finished(self, answer: Answer, started: Started) -> Finished:
        raw = answer.part("schema").part("raw")
        if answer.text("state") != "FINISHED" or answer.number("number") != started.transaction:
            raise answer.unreadable("eine andere Transaktion")
        try:
            process_data = raw.octets("process_data").decode("utf-8")
        except UnicodeDecodeError as error:
            raise raw.unreadable("process_data") from error
        log, signature = answer.part("log"), answer.part("signature")
        return Finished(
            client_id=answer.text("client_serial_number"),
            transaction=started.transaction,
            process_type=raw.text("process_type"),
            process_data=process_data,
            started=started,
            log_time=log.moment("timestamp"),
            raw_log_time=str(log.number("timestamp")),
            counter=signature.number("counter"),
            signature=signature.signature("value"),
        )

    def _asked_begun(self, transaction: int) -> _Begun:
        """A transaction that began before this program did."""
        latest = self._revision(transaction)
        if latest.text("state") != "ACTIVE":
            raise SigningRefused(f"Die Transaktion {transaction} ist schon beendet.")
        revision = latest.number("latest_revision")
        first = latest if revision == 1 else self._revision(transaction, 1)
        return _Begun(latest.text("client_serial_number"), self._started(first), revision)

    def _revision(self, transaction: int, revision: int | None = None) -> Answer:
        query = "" if revision is None else f"?tx_revision={revision}"
        answer = self._api.ask("GET", f"{self._path}/tx/{transaction}{query}", seconds=SIGNING_SECONDS)
        if answer.number("number") != transaction:
            raise answer.unreadable("eine andere Transaktion")
        return answer

    def _transactions(self, client_id: str, state: str, order: str) -> Iterator[Answer]:
        """A till's transactions, page by page. Numbers that do not go their way are an unreadable answer."""
        client = self._found(client_id)
        if client is None:
            return
        last: int | None = None
        for page in range(_MOST_PAGES):
            query = urlencode(
                {
                    "states[]": state,
                    "order_by": "number",
                    "order": order,
                    "limit": _PAGE,
                    "offset": page * _PAGE,
                }
            )
            answer = self._api.ask(
                "GET", f"{self._path}/client/{client[0]}/tx?{query}", seconds=SIGNING_SECONDS
            )
            transactions = answer.parts("data")
            for each in transactions:
                number = each.number("number")
                if last is not None and (number <= last if order == "asc" else number >= last):
                    raise each.unreadable("Reihenfolge der Transaktionen")
                last = number
                yield each
            if len(transactions) < _PAGE:
                return
        raise SigningError(
            "Bei fiskaly sind zu viele Transaktionen zu prüfen. Bitte den Anbieter der Kasse fragen."
        )

    def _registered(self, client_id: str) -> str:
        """The UUID of a till that may sign."""
        if client_id not in self._clients:
            found = self._found(client_id)
            if found is None or found[1] != "REGISTERED":
                raise SigningRefused(
                    f"Die Kasse „{client_id}“ ist bei der TSE nicht angemeldet. Bitte in den Einstellungen anmelden."
                )
            self._clients[client_id] = found[0]
        return self._clients[client_id]

    def _found(self, client_id: str) -> tuple[str, str] | None:
        """UUID and state of a till at this TSS."""
        if not is_client_id(client_id):
            return None
        query = urlencode({"serial_number": client_id, "limit": _PAGE})
        answer = self._api.ask("GET", f"{self._path}/client?{query}", seconds=SIGNING_SECONDS)
        for each in answer.parts("data"):
            if each.text("serial_number") == client_id:
                return _uuid(each, "_id"), each.text("state")
        return None


def checked_tss(text: str) -> str:
    """A TSS-ID as it stands in addresses; empty stays empty.

    Raises:
        SigningError: it is none.
    """
    if not text.strip():
        return ""
    try:
        return str(UUID(text.strip()))
    except ValueError as error:
        raise SigningError(
            f"„{text.strip()[:60]}“ ist keine TSS-ID. Bitte die ID aus dem fiskaly HUB kopieren; sie sieht aus wie "
            "a4724605-7fc3-400e-aa26-e5f1f9b10af0."
        ) from error


def _uuid(answer: Answer, name: str) -> str:
    try:
        return str(UUID(answer.text(name)))
    except ValueError as error:
        raise answer.unreadable(name) from error


def _info(answer: Answer) -> DeviceInfo:
    serial = answer.text("serial_number").lower()
    found = own_first(certificates(answer.text("certificate")), serial)
    point = point_of(serial, [answer.text("public_key")], found)
    if point is None or not found:
        raise answer.unreadable("Schlüssel oder Zertifikat passen nicht zur Seriennummer")
    return DeviceInfo(
        serial=serial,
        public_key=base64.b64encode(point).decode("ascii"),
        algorithm=answer.text("signature_algorithm"),
        log_time_format=answer.text("signature_timestamp_format"),
        certificates=found,
        description=answer.text_or("description") or f"fiskaly sign cloud-TSE ({answer.text('_id')})",
        is_test=answer.text("_env") != "LIVE",
        maker="fiskaly GmbH",
        model=NAME + " SIGN DE V2",
        certification_id=answer.text_or("bsi_certification_id"),
        form=DeviceForm.CLOUD,
    )
