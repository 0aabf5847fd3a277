"""What goes in and out of the Swissbit TSE's library: users, states, answers, errors."""

from __future__ import annotations

from dataclasses import dataclass

ADMIN, TIME_ADMIN = 1, 2
UNINITIALIZED, INITIALIZED, DECOMMISSIONED = 0, 1, 2


class WormError(Exception):
    """The library's answer was not 0. `remaining`: tries left after a wrong PIN."""

    def __init__(self, code: int, remaining: int | None = None) -> None:
        super().__init__(f"WormError {code:#06x}")
        self.code = code
        self.remaining = remaining


@dataclass(frozen=True, slots=True)
class WormInfo:
    """What `worm_info_read` reads; bytes, seconds, and moments in seconds since 1970."""

    state: int
    has_valid_time: bool
    has_passed_self_test: bool
    is_development: bool
    capacity: int
    size: int
    seconds_to_self_test: int
    seconds_to_time_update: int
    started_transactions: int
    max_started_transactions: int
    created_signatures: int
    remaining_signatures: int
    max_clients: int
    certificate_until: int
    export_bytes: int
    software: int
    public_key: bytes
    serial: bytes
    description: str
    form_factor: str


@dataclass(frozen=True, slots=True)
class WormResponse:
    """The answer to a step of a transaction."""

    transaction: int
    log_time: int
    counter: int
    signature: bytes


def version_text(number: int) -> str:
    """A version of the chip's firmware: two bytes, one, and one."""
    return f"{number >> 16}.{number >> 8 & 0xFF}.{number & 0xFF}"
