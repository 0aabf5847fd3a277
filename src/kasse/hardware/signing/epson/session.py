"""An Epson TSE at work: functions called by name, users logged in by challenge, self test and time when they are due."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kasse.hardware.signing.epson.errors import failure
from kasse.hardware.signing.epson.link import EpsonLink
from kasse.hardware.signing.freshness import Freshness
from kasse.hardware.signing.output import Output
from kasse.hardware.signing.pins import Pins
from kasse.ports.signing import SigningError

ADMIN = "Administrator"
QUICK, SLOW = 30.0, 180.0
"""Seconds that the device gets: for a signature, and for a self test or set-up (up to two minutes)."""

NEW, READY, DISABLED = "UNINITIALIZED", "INITIALIZED", "DECOMMISSIONED"
_ASLEEP = {
    "TSE1_ERROR_NO_TIME_SET",
    "TSE1_ERROR_WRONG_STATE_NEEDS_SELF_TEST",
    "TSE1_ERROR_WRONG_STATE_NEEDS_SELF_TEST_PASSED",
    "TSE1_ERROR_POWER_CYCLE_DETECTED",
}
_LOGGED_OUT = {
    "OTHER_ERROR_UNAUTHENTICATED_TIME_ADMIN_USER",
    "OTHER_ERROR_UNAUTHENTICATED_ADMIN_USER",
    "OTHER_ERROR_UNAUTHENTICATED_USER",
    "TSE1_ERROR_AUTHENTICATION_USER_NOT_LOGGED_IN",
}
_EXPORTING = "OTHER_ERROR_CURRENTLY_EXPORTING"
_WRONG_PIN = "TSE1_ERROR_AUTHENTICATION_FAILED"
_DEFAULT_SECRET = "EPSONKEY"  # noqa: S105 - printed in the maker's manual


@dataclass(slots=True)
class _Users:
    """Who is logged in, as far as we know."""

    time_admins: set[str]
    is_admin: bool = False


class Session:
    """Used by one thread at a time. Every operation raises SigningError."""

    def __init__(self, link: EpsonLink, pins: Pins, *, now: Callable[[], datetime]) -> None:
        self.link = link
        self.pins = pins
        self.serial = ""
        self.is_exporting = False
        """An export of ours is open: the device does nothing else."""
        self._now = now
        self._fresh = Freshness(now)
        self._users = _Users(set())
        self._opened = 0
        self._is_awake = False
        self._vendor = "TSE1"

    def call(self, function: str, seconds: float = QUICK, /, **inputs: Any) -> Output:
        """A function of the TSE. Its error names become German SigningErrors."""
        try:
            return self._call(function, seconds, inputs)
        except SigningError as error:
            if error.code != _EXPORTING or self.is_exporting:
                raise
        # Nobody else has the device open, so it is left over from a till that died.
        self._call("CancelExport", QUICK, {})
        return self._call(function, seconds, inputs)

    def _call(self, function: str, seconds: float, inputs: dict[str, Any]) -> Output:
        storage = {"type": "TSE", "vendor": self._vendor}
        if function == "GetStorageInfo":
            storage = {"type": "COMMON", "vendor": ""}
        request = {
            "storage": storage,
            "function": function,
            "input": inputs,
            "compress": {"required": False, "type": ""},
        }
        answer = _output(self.link.operate(request, seconds=seconds))
        if self.link.opened != self._opened:
            self._opened, self._users, self._is_awake = self.link.opened, _Users(set()), False
        code = answer.text("result")
        if code != "EXECUTION_OK":
            if code in _ASLEEP | _LOGGED_OUT:
                self._is_awake = False  # whoever was logged out after hours may be due for a self test, too
            if code in _LOGGED_OUT:
                self._users = _Users(set())
            left = (
                answer.part_or_empty("output").number_or_none("remainingRetries")
                if code == _WRONG_PIN
                else None
            )
            raise failure(code, left)
        return answer.part_or_empty("output")

    def storage(self) -> Output:
        """`tseInformation`: how the TSE is now, whatever state it is in."""
        found = self.call("GetStorageInfo").part("tseInformation")
        self._vendor = found.text("vendorType") or "TSE1"
        self.serial = found.octets("serialNumber").hex()
        return found

    def wake(self) -> Output:
        """Have the self test done that is due after each start and every 25 hours."""
        found = self.storage()
        if not found.flag("hasPassedSelfTest") and found.text("tseInitializationState") != NEW:
            self.self_test()
            found = self.storage()
        return found

    def make_ready(self, client_id: str, within: float) -> float | None:
        """What is due `within` so many seconds is done now; returns in how many seconds it is due again."""
        found = self.storage()
        if found.text("tseInitializationState") != READY:
            return None
        if not found.flag("hasPassedSelfTest") or (within and self._test_left(found) <= within):
            self.self_test()
            found = self.storage()
        if not found.flag("hasValidTime") or (within and self._fresh.time_left <= within):
            self.set_time(client_id)
            found = self.storage()
        return min(self._test_left(found), self._fresh.time_left)

    def _test_left(self, found: Output) -> float:
        told = found.number_or_none("timeUntilNextSelfTest")
        return self._fresh.test_left if told is None else told

    def ready(self, client_id: str) -> None:
        """Make it fit to sign for this till: set up, tested, with the right time, the till logged in."""
        if not self._is_awake:
            found = self.wake()
            state = found.text("tseInitializationState")
            if state == DISABLED:
                raise failure("TSE1_ERROR_TSE_DECOMMISSIONED")
            if state != READY:
                raise failure("TSE1_ERROR_TSE_NOT_INITIALIZED")
            if not found.flag("hasValidTime"):
                self.set_time(client_id)
            self._is_awake = True
        self._log_in_till(client_id)

    def signed(self, client_id: str, function: str, **inputs: Any) -> Output:
        """A step. Where the device says that login, self test or time are due it did nothing, and gets them first."""
        self.ready(client_id)
        try:
            return self.call(function, **inputs)
        except SigningError as error:
            if error.code not in _ASLEEP | _LOGGED_OUT or error.code == "TSE1_ERROR_POWER_CYCLE_DETECTED":
                raise
        self.ready(client_id)
        return self.call(function, **inputs)

    def self_test(self) -> None:
        """Up to two minutes. A TSE that comes from another printer is bound to this one first."""
        try:
            self.call("RunTSESelfTest", SLOW)
        except SigningError as error:
            if error.code != "TSE1_ERROR_CLIENT_NOT_REGISTERED" or not self.find_pin("admin_pin"):
                raise
            with self.admin():
                self.call("SetUpForPrinter", SLOW)
            self.call("RunTSESelfTest", SLOW)
        self._fresh.tested()

    def set_time(self, client_id: str = "") -> None:
        """Set its clock by the till's: as time admin for a till that is known, else as admin."""
        moment = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if client_id:
            self._log_in_till(client_id)
            self.call("UpdateTime", userId=client_id, newDateTime=moment, useTimeSync=False)
        else:
            with self.admin():
                self.call("UpdateTime", userId=ADMIN, newDateTime=moment, useTimeSync=False)
        self._fresh.timed()

    @contextmanager
    def admin(self) -> Iterator[None]:
        """Be the admin for a while; who was it before stays it."""
        if self._users.is_admin:
            yield
            return
        self.log_in_admin()
        try:
            yield
        finally:
            with suppress(SigningError):  # the deed is done or has failed; this changes neither
                self.log_out_admin()

    def log_in_admin(self) -> None:
        """Be the admin until `log_out_admin`, or for a quarter of an hour."""
        if not self._users.is_admin:
            self._log_in("AuthenticateUserForAdmin", "userId", ADMIN, "admin_pin", "Admin-PIN")
            self._users.is_admin = True

    def log_out_admin(self) -> None:
        """Be the admin no more."""
        if self._users.is_admin:
            self._users.is_admin = False
            self.call("LogOutForAdmin")

    def find_pin(self, name: str) -> str | None:
        """A PIN, if it is known."""
        return self.pins.find(name, self.serial)

    def _log_in_till(self, client_id: str) -> None:
        if client_id not in self._users.time_admins:
            self._log_in(
                "AuthenticateUserForTimeAdmin", "clientId", client_id, "time_admin_pin", "PIN des Zeit-Admins"
            )
            self._users.time_admins.add(client_id)

    def _log_in(self, function: str, who: str, user: str, name: str, label: str) -> None:
        if not self.serial:
            self.storage()
        pin = self.pins.need(name, label, self.serial)
        secret = self.pins.find("shared_secret") or _DEFAULT_SECRET
        challenge = self.call("GetChallenge", userId=user).text("challenge")
        proof = hashlib.sha256((challenge + secret).encode("utf-8")).digest()
        inputs = {who: user, "pin": pin, "hash": base64.b64encode(proof).decode("ascii")}
        try:
            self.call(function, **inputs)
        except SigningError as error:
            if error.code == _WRONG_PIN:
                self.pins.refused(name, pin)
            raise


def _output(value: object) -> Output:
    return Output(value, "Epson-TSE", "Bitte das Gerät aus- und wieder einschalten.")
