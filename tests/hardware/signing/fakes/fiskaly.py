"""fiskaly SIGN DE V2 as its maker documents it: accounts, TSSs, clients, transactions, exports; signs for real."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.fiskaly_exports import Exports
from tests.hardware.signing.fakes.fiskaly_model import Refusal, Tss, body_of, check_uuid4
from tests.hardware.signing.fakes.fiskaly_transactions import Transactions
from tests.hardware.signing.fakes.http_fake import HttpFake, Request, Response
from tests.hardware.signing.fakes.signing_core import SigningCore

API_KEY, API_SECRET = "test_1234_kasse", "s3cret-of-the-account"
TOKEN_SECONDS = 24 * 3600
_CLIENT_SERIAL = re.compile(r"(?!\s)[A-Za-z0-9 '()+,\-./:=?]{1,70}(?<!\s)")


class FakeFiskaly(Transactions, Exports):
    """The service. Faults are those of its `http`."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.tokens: dict[str, float] = {}
        self.tss: dict[str, Tss] = {}
        self.env = "TEST"
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
        if body_of(request) != {"api_key": API_KEY, "api_secret": API_SECRET}:
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

    def _create_tss(self, request: Request, tss: str) -> Any:
        check_uuid4(tss)
        if body_of(request).keys() - {"metadata"}:
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        found = self.tss.get(tss) or self.new_tss(tss)
        if found.state != "CREATED":
            raise Refusal(409, "E_TSS_CONFLICT")
        return {**self._resource(found), "admin_puk": found.puk}

    def _get_tss(self, _request: Request, tss: str) -> Any:
        return self._resource(self.found(tss))

    def _change_tss(self, request: Request, tss: str) -> Any:
        found = self.found(tss, alive=True)
        change = (found.state, body_of(request).get("state"))
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
        found = self.found(tss, alive=True)
        body = body_of(request)
        if found.state not in ("UNINITIALIZED", "INITIALIZED") or len(body.get("new_admin_pin", "")) < 6:
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        if body.get("admin_puk") != found.puk:
            raise Refusal(400, "E_CHANGE_ADMIN_PIN_FAILED")
        found.pin, found.wrong_pins = body["new_admin_pin"], 0
        found.core.event("unblockUser", "admin")
        return {}

    def _admin_auth(self, request: Request, tss: str) -> Any:
        found = self.found(tss, alive=True)
        if found.pin is None or found.wrong_pins >= 5:
            raise Refusal(423, "E_ADMIN_PIN_BLOCKED")
        found.core.event("authenticateUser", "admin")
        if body_of(request).get("admin_pin") != found.pin:
            found.wrong_pins += 1
            raise Refusal(401, "E_UNAUTHORIZED")
        found.wrong_pins, found.admin = 0, True
        return {}

    def _admin_logout(self, _request: Request, tss: str) -> Any:
        found = self.found(tss, alive=True)
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
            for client in self.found(tss).clients.values()
            if request.one("serial_number", client["serial_number"]) == client["serial_number"]
            and request.one("state", client["state"]) == client["state"]
        ]
        return self.page(request, clients, "CLIENT_LIST")

    def _create_client(self, request: Request, tss: str, client: str) -> Any:
        check_uuid4(client)
        found = self.found(tss, alive=True)
        self._check_admin(found)
        serial = body_of(request).get("serial_number", "")
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
        found = self.found(tss, alive=True)
        self._check_admin(found)
        if client not in found.clients:
            raise Refusal(404, "E_CLIENT_NOT_FOUND")
        state = body_of(request).get("state")
        if state not in ("REGISTERED", "DEREGISTERED"):
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        serial = found.clients[client]["serial_number"]
        found.core.event("registerClient" if state == "REGISTERED" else "deregisterClient", serial)
        found.clients[client]["state"] = state
        return found.clients[client]
