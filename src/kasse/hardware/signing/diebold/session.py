"""A Diebold Nixdorf TSE at work: commands with the right password, self test and time when they are due."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from kasse.hardware.signing.diebold.errors import (
    EXPORT_MODE,
    EXPORT_REMOVE_MODE,
    SELF_TEST_DUE,
    TIME_NOT_SET,
    WRONG_PASSWORD,
    is_code,
)
from kasse.hardware.signing.diebold.link import DieboldLink
from kasse.hardware.signing.freshness import Freshness
from kasse.hardware.signing.output import Output
from kasse.hardware.signing.pins import Pins
from kasse.ports.signing import SigningError

QUICK, SLOW = 30.0, 180.0
"""Seconds: for a signature, and for a self test or a portion of an export."""
ADMIN, TIME_ADMIN = "admin_pin", "time_admin_pin"
_LABELS = {ADMIN: "Admin-Passwort", TIME_ADMIN: "Passwort des Zeit-Admins"}
_ANY_CLIENT = "kasse"


class Session:
    """Used by one thread at a time. Every operation raises SigningError."""

    def __init__(self, link: DieboldLink, pins: Pins, *, now: Callable[[], datetime]) -> None:
        self.link = link
        self.pins = pins
        self.client = ""
        """The till that speaks: the service wants to know one for each connection."""
        self.serial = ""
        self._now = now
        self._fresh = Freshness(now)
        self._introduced: tuple[int, str] = (0, "")

    def call(self, command: str, seconds: float = QUICK, /, *, user: str = "", **parameters: Any) -> Output:
        """A command, with the password of a user where it needs one."""
        self.introduce()
        if not user:
            return self.link.ask(command, seconds, **parameters)
        password = self.password(user)
        try:
            return self.link.ask(command, seconds, Password=_b64(password), **parameters)
        except SigningError as error:
            if is_code(error, WRONG_PASSWORD):
                self.pins.refused(user, password)
            raise

    def introduce(self) -> None:
        """Name the till, once for each connection."""
        known = (self.link.open(), self.client or _ANY_CLIENT)
        if known != self._introduced:
            self.link.ask("SetDefaultClientID", QUICK, ClientID=known[1])
            self._introduced = known

    def signed(self, client_id: str, command: str, **parameters: Any) -> Output:
        """A step. Where the service says that a self test, the time or the end of an export is due, it did
        nothing, and gets that first."""
        self.client = client_id
        for _ in range(3):
            try:
                return self.call(command, user=TIME_ADMIN, ClientID=client_id, **parameters)
            except SigningError as error:
                if not self.mend(error):
                    raise
        return self.call(command, user=TIME_ADMIN, ClientID=client_id, **parameters)

    def mend(self, error: SigningError) -> bool:
        """Do what the service asks for before it goes on; False if it asks for nothing that can be done."""
        if is_code(error, SELF_TEST_DUE):
            self.self_test()
        elif is_code(error, TIME_NOT_SET):
            self.set_time()
        elif is_code(error, EXPORT_REMOVE_MODE):
            self.call("ExportRemove", user=ADMIN, ExportRemove=False)
        elif is_code(error, EXPORT_MODE):
            self.call("ExportAbort", user=ADMIN)
        else:
            return False
        return True

    def self_test(self) -> None:
        """Up to a minute."""
        self.call("PerformSelfTest", SLOW)
        self._fresh.tested()

    def make_ready(self, within: float) -> float:
        """What is due `within` so many seconds is done now; returns in how many seconds it is due again."""
        if within and self._fresh.test_left <= within:
            self.self_test()
        if self._fresh.time_left <= within:
            self.set_time()
        return min(self._fresh.test_left, self._fresh.time_left)

    def set_time(self) -> None:
        """Set its clock by the till's."""
        moment = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        try:
            self.call("UpdateTime", user=TIME_ADMIN, Time=moment)
        except SigningError as error:
            if not is_code(error, SELF_TEST_DUE):
                raise
            self.self_test()
            self.call("UpdateTime", user=TIME_ADMIN, Time=moment)
        self._fresh.timed()

    def device_info(self) -> Output:
        """Who the device is."""
        found = self.call("GetDeviceInfo").part("DeviceInfo")
        self.serial = found.hex("SerialNumber").hex()
        return found

    def data(self, name: str) -> str:
        """`PublicKey` or `Certificates` as base64."""
        return self.call("GetDeviceData", Name=name, Format="Base64").text("Value")

    def password(self, user: str) -> str:
        """The password of a user."""
        if not self.serial:
            self.device_info()
        return self.pins.need(user, _LABELS[user], self.serial)

    def has_password(self, user: str) -> bool:
        """Whether the password of a user is known."""
        return bool(self.pins.find(user, self.serial))


def _b64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
