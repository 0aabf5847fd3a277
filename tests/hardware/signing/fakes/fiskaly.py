"""fiskaly SIGN DE V2 as its maker documents it: accounts, TSSs, clients, transactions, exports; signs for real."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.http_fake import HttpFake, Request, Response
from tests.hardware.signing.fakes.signing_core import Entry, SigningCore

API_KEY, API_SECRET = "test_1234_kasse", "s3cret-of-the-account"
TOKEN_SECONDS = 24 * 3600
_CLIENT_SERIAL = re.compile(r"(?!\s)[A-Za-z0-9 '()+,\-./:=?]{1,70}(?<!\s)")


class Refusal(Exception):
    """An error that fiskaly documents."""

    def __init__(self, status: int, code: str, *, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after = retry_after


@dataclass
class Revision:
    """One step of a transaction, with the answer that it got."""

    body: Any
    answer: dict[str, Any]


@dataclass
class Transaction:
    id: str
    number: int
    client: str
    state: str
    time_start: int
    time_end: int | None = None
    revisions: list[Revision] = field(default_factory=list)


@dataclass
class Export:
    wanted: Callable[[Entry], bool]
    polls_left: int
    state: str = "PENDING"
    exception: str = ""


@dataclass
class Tss:
    id: str
    core: SigningCore
    state: str = "CREATED"
    puk: str = "9876543210"
    pin: str | None = None
    wrong_pins: int = 0
    admin: bool = False
    clients: dict[str, dict[str, Any]] = field(default_factory=dict)
    transactions: dict[str, Transaction] = field(default_factory=dict)
    exports: dict[str, Export] = field(default_factory=dict)


class FakeFiskaly:
    """The service. Faults are those of its `http`."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.tokens: dict[str, float] = {}
        self.tss: dict[str, Tss] = {}
        self.polls_until_ready = 1
        self.most_records = 1_000_000
        self.env = "TEST"
        self.export_trouble = ""
        self.http = HttpFake(self._answer)
        self._routes: list[tuple[str, re.Pattern[str], Callable[..., Any]]] = [
            (method, re.compile("/api/v2" + path.replace("{}", "([^/]+)")), handle)
            for method, path, handle in (
                ("POST", "/auth", self._auth),
                ("PUT", "/tss/{}", self._create_tss),
                ("GET", "/tss/{}", self._get_tss),
                ("PATCH", "/tss/{}", self._change_tss),
                ("PATCH", "/tss/{}/admin", self._change_pin),
                ("POST", "/tss/{}/admin/auth", self._admin_auth),
                ("POST", "/tss/{}/admin/logout", self._admin_logout),
                ("GET", "/tss/{}/client", self._clients),
                ("PUT", "/tss/{}/client/{}", self._create_client),
                ("PATCH", "/tss/{}/client/{}", self._change_client),
                ("GET", "/tss/{}/client/{}/tx", self._client_transactions),
                ("GET", "/tss/{}/tx/{}", self._get_transaction),
                ("PUT", "/tss/{}/tx/{}", self._step),
                ("PUT", "/tss/{}/export/{}", self._start_export),
                ("GET", "/tss/{}/export/{}", self._get_export),
                ("DELETE", "/tss/{}/export/{}", self._cancel_export),
                ("GET", "/tss/{}/export/{}/file", self._export_file),
            )
        ]

    @property
    def address(self) -> str:
        return self.http.address + "/api/v2"

    def new_tss(self, tss: str) -> Tss:
        """A TSS as the owner creates it in the dashboard."""
        core = SigningCore(
            self.clock,
            curve=ec.SECP256R1(),
            digest=hashes.SHA256(),
            algorithm="ecdsa-plain-SHA256",
            description=f"fiskaly sign cloud-TSE ({tss})",
            start_type=" ",
        )
        self.tss[tss] = Tss(tss, core)
        return self.tss[tss]

    def close(self) -> None:
        self.http.close()

    def _answer(self, request: Request) -> Response:
        for method, path, handle in self._routes:
            match = path.fullmatch(request.path)
            if match and method == request.method:
                try:
                    if handle != self._auth:
                        self._check_token(request)
                    body = handle(request, *match.groups())
                except Refusal as refusal:
                    after = (
                        () if refusal.retry_after is None else (("Retry-After", str(refusal.retry_after)),)
                    )
                    error = {
                        "status_code": refusal.status,
                        "error": "x",
                        "code": refusal.code,
                        "message": refusal.code.lower(),
                    }
                    return Response(refusal.status, error, after)
                return body if isinstance(body, Response) else Response(200, body)
        return Response(404, {"status_code": 404, "error": "Not Found", "message": "Route not found"})

    # Tokens

    def _auth(self, request: Request) -> Any:
        if _body(request) != {"api_key": API_KEY, "api_secret": API_SECRET}:
            raise Refusal(401, "E_UNAUTHORIZED")
        token = f"token-{len(self.tokens) + 1}"
        self.tokens[token] = self.clock().timestamp() + TOKEN_SECONDS
        return {
            "access_token": token,
            "access_token_claims": {"env": self.env},
            "access_token_expires_in": TOKEN_SECONDS,
            "access_token_expires_at": int(self.tokens[token]),
            "refresh_token": "r" + token,
            "refresh_token_expires_in": 2 * TOKEN_SECONDS,
        }

    def _check_token(self, request: Request) -> None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind != "Bearer" or self.tokens.get(token, 0) <= self.clock().timestamp():
            raise Refusal(401, "E_UNAUTHORIZED")

    # The TSS

    def _tss(self, tss: str, *, alive: bool = False) -> Tss:
        if tss not in self.tss:
            raise Refusal(404, "E_TSS_NOT_FOUND")
        found = self.tss[tss]
        locked = {"DEFECTIVE": "E_TSS_DEFECTIVE", "DELETED": "E_TSS_DELETED", "EVICTED": "E_TSS_EVICTED"}
        if alive and found.state in locked:
            raise Refusal(423, locked[found.state])
        if alive and self.clock() >= found.core.valid_until:
            raise Refusal(423, "E_CERTIFICATE_EXPIRED")
        return found

    def _ready(self, tss: str) -> Tss:
        found = self._tss(tss, alive=True)
        if found.state == "DISABLED":
            raise Refusal(400, "E_TSS_DISABLED")
        if found.state != "INITIALIZED":
            raise Refusal(400, "E_TSS_NOT_INITIALIZED")
        return found

    def _create_tss(self, request: Request, tss: str) -> Any:
        _check_uuid4(tss)
        if _body(request).keys() - {"metadata"}:
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        found = self.tss.get(tss) or self.new_tss(tss)
        if found.state != "CREATED":
            raise Refusal(409, "E_TSS_CONFLICT")
        return {**self._resource(found), "admin_puk": found.puk}

    def _get_tss(self, _request: Request, tss: str) -> Any:
        return self._resource(self._tss(tss))

    def _change_tss(self, request: Request, tss: str) -> Any:
        found = self._tss(tss, alive=True)
        change = (found.state, _body(request).get("state"))
        if change == ("CREATED", "UNINITIALIZED"):
            found.core.event("enterSecureState", "")
        elif change == ("UNINITIALIZED", "INITIALIZED"):
            self._check_admin(found)
            found.core.event("initialize", found.core.description)
        elif change in (("UNINITIALIZED", "DISABLED"), ("INITIALIZED", "DISABLED")):
            self._check_admin(found)
            found.core.event("disableSecureElement", str(int(self.clock().timestamp())))
        else:
            raise Refusal(400, "E_ILLEGAL_TSS_STATE_CHANGE")
        found.state = change[1]
        return self._resource(found)

    def _resource(self, tss: Tss) -> dict[str, Any]:
        core = tss.core
        der = core.chain[0].public_bytes(serialization.Encoding.DER)
        resource = {
            "certificate": base64.b64encode(der).decode(),
            "serial_number": core.serial,
            "public_key": core.public_key(),
            "signature_algorithm": core.algorithm,
            "signature_timestamp_format": "unixTime",
            "transaction_data_encoding": "UTF-8",
            "max_number_registered_clients": 199,
            "max_number_active_transactions": 2000,
            "supported_update_variants": "SIGNED",
            "metadata": {},
            "_id": tss.id,
            "_type": "TSS",
            "_env": self.env,
            "_version": "2.2.2",
            "time_creation": 1_700_000_000,
            "state": tss.state,
        }
        if tss.state != "CREATED":
            resource |= {
                "description": core.description,
                "bsi_certification_id": "BSI-K-TR-0717-2025",
                "signature_counter": str(core.counter),
                "transaction_counter": str(core.transaction),
                "number_registered_clients": sum(c["state"] == "REGISTERED" for c in tss.clients.values()),
                "number_active_transactions": sum(t.state == "ACTIVE" for t in tss.transactions.values()),
            }
        return resource

    # The administrator

    def _change_pin(self, request: Request, tss: str) -> Any:
        found = self._tss(tss, alive=True)
        body = _body(request)
        if found.state not in ("UNINITIALIZED", "INITIALIZED") or len(body.get("new_admin_pin", "")) < 6:
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        if body.get("admin_puk") != found.puk:
            raise Refusal(400, "E_CHANGE_ADMIN_PIN_FAILED")
        found.pin, found.wrong_pins = body["new_admin_pin"], 0
        found.core.event("unblockUser", "admin")
        return {}

    def _admin_auth(self, request: Request, tss: str) -> Any:
        found = self._tss(tss, alive=True)
        if found.pin is None or found.wrong_pins >= 5:
            raise Refusal(423, "E_ADMIN_PIN_BLOCKED")
        found.core.event("authenticateUser", "admin")
        if _body(request).get("admin_pin") != found.pin:
            found.wrong_pins += 1
            raise Refusal(401, "E_UNAUTHORIZED")
        found.wrong_pins, found.admin = 0, True
        return {}

    def _admin_logout(self, _request: Request, tss: str) -> Any:
        found = self._tss(tss, alive=True)
        if found.state == "DISABLED":
            raise Refusal(400, "E_TSS_DISABLED")
        if found.admin:
            found.core.event("logOut", "admin")
        found.admin = False
        return {}

    def _check_admin(self, tss: Tss) -> None:
        if not tss.admin:
            raise Refusal(401, "E_UNAUTHORIZED")

    # Clients

    def _clients(self, request: Request, tss: str) -> Any:
        clients = [
            client
            for client in self._tss(tss).clients.values()
            if request.one("serial_number", client["serial_number"]) == client["serial_number"]
            and request.one("state", client["state"]) == client["state"]
        ]
        return self._page(request, clients, "CLIENT_LIST")

    def _create_client(self, request: Request, tss: str, client: str) -> Any:
        _check_uuid4(client)
        found = self._tss(tss, alive=True)
        self._check_admin(found)
        serial = _body(request).get("serial_number", "")
        if not _CLIENT_SERIAL.fullmatch(serial):
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        if client in found.clients and found.clients[client]["serial_number"] == serial:
            return found.clients[client]
        if any(client in each.clients for each in self.tss.values()):
            raise Refusal(409, "E_CLIENT_CONFLICT")
        if any(each["serial_number"] == serial for each in found.clients.values()):
            raise Refusal(400, "E_ILLEGAL_CLIENT_SERIAL")
        if sum(each["state"] == "REGISTERED" for each in found.clients.values()) >= 199:
            raise Refusal(403, "E_CLIENT_LIMIT_REACHED")
        found.core.event("registerClient", serial)
        found.clients[client] = {
            "serial_number": serial,
            "state": "REGISTERED",
            "tss_id": tss,
            "_id": client,
            "_type": "CLIENT",
            "_env": self.env,
            "_version": "2.2.2",
            "time_creation": 1_700_000_000,
        }
        return found.clients[client]

    def _change_client(self, request: Request, tss: str, client: str) -> Any:
        found = self._tss(tss, alive=True)
        self._check_admin(found)
        if client not in found.clients:
            raise Refusal(404, "E_CLIENT_NOT_FOUND")
        state = _body(request).get("state")
        if state not in ("REGISTERED", "DEREGISTERED"):
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        serial = found.clients[client]["serial_number"]
        found.core.event("registerClient" if state == "REGISTERED" else "deregisterClient", serial)
        found.clients[client]["state"] = state
        return found.clients[client]

    # Transactions

    def _step(self, request: Request, tss: str, name: str) -> Any:
        found = self._ready(tss)
        body = _body(request)
        revision = int(request.one("tx_revision", "1"))
        client = found.clients.get(body.get("client_id", ""))
        if client is None:
            raise Refusal(400, "E_CLIENT_NOT_FOUND")
        if client["state"] != "REGISTERED":
            raise Refusal(400, "E_CLIENT_DEREGISTERED")
        known = self._named(found, name)
        if known is not None and revision <= len(known.revisions):
            if known.revisions[revision - 1].body != body:
                raise Refusal(400, "E_TX_UPSERT")
            return known.revisions[revision - 1].answer
        if known is None:
            return self._start(found, name, revision, body, client)
        return self._finish(found, known, revision, body, client)

    def _start(self, tss: Tss, name: str, revision: int, body: Any, client: dict[str, Any]) -> Any:
        _check_uuid4(name)
        if (revision, body.get("state")) != (1, "ACTIVE"):
            raise Refusal(400, "E_TX_UPSERT")
        if "schema" in body:  # the law wants nothing said at the start
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        if sum(each.state == "ACTIVE" for each in tss.transactions.values()) >= 2000:
            raise Refusal(400, "E_TX_LIMIT_REACHED")
        entry = tss.core.start(client["serial_number"])
        number = entry.transaction or 0
        transaction = Transaction(name, number, client["_id"], "ACTIVE", entry.log_time)
        tss.transactions[name] = transaction
        return self._revised(tss, transaction, body, entry, "Start", {})

    def _finish(
        self, tss: Tss, transaction: Transaction, revision: int, body: Any, client: dict[str, Any]
    ) -> Any:
        if (
            transaction.state != "ACTIVE"
            or revision != len(transaction.revisions) + 1
            or body.get("state") != "FINISHED"
            or client["_id"] != transaction.client
        ):
            raise Refusal(400, "E_TX_UPSERT")
        raw = body.get("schema", {}).get("raw")
        if not isinstance(raw, dict):
            raise Refusal(409, "E_TX_NO_TYPE_DEFINED")
        try:
            data = base64.b64decode(raw["process_data"], validate=True)
        except (KeyError, TypeError, binascii.Error) as error:
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION") from error
        entry = tss.core.finish(client["serial_number"], transaction.number, raw["process_type"], data)
        transaction.state, transaction.time_end = "FINISHED", entry.log_time
        return self._revised(tss, transaction, body, entry, "Finish", body["schema"])

    def _revised(
        self, tss: Tss, transaction: Transaction, body: Any, entry: Entry, operation: str, schema: Any
    ) -> dict[str, Any]:
        revision = len(transaction.revisions) + 1
        answer = {
            "number": transaction.number,
            "time_start": transaction.time_start,
            "client_serial_number": tss.clients[transaction.client]["serial_number"],
            "tss_serial_number": tss.core.serial,
            "state": transaction.state,
            "client_id": transaction.client,
            "schema": schema,
            "revision": revision,
            "latest_revision": revision,
            "tss_id": tss.id,
            "metadata": {},
            "_type": "TRANSACTION",
            "_id": transaction.id,
            "_env": self.env,
            "_version": "2.2.2",
            "log": {
                "operation": operation,
                "timestamp": entry.log_time,
                "timestamp_format": "unixTime",
            },
            "signature": {
                "value": entry.signature,
                "algorithm": tss.core.algorithm,
                # Documented as text, and really a number at times: readers have to take both.
                "counter": entry.counter if revision == 1 else str(entry.counter),
                "public_key": tss.core.public_key(),
            },
        }
        if transaction.time_end is not None:
            answer["time_end"] = transaction.time_end
        transaction.revisions.append(Revision(body, answer))
        return answer

    def _named(self, tss: Tss, name: str) -> Transaction | None:
        if name.isdigit():
            return next((each for each in tss.transactions.values() if each.number == int(name)), None)
        return tss.transactions.get(name)

    def _get_transaction(self, request: Request, tss: str, name: str) -> Any:
        found = self._named(self._tss(tss), name)
        if found is None:
            raise Refusal(404, "E_TX_NOT_FOUND")
        revision = int(request.one("tx_revision", str(len(found.revisions))))
        if not 1 <= revision <= len(found.revisions):
            raise Refusal(400, "E_TX_REVISION_NOT_FOUND")
        return {**found.revisions[revision - 1].answer, "latest_revision": len(found.revisions)}

    def _client_transactions(self, request: Request, tss: str, client: str) -> Any:
        found = self._tss(tss)
        if client not in found.clients:
            raise Refusal(404, "E_CLIENT_NOT_FOUND")
        states = request.all("states")
        transactions = [
            each.revisions[-1].answer
            for each in found.transactions.values()
            if each.client == client and (not states or each.state in states)
        ]
        if request.one("order_by") not in ("number", "state", "time_start", "time_end"):
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        transactions.sort(
            key=lambda each: each[request.one("order_by")], reverse=request.one("order") == "desc"
        )
        return self._page(request, transactions, "TRANSACTION_LIST")

    def _page(self, request: Request, found: list[Any], kind: str) -> Any:
        limit, offset = int(request.one("limit", "100")), int(request.one("offset", "0"))
        if not (1 <= limit <= 100 and offset >= 0):
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        return {
            "data": found[offset : offset + limit],
            "count": len(found),
            "_type": kind,
            "_env": self.env,
            "_version": "2.2.2",
        }

    # Exports

    def _start_export(self, request: Request, tss: str, export: str) -> Any:
        _check_uuid4(export)
        found = self._tss(tss)
        if found.state not in ("INITIALIZED", "DISABLED", "DEFECTIVE"):
            raise Refusal(409, "E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT")
        if export in found.exports:
            raise Refusal(400, "E_DUPLICATE_EXPORT")
        bounds = {name: int(value) for name, value in request.query}
        running = [each for each in found.exports.values() if each.state in ("PENDING", "WORKING")]
        if len(running) >= 10:
            raise Refusal(409, "E_TOO_MANY_EXPORTS")
        made = Export(lambda entry: _lies_in(entry, bounds), self.polls_until_ready)
        found.exports[export] = made
        chosen = sum(made.wanted(entry) for entry in found.core.entries)
        if self.export_trouble:
            made.exception = self.export_trouble
        elif chosen > self.most_records:
            made.exception = "E_TOO_MANY_RECORDS"
        elif not chosen:
            made.exception = "E_NO_DATA_AVAILABLE"
        return self._export_resource(found, export)

    def _get_export(self, _request: Request, tss: str, export: str) -> Any:
        found = self._tss(tss)
        made = self._export(found, export)
        if made.state in ("PENDING", "WORKING"):
            if made.polls_left:
                made.polls_left -= 1
                made.state = "WORKING"
            else:
                made.state = "ERROR" if made.exception else "COMPLETED"
        after = (("Retry-After", "3"),) if made.state == "WORKING" else ()
        return Response(200, self._export_resource(found, export), after)

    def _cancel_export(self, _request: Request, tss: str, export: str) -> Any:
        found = self._tss(tss)
        made = self._export(found, export)
        if made.state not in ("PENDING", "WORKING"):
            raise Refusal(400, "E_CANCEL_EXPORT")
        made.state = "CANCELLED"
        return self._export_resource(found, export)

    def _export_file(self, _request: Request, tss: str, export: str) -> Any:
        found = self._tss(tss)
        made = self._export(found, export)
        if made.state != "COMPLETED":
            raise Refusal(404, "E_EXPORT_NOT_COMPLETED", retry_after=60)
        return Response(200, found.core.export(made.wanted), (("Content-Type", "application/x-tar"),))

    def _export(self, tss: Tss, export: str) -> Export:
        if export not in tss.exports:
            raise Refusal(404, "E_EXPORT_NOT_FOUND")
        return tss.exports[export]

    def _export_resource(self, tss: Tss, export: str) -> dict[str, Any]:
        made = tss.exports[export]
        resource = {
            "state": made.state,
            "time_request": int(self.clock().timestamp()),
            "tss_id": tss.id,
            "metadata": {},
            "_type": "EXPORT",
            "_id": export,
            "_env": self.env,
            "_version": "2.2.2",
        }
        return resource | ({"exception": made.exception} if made.state == "ERROR" else {})


def _body(request: Request) -> dict[str, Any]:
    try:
        body = request.json()
    except ValueError as error:
        raise Refusal(400, "E_PARSER") from error
    if not isinstance(body, dict):
        raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
    return body


def _check_uuid4(text: str) -> None:
    try:
        fine = UUID(text).version == 4 and str(UUID(text)) == text
    except ValueError:
        fine = False
    if not fine:
        raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")


def _lies_in(entry: Entry, bounds: dict[str, int]) -> bool:
    if not bounds.keys() <= {
        "start_transaction_number",
        "end_transaction_number",
        "start_date",
        "end_date",
        "start_signature_counter",
        "end_signature_counter",
    }:
        raise Refusal(400, "E_PARAMETER_MISMATCH")
    of_transactions = "start_transaction_number" in bounds or "end_transaction_number" in bounds
    if of_transactions and entry.transaction is None:
        return False
    return (
        bounds.get("start_transaction_number", 0) <= (entry.transaction or 0)
        and (entry.transaction or 0) <= bounds.get("end_transaction_number", 2**63)
        and bounds.get("start_date", 0) <= entry.log_time <= bounds.get("end_date", 2**63)
        and bounds.get("start_signature_counter", 0)
        <= entry.counter
        <= bounds.get("end_signature_counter", 2**63)
    )
