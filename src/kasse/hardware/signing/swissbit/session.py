"""A Swissbit TSE at work: opened, awake (self test, time), logged in and out, opened anew when it was gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TypeVar

from kasse.hardware.signing.pins import Pins
from kasse.hardware.signing.swissbit.errors import failure
from kasse.hardware.signing.swissbit.values import (
    ADMIN,
    DECOMMISSIONED,
    TIME_ADMIN,
    UNINITIALIZED,
    WormError,
    WormInfo,
)
from kasse.hardware.signing.swissbit.worm_api import WormApi
from kasse.ports.signing import SigningError, TseSpec

T = TypeVar("T")

NO_TIME, CLIENT_UNKNOWN, WRONG_PIN = 0x1002, 0x1011, 0x1100
_ASLEEP = {NO_TIME, 13, 0x1053, 0x1054, 0x1055}
"""What it answers until self test and time are done (13: it lost power meanwhile)."""
_GONE = {2, 3, 4, 6, 8, 16, 19, 20, 22}
"""After these the library has to open it anew."""
_USERS = {ADMIN: ("admin_pin", "Admin-PIN"), TIME_ADMIN: ("time_admin_pin", "PIN des Zeit-Admins")}


class Session:
    """Used by one thread at a time. Every operation raises SigningError."""

    def __init__(self, spec: TseSpec, api: WormApi, pins: Pins, *, now: Callable[[], datetime]) -> None:
        self.api = api
        self.pins = pins
        self.client = ""
        """The till that vouches for the machine in self tests: the last one that asked for anything."""
        self.known_tills: Callable[[], Sequence[str]] = tuple
        """Others that may vouch where this one is not registered."""
        self._places = spec.places
        self._now = now
        self._is_open = False
        self._is_awake = False
        self._is_closed = False
        self._users: set[int] = set()
        self.serial = ""

    def do(self, work: Callable[[WormApi], T]) -> T:
        """Ask the library. What it answers other than 0 becomes a German SigningError."""
        self.open()
        try:
            return work(self.api)
        except WormError as error:
            if error.code in _ASLEEP:
                self._is_awake = False
            if error.code in _GONE:
                self._is_open = self._is_awake = False
                self._users.clear()
            raise failure(error) from error

    def open(self) -> None:
        """Open the TSE if that is not done."""
        if self._is_closed:
            raise SigningError("Die TSE ist schon abgemeldet. Bitte das Programm neu starten.")
        if self._is_open:
            return
        try:
            with suppress(WormError):  # it may be gone
                self.api.close()
            if self._places.get("lan_url"):
                self._open_lan(self._places["lan_url"])
            else:
                self.api.open(self._places["mount"])
            self.serial = self.api.info().serial.hex()
        except WormError as error:
            raise failure(error) from error
        self._is_open, self._is_awake = True, False
        self._users.clear()

    def close(self) -> None:
        """Log out and let go."""
        if not self._is_closed and self._is_open:
            for user in sorted(self._users):
                with suppress(WormError):  # it is let go in any case
                    self.api.log_out(user)
            with suppress(WormError):
                self.api.close()
        self._is_closed = True
        self._is_open = False

    def info(self) -> WormInfo:
        """How it is now, whatever state it is in."""
        return self.do(lambda api: api.info())

    def wake(self, client_id: str = "") -> WormInfo:
        """Have the self test done that it asks for after each start and every 25 hours."""
        if client_id:
            self.client = client_id
        info = self.info()
        if not info.has_passed_self_test and info.state != UNINITIALIZED:
            self.self_test(self.client)
            info = self.info()
        return info

    def ready(self, client_id: str) -> None:
        """Make it fit to sign: set up, tested, with the right time."""
        self.client = client_id
        self.open()
        if self._is_awake:
            return
        info = self.wake(client_id)
        need_alive(info.state)
        if not info.has_valid_time:
            self.set_time()
        self._is_awake = True

    def make_ready(self, client_id: str, within: float, *, first: Callable[[], None]) -> float | None:
        """What is due `within` so many seconds is done now, and `first` before it; returns when it is due again."""
        info = self.info()
        if info.state in (UNINITIALIZED, DECOMMISSIONED):
            return None
        self.client = client_id
        if not info.has_passed_self_test or info.seconds_to_self_test <= within:
            first()
            self.self_test(client_id)
            info = self.info()
        if not info.has_valid_time or info.seconds_to_time_update <= within:
            first()
            self.set_time()
            info = self.info()
        return min(info.seconds_to_self_test, info.seconds_to_time_update)

    def is_asleep(self) -> bool:
        """Whether the last answer was that self test or time are missing."""
        return self._is_open and not self._is_awake

    def self_test(self, client_id: str) -> None:
        """Up to a minute. A till that is not registered cannot vouch; then one that is does."""
        refused = self._try_self_test(client_id)
        others = (till for till in self.known_tills() if till != client_id)
        if refused is None or any(self._try_self_test(till) is None for till in others):
            return
        if self.find_pin(ADMIN) is not None:
            registered = self.clients()
            if registered and self._try_self_test(registered[0]) is None:
                return
        raise refused

    def _try_self_test(self, client_id: str) -> SigningError | None:
        """None, or the refusal of a till that is not registered; what else goes wrong is raised."""
        try:
            self.do(lambda api: api.self_test(client_id))
        except SigningError as error:
            if error.code != f"0x{CLIENT_UNKNOWN:04x}":
                raise
            return error
        return None

    def set_time(self) -> None:
        """Set its clock by the till's."""
        with self.logged_in(ADMIN if ADMIN in self._users else TIME_ADMIN):
            self.do(lambda api: api.update_time(int(self._now().timestamp())))

    def clients(self) -> tuple[str, ...]:
        """The registered tills. Needs the admin."""
        with self.logged_in(ADMIN):
            return tuple(self.do(lambda api: api.registered_clients()))

    @contextmanager
    def logged_in(self, user: int) -> Iterator[None]:
        """Be this user for a while; whoever was it before stays it."""
        self.open()
        if user in self._users:
            yield
            return
        in_lan = bool(self._places.get("lan_url"))
        if in_lan:
            self.do(lambda api: api.lock_tse())
        try:
            self.log_in(user)
            try:
                yield
            finally:
                with suppress(SigningError):  # the deed is done or has failed; this changes neither
                    self.log_out(user)
        finally:
            if in_lan:
                with suppress(SigningError):
                    self.do(lambda api: api.unlock_tse())

    def log_in(self, user: int) -> None:
        """Be this user until `log_out`."""
        if user in self._users:
            return
        self.open()
        name, label = _USERS[user]
        pin = self.pins.need(name, label, self.serial)
        try:
            self.do(lambda api: api.log_in(user, pin))
        except SigningError as error:
            if error.code == f"0x{WRONG_PIN:04x}":
                self.pins.refused(name, pin)
            raise
        self._users.add(user)

    def log_out(self, user: int) -> None:
        """Be this user no more."""
        if user in self._users:
            self._users.discard(user)
            self.do(lambda api: api.log_out(user))

    def now_logged_in(self, *users: int) -> None:
        """Set-up has logged these in by itself."""
        self._users.update(users)

    def find_pin(self, user: int) -> str | None:
        """The PIN of a user, if it is known."""
        return self.pins.find(_USERS[user][0], self.serial)

    def _open_lan(self, url: str) -> None:
        self.api.open_lan(url, self.pins.need("lan_token", "Token der LAN-TSE"))
        wanted = self._places.get("lan_serial", "").strip().lower()
        found = self.api.connected_tses()
        fitting = [serial for serial in found if serial.hex().startswith(wanted)]
        if len(fitting) != 1:
            raise SigningError(
                f"In der LAN-TSE stecken {len(found)} TSEs, davon passen {len(fitting)} zur Angabe. "
                "Bitte in den Einstellungen die Seriennummer der gewünschten TSE eintragen."
            )
        self.api.select_tse(fitting[0])


def need_alive(state: int) -> None:
    """Refuse what only a device can do that is set up and not decommissioned.

    Raises:
        SigningError: it is new or at the end of its life.
    """
    if state == DECOMMISSIONED:
        raise failure(WormError(0x10FE))
    if state == UNINITIALIZED:
        raise failure(WormError(0x10FF))
