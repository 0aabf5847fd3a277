"""A Swissbit TSE as its library sees it: state, users, store, with the rules and error codes of the real one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from kasse.fiscal.de.log_message import tlv
from tests.hardware.signing.fakes.secure_element import Log, SecureElement, Signed

ADMIN, TIME_ADMIN = 1, 2
SEED = b"SwissbitSwissbit"
SELF_TEST_SECONDS = 25 * 3600
TIME_SECONDS = 30 * 3600


class Fault(Exception):
    """The library answers with this number."""

    def __init__(self, code: int) -> None:
        super().__init__(hex(code))
        self.code = code


class FakeSwissbit:
    """The stick: state, users, store. Methods raise Fault with the maker's codes."""

    def __init__(self, now: Callable[[], datetime], *, firmware: tuple[int, int, int] = (1, 1, 0)) -> None:
        self.chip = SecureElement(now, maker="Swissbit AG")
        self.firmware = firmware
        self.state = 0
        self.puk, self.pins = self.initial_credentials(SEED)
        self.changed: set[str] = set()
        self.retries = {ADMIN: 3, TIME_ADMIN: 3}
        self.users: set[int] = set()
        self.tested_at: int | None = None
        self.test_was_asked = False
        self.time_set_at: int | None = None
        self.exported_counter: int | None = None
        self.max_started = 512
        self.max_clients = 40
        self.capacity_sectors = 2_000_000
        self.max_signatures = 20_000_000
        self.is_development = False
        self.form_factor = b"USB"
        # What can go wrong
        self.is_plugged = True
        self.loses_answers = False
        self.self_test_code = 0
        self.set_up_breaks_after = ""
        self.power_fails_at: str | None = None
        self.asked: list[str] = []

    # How it is

    def initial_credentials(self, seed: bytes) -> tuple[bytes, dict[int, bytes]]:
        digits = str(int.from_bytes(hashlib.sha256(seed + self.chip.serial).digest(), "big"))
        return digits[:6].encode(), {ADMIN: digits[6:11].encode(), TIME_ADMIN: digits[11:16].encode()}

    def power_cycle(self) -> None:
        """As when it is pulled out and put in again."""
        self.users.clear()
        self.tested_at = self.time_set_at = None
        self.test_was_asked = False
        self.exported_counter = None

    @property
    def test_seconds(self) -> int:
        """Until the next self test."""
        return self._left(self.tested_at, SELF_TEST_SECONDS)

    @property
    def time_seconds(self) -> int:
        """Until the next time."""
        return self._left(self.time_set_at, TIME_SECONDS)

    def _left(self, since: int | None, lasts: int) -> int:
        return 0 if since is None else max(0, since + lasts - self.chip.seconds())

    @property
    def is_tested(self) -> bool:
        return self.test_seconds > 0

    @property
    def has_time(self) -> bool:
        return self.time_seconds > 0

    @property
    def sectors(self) -> int:
        return sum(2 + len(log.der) // 512 for log in self.chip.logs)

    # Commands

    def set_up(self, seed: bytes, puk: bytes, admin: bytes, time_admin: bytes, client_id: str) -> None:
        if self.state:
            raise Fault(0x10FD)
        if not self.test_was_asked:
            raise Fault(0x1054)
        first_puk, first_pins = self.initial_credentials(seed)
        if (len(puk), len(admin), len(time_admin)) != (6, 5, 5):
            raise Fault(1)
        wanted = {"puk": puk, "admin": admin, "time_admin": time_admin}
        first = {"puk": first_puk, "admin": first_pins[ADMIN], "time_admin": first_pins[TIME_ADMIN]}
        for name, value in wanted.items():
            if name in self.changed:
                if value != self._credential(name):
                    raise Fault(0x1100)
                continue
            if self._credential(name) != first[name]:
                raise Fault(0x1100)
            if value == first[name]:
                raise Fault(0x1007)
            self._change(name, value)
            if self.set_up_breaks_after == name:
                self.set_up_breaks_after = ""
                raise Fault(3)
        self.users |= {ADMIN, TIME_ADMIN}
        self.register_client(client_id)
        self.tested_at = self.chip.seconds()
        self.state = 1
        self.chip.event("initialize", tlv(0x81, b"BSI-K-TR-0362-2019"))

    def self_test(self, client_id: str) -> None:
        self.test_was_asked = True
        self.tested_at = None
        if self.self_test_code:
            raise Fault(self.self_test_code)
        if client_id not in self.chip.clients:
            raise Fault(0x1011)
        self.tested_at = self.chip.seconds()
        if self.state == 1:
            self.chip.event("selfTest", b"")

    def update_time(self, seconds: int) -> None:
        self._need_tested()
        if not self.users:
            raise Fault(0x100F)
        self.chip.set_time(seconds)
        self.time_set_at = self.chip.seconds()

    def decommission(self) -> None:
        self._need_ready()
        self._need_admin()
        if self.chip.open:
            raise Fault(0x1014)
        self.chip.event("disableSecureElement", tlv(0x81, b"\x01"))
        self.state = 2

    def register_client(self, client_id: str) -> None:
        self._need_admin()
        if not 0 < len(client_id.encode()) <= 30:
            raise Fault(0x1005)
        if client_id in self.chip.clients:
            return
        if len(self.chip.clients) >= self.max_clients:
            raise Fault(0x1010)
        self.chip.clients.append(client_id)
        self.chip.event("registerClient", tlv(0x81, client_id.encode()))

    def deregister_client(self, client_id: str) -> None:
        self._need_admin()
        if client_id not in self.chip.clients:
            raise Fault(0x1011)
        if client_id in self.chip.open.values():
            raise Fault(0x1013)
        self.chip.clients.remove(client_id)
        self.chip.event("deregisterClient", tlv(0x81, client_id.encode()))

    def registered_clients(self, skip: int) -> list[str]:
        self._need_admin()
        return self.chip.clients[skip : skip + 16]

    def log_in(self, user: int, pin: bytes) -> int | None:
        """Tries left after a wrong PIN; None: it is in."""
        if "puk" not in self.changed:
            raise Fault(0x1050)
        if user not in self.retries:
            raise Fault(0x1007)
        if not self.retries[user]:
            raise Fault(0x1201)
        if pin != self.pins[user]:
            self.retries[user] -= 1
            self.chip.event("authenticateUser", tlv(0x83, b"\0"))
            return self.retries[user]
        self.retries[user] = 3
        self.users.add(user)
        self.chip.event("authenticateUser", tlv(0x83, b"\xff"))
        return None

    def log_out(self, user: int) -> None:
        if user not in self.users:
            raise Fault(0x1202)
        self.users.discard(user)
        self.chip.event("logOut", tlv(0x81, str(user).encode()))

    def start(self, client_id: str, data: bytes, process_type: str) -> Signed:
        self._need_able(client_id)
        assert (data, process_type) == (b"", ""), "a till says nothing when it starts"
        if len(self.chip.open) >= self.max_started:
            raise Fault(0x1009)
        return self._told(self.chip.start(client_id))

    def finish(self, client_id: str, transaction: int, data: bytes, process_type: str) -> Signed:
        self._need_able(client_id)
        if self.chip.open.get(transaction) != client_id:
            raise Fault(0x1008)
        return self._told(self.chip.finish(client_id, transaction, process_type, data))

    def last_response(self, client_id: str) -> Signed:
        self._need_ready()
        if client_id not in self.chip.clients:
            raise Fault(0x1011)
        if client_id not in self.chip.last:
            raise Fault(0x100C)
        return self.chip.last[client_id]

    def started(self, client_id: str, skip: int, most: int) -> list[int]:
        self._need_ready()
        mine = sorted(number for number, client in self.chip.open.items() if client == client_id)
        return mine[skip : skip + most]

    def export(self, take: Callable[[bytes], int], wanted: Callable[[Log], bool] | None) -> None:
        self._need_tested()
        if wanted is not None and self.firmware >= (2, 0, 0):
            raise Fault(17)
        if wanted is not None and not any(map(wanted, self.chip.logs)):
            raise Fault(0x2003)
        content = self.chip.tar(wanted or (lambda _: True))
        for at in range(0, len(content), 7 * 512):
            if take(content[at : at + 7 * 512]):
                raise Fault(10)
        if wanted is None:
            self.exported_counter = self.chip.counter

    def delete_stored_data(self) -> None:
        self._need_tested()
        self._need_admin()
        if self.exported_counter != self.chip.counter:
            raise Fault(0x1012)
        self.chip.logs.clear()
        self.chip.event("deleteStoredData", b"")

    def _credential(self, name: str) -> bytes:
        return self.puk if name == "puk" else self.pins[ADMIN if name == "admin" else TIME_ADMIN]

    def _change(self, name: str, value: bytes) -> None:
        if name == "puk":
            self.puk = value
        else:
            self.pins[ADMIN if name == "admin" else TIME_ADMIN] = value
        self.changed.add(name)

    def _need_tested(self) -> None:
        if self.self_test_code:
            raise Fault(0x1055)
        if not self.is_tested:
            raise Fault(0x1054)

    def _need_ready(self) -> None:
        if self.state == 0:
            raise Fault(0x10FF)
        if self.state == 2:
            raise Fault(0x10FE)
        self._need_tested()

    def _need_admin(self) -> None:
        if ADMIN not in self.users:
            raise Fault(0x100F)

    def _need_able(self, client_id: str) -> None:
        self._need_ready()
        if not self.has_time:
            raise Fault(0x1002)
        if self.chip.time >= self.chip.expires.timestamp():
            raise Fault(0x100A)
        if client_id not in self.chip.clients:
            raise Fault(0x1011)
        if self.sectors >= self.capacity_sectors:
            raise Fault(0x1017)
        if self.chip.counter >= self.max_signatures:
            raise Fault(0x100E)

    def _told(self, answer: Signed) -> Signed:
        if self.loses_answers:
            raise Fault(4)
        return answer
