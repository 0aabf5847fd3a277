"""Swissbit Cloud TSE V2 as public integrations use it: clients, transactions, one export at a time; signs for real."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.http_fake import HttpFake, Request, Response
from tests.hardware.signing.fakes.signing_core import SigningCore

TOKEN = "0123456789abcdef-token"
_CLIENT = re.compile(r"[A-Za-z0-9 '()+,\-.=]{1,30}")


class Refusal(Exception):
    """A question that the device says no to."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


@dataclass
class Export:
    id: str
    status: str
    polls_left: int
    content: bytes
    trouble: str = ""


class FakeSwissbitCloud:
    """The service with one TSE. Faults are those of its `http`."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.core = SigningCore(
            clock,
            curve=ec.BrainpoolP384R1(),
            digest=hashes.SHA384(),
            algorithm="ecdsa-plain-SHA384",
            description="Swissbit Cloud-TSE",
        )
        self.state = "initialized"
        self.clients: list[str] = []
        self.open: dict[int, str] = {}
        self.exports: list[Export] = []
        self.polls_until_ready = 1
        self.export_trouble = ""
        self.download_address: str | None = None
        self.http = HttpFake(self._answer)
        self._routes: list[tuple[str, re.Pattern[str], Callable[..., Any]]] = [
            (method, re.compile("/api/v1/tse" + path), handle)
            for method, path, handle in (
                ("GET", "", self._status),
                ("GET", "/clients", self._clients),
                ("POST", "/registerClient", self._register),
                ("POST", "/deregisterClient", self._deregister),
                ("POST", "/startTransaction", self._start),
                ("POST", "/finishTransaction", self._finish),
                ("GET", "/transactions", self._transactions),
                ("POST", "/disableSecureElement", self._disable),
                ("POST", "/export", self._start_export),
                ("GET", "/export", self._exports),
                ("GET", "/export/([^/]+)", self._export),
                ("GET", "/export/([^/]+)/file", self._file),
            )
        ]

    @property
    def serial(self) -> str:
        return self.core.serial

    def close(self) -> None:
        self.http.close()

    def _answer(self, request: Request) -> Response:
        for method, path, handle in self._routes:
            match = path.fullmatch(request.path)
            if match and method == request.method:
                try:
                    self._check(request)
                    body = handle(request, *match.groups())
                except Refusal as refusal:
                    return Response(refusal.status, {"errorCode": refusal.code, "errorMessage": "x"})
                return body if isinstance(body, Response) else Response(200, body)
        return Response(404, {"errorCode": "NOT_FOUND", "errorMessage": "x"})

    def _check(self, request: Request) -> None:
        expected = base64.b64encode(f"{self.serial}:{TOKEN}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {expected}":
            raise Refusal(401, "UNAUTHORIZED")

    def _ready(self) -> None:
        if self.state != "initialized":
            raise Refusal(409, "WRONG_STATE")
        if self.clock() >= self.core.valid_until:
            raise Refusal(500, "CERTIFICATE_EXPIRED")

    # The device and its tills

    def _status(self, _request: Request) -> Any:
        pem = b"".join(each.public_bytes(serialization.Encoding.PEM) for each in self.core.chain)
        return {
            "serialNumber": self.serial,
            "publicKey": self.core.public_key(),
            "certificateChain": pem.decode(),
            "signatureAlgorithm": self.core.algorithm,
            "logTimeFormat": "unixTime",
            "initializationState": self.state,
            "healthState": "ok",
            "productType": "cloudTse",
            "softwareVersion": "2.1.0",
            "storageCapacity": 10_000_000,
            "storageUsed": sum(len(entry.der) for entry in self.core.entries),
            "timeUntilNextSelfTest": 90_000,
            "numStartedTransactions": len(self.open),
            "maxStartedTransactions": 512,
            "createdSignatures": self.core.counter,
            "numRegisteredClients": len(self.clients),
            "maxRegisteredClients": 100,
            "certificateExpirationDate": int(self.core.valid_until.timestamp()),
            "maxUpdateDelay": 45,
        }

    def _clients(self, _request: Request) -> Any:
        return self.clients

    def _register(self, request: Request) -> Any:
        self._ready()
        client = _body(request)["clientId"]
        if not _CLIENT.fullmatch(client):
            raise Refusal(400, "INVALID_PARAMETER")
        if client in self.clients:
            raise Refusal(409, "CLIENT_ALREADY_REGISTERED")
        self.core.event("registerClient", client)
        self.clients.append(client)
        return Response(204)

    def _deregister(self, request: Request) -> Any:
        self._ready()
        client = self._registered(request)
        if client in self.open.values():
            raise Refusal(409, "CLIENT_HAS_UNFINISHED_TRANSACTIONS")
        self.core.event("deregisterClient", client)
        self.clients.remove(client)
        return Response(204)

    def _disable(self, _request: Request) -> Any:
        self._ready()
        if self.open:
            raise Refusal(409, "TSE_HAS_UNFINISHED_TRANSACTIONS")
        self.core.event("disableSecureElement", str(int(self.clock().timestamp())))
        self.state = "disabled"
        return Response(204)

    # Transactions

    def _registered(self, request: Request) -> str:
        client = _body(request).get("clientId")
        if not isinstance(client, str) or client not in self.clients:
            raise Refusal(400, "CLIENT_NOT_REGISTERED")
        return client

    def _start(self, request: Request) -> Any:
        self._ready()
        client = self._registered(request)
        body = _body(request)
        if (body.get("processType"), body.get("processData")) != ("", ""):
            raise Refusal(400, "INVALID_PARAMETER")  # the law wants nothing said at the start
        if len(self.open) >= 512:
            raise Refusal(409, "MAX_PARALLEL_TRANSACTIONS")
        entry = self.core.start(client)
        self.open[self.core.transaction] = client
        return _signed(self.core.transaction, entry)

    def _finish(self, request: Request) -> Any:
        self._ready()
        client = self._registered(request)
        body = _body(request)
        number = body.get("transactionNumber")
        if not isinstance(number, int) or self.open.get(number) != client:
            raise Refusal(400, "TRANSACTION_NOT_STARTED")
        try:
            data = base64.b64decode(body["processData"], validate=True)
        except (KeyError, TypeError, binascii.Error) as error:
            raise Refusal(400, "INVALID_PARAMETER") from error
        entry = self.core.finish(client, number, body["processType"], data)
        del self.open[number]
        return _signed(number, entry)

    def _transactions(self, _request: Request) -> Any:
        return sorted(self.open)

    # Exports

    def _start_export(self, _request: Request) -> Any:
        if any(each.status == "pending" for each in self.exports):
            raise Refusal(409, "EXPORT_IN_PROGRESS")
        made = Export(f"e1a0{len(self.exports):04}", "pending", self.polls_until_ready, self.core.export())
        made.trouble = self.export_trouble
        self.exports.append(made)
        return {"id": made.id, "status": made.status}

    def _exports(self, _request: Request) -> Any:
        return [{"id": each.id, "status": each.status} for each in self.exports]

    def _export(self, _request: Request, name: str) -> Any:
        made = self._named(name)
        if made.status == "pending":
            if made.polls_left:
                made.polls_left -= 1
            else:
                made.status = "failure" if made.trouble else "success"
        if made.status == "failure":
            return {"id": made.id, "status": "failure", "errorCode": made.trouble, "errorMessage": "x"}
        if made.status == "pending":
            return {"id": made.id, "status": "pending"}
        own = f"{self.http.address}/api/v1/tse/export/{made.id}/file"
        return {
            "id": made.id,
            "status": "success",
            "filename": "export.tar",
            "downloadUrl": self.download_address or own,
        }

    def _file(self, _request: Request, name: str) -> Any:
        return Response(200, self._named(name).content, (("Content-Type", "application/x-tar"),))

    def _named(self, name: str) -> Export:
        for each in self.exports:
            if each.id == name:
                return each
        raise Refusal(404, "NOT_FOUND")


def _signed(number: int, entry: Any) -> dict[str, Any]:
    return {
        "transactionNumber": number,
        "signatureCounter": entry.counter,
        "signatureCreationTime": entry.log_time,
        "signatureValue": entry.signature,
    }


def _body(request: Request) -> dict[str, Any]:
    try:
        body = request.json()
    except ValueError as error:
        raise Refusal(400, "INVALID_PARAMETER") from error
    if not isinstance(body, dict):
        raise Refusal(400, "INVALID_PARAMETER")
    return body
