"""What the fake fiskaly keeps, and what all its parts need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.http_fake import Request
from tests.hardware.signing.fakes.signing_core import Entry, SigningCore


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


class Part:
    """A part of the service: its clock and its TSSs."""

    clock: Clock
    env: str
    tss: dict[str, Tss]

    def found(self, tss: str, *, alive: bool = False) -> Tss:
        if tss not in self.tss:
            raise Refusal(404, "E_TSS_NOT_FOUND")
        found = self.tss[tss]
        locked = {"DEFECTIVE": "E_TSS_DEFECTIVE", "DELETED": "E_TSS_DELETED", "EVICTED": "E_TSS_EVICTED"}
        if alive and found.state in locked:
            raise Refusal(423, locked[found.state])
        if alive and self.clock() >= found.core.valid_until:
            raise Refusal(423, "E_CERTIFICATE_EXPIRED")
        return found

    def ready(self, tss: str) -> Tss:
        found = self.found(tss, alive=True)
        if found.state == "DISABLED":
            raise Refusal(400, "E_TSS_DISABLED")
        if found.state != "INITIALIZED":
            raise Refusal(400, "E_TSS_NOT_INITIALIZED")
        return found

    def page(self, request: Request, found: list[Any], kind: str) -> Any:
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


def body_of(request: Request) -> dict[str, Any]:
    try:
        body = request.json()
    except ValueError as error:
        raise Refusal(400, "E_PARSER") from error
    if not isinstance(body, dict):
        raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
    return body


def check_uuid4(text: str) -> None:
    try:
        fine = UUID(text).version == 4 and str(UUID(text)) == text
    except ValueError:
        fine = False
    if not fine:
        raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
