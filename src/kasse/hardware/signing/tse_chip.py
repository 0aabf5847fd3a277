"""The inside of the software TSE as its carers see it: PINs, tills, self test, time, exports, the end of its life."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kasse.fiscal.de.log_message import tlv
from kasse.fiscal.de.verify import verify_signature
from kasse.hardware.signing.tse_core import MOST_COUNTED, MOST_OPEN, TseCore, check_life, not_registered
from kasse.hardware.signing.tse_pins import ADMIN, PUK, TIME_ADMIN, TRIES, new_user, pin_fits
from kasse.hardware.signing.tse_record import Care, User
from kasse.ports.signing import DeviceState, DeviceStatus, SigningError, SigningRefused

MOST_CLIENTS = 100
SELF_TEST_SECONDS = 25 * 3600
"""So long a self test holds; then, and after each switching on, the device wants another one."""
TIME_SECONDS = 24 * 3600
"""So long the device trusts a time that was set."""
_ROLES = {ADMIN: 0, TIME_ADMIN: 1}
_USER_NAMES = {ADMIN: "der Verwalter", TIME_ADMIN: "der Zeitverwalter"}


class TseChip(TseCore):
    """The device itself, which believes nobody without a PIN."""

    def __init__(
        self, folder: Path, *, algorithm: str, description: str, now: Callable[[], datetime]
    ) -> None:
        super().__init__(folder, algorithm=algorithm, now=now)
        self._description = description
        self._logged_in: set[str] = set()
        self._tested: bool | None = None

    def needs_self_test(self, within: float = 0.0) -> bool:
        """Whether none has been passed since switching on, or so long ago that it lapses `within` these seconds."""
        return self._now().timestamp() + within >= self._test_until

    def needs_time(self, within: float = 0.0) -> bool:
        """Whether the clock has not been set since switching on, or so long ago that it lapses."""
        return self._now().timestamp() + within >= self._time_until

    def fit_seconds(self) -> float:
        """How long self test and time last."""
        return max(0.0, min(self._test_until, self._time_until) - self._now().timestamp())

    def status(self) -> DeviceStatus:
        """How it is."""
        log, state = self.memory.ready()
        at = self._now().timestamp()
        return DeviceStatus(
            state=state.care.state,
            self_test_passed=True if at < self._test_until else False if self._tested is False else None,
            time_is_set=True if at < self._time_until else None,
            certificate_until=self.memory.certificate_until,
            signatures_made=state.counter,
            signatures_left=MOST_COUNTED - state.counter,
            stored_bytes=log.end,
            open_transactions=len(state.open),
            most_open_transactions=MOST_OPEN,
            clients=tuple(sorted(state.care.clients)),
            most_clients=MOST_CLIENTS,
        )

    def initialize(self, pins: Mapping[str, str], *, by_itself: bool) -> None:
        """Begin its life with these PINs, by user."""
        care = self.care
        if care.state is not DeviceState.NEW:
            raise SigningRefused("Die TSE ist schon eingerichtet.", "ALREADY_INITIALIZED")
        after = replace(care, state=DeviceState.READY, by_itself=by_itself, users=_users(pins))
        self._note("initialize", tlv(0x81, self._description.encode("utf-8")), care=after)

    def take_pins(self, pins: Mapping[str, str]) -> None:
        """Give PINs to a device from before there were any."""
        care = self.care
        if care.users:
            raise SigningRefused("Die TSE hat schon PINs.", "NOT_AUTHORIZED")
        self._note(None, care=replace(care, users=_users(pins)))

    def login(self, user: str, pin: str) -> None:
        """Let a user do what only he may. A wrong PIN costs one of his tries."""
        care = self.care
        account = self._account(care, user)
        if not account.tries_left:
            raise SigningRefused(f"Für die TSE ist {_USER_NAMES[user]} gesperrt.", "PIN_BLOCKED")
        is_right = pin_fits(account, pin)
        after = replace(account, tries_left=TRIES if is_right else account.tries_left - 1)
        fields = tlv(0x81, user.encode()) + tlv(0x82, bytes((_ROLES[user],))) + _flag(0x83, is_right)
        if not is_right:
            fields += tlv(0x84, bytes((after.tries_left,)))
        # The try is used up before anybody hears whether it was right.
        changed = None if after == account else replace(care, users={**care.users, user: after})
        self._note("authenticateUser", fields, care=changed)
        if not is_right:
            raise SigningRefused(
                f"Die PIN der TSE ist falsch; {_USER_NAMES[user]} hat noch {after.tries_left} Versuche.",
                "PIN_WRONG",
            )
        self._logged_in.add(user)

    def logout(self, user: str) -> None:
        """Let him do it no more."""
        self._logged_in.discard(user)
        self._note("logOut", tlv(0x81, user.encode()) + tlv(0x82, b"\x01"))

    def is_blocked(self, user: str) -> bool:
        """Whether this user has used up his tries."""
        return not self._account(self.care, user).tries_left

    def unblock(self, user: str, puk: str, pin: str) -> None:
        """Give a user a new PIN and all his tries. A wrong PUK costs one of its own tries."""
        care = self.care
        guard = self._account(care, PUK)
        if not guard.tries_left:
            raise SigningRefused(
                "Die PUK der TSE ist gesperrt, die TSE lässt sich nicht mehr verwalten.", "PIN_BLOCKED"
            )
        is_right = pin_fits(guard, puk)
        users = {**care.users, PUK: replace(guard, tries_left=TRIES if is_right else guard.tries_left - 1)}
        if is_right:
            users[user] = new_user(pin)
        fields = tlv(0x81, user.encode()) + _flag(0x82, is_right)
        self._note("unblockUser", fields, care=replace(care, users=users))
        if not is_right:
            raise SigningRefused("Die PUK der TSE ist falsch.", "PIN_WRONG")

    def register(self, client_id: str) -> None:
        """Let a till sign."""
        self._check_client(client_id)
        care = self._ready_care(ADMIN)
        if len(care.clients) >= MOST_CLIENTS:
            raise SigningRefused(f"Die TSE kennt schon {MOST_CLIENTS} Kassen.", "MOST_CLIENTS")
        after = replace(care, clients=care.clients | {client_id}, gone=care.gone - {client_id})
        self._note("registerClient", tlv(0x81, client_id.encode()), care=after)

    def deregister(self, client_id: str) -> None:
        """Let a till sign no more."""
        care = self._ready_care(ADMIN)
        if client_id not in care.clients:
            raise not_registered(client_id)
        if self.open_transactions(client_id):
            raise SigningRefused(
                f"Die Kasse {client_id} hat noch offene Transaktionen in der TSE. Bitte erst abschließen.",
                "OPEN_TRANSACTIONS",
            )
        after = replace(care, clients=care.clients - {client_id}, gone=care.gone | {client_id})
        self._note("deregisterClient", tlv(0x81, client_id.encode()), care=after)

    def self_test(self) -> None:
        """Sign something and check it with the certificate's key; a device that fails signs nothing."""
        probe = b"self test of " + self.memory.serial
        key = self.memory.key
        self._tested = verify_signature(key.point, key.algorithm, probe, key.sign(probe))
        self._test_until = self._now().timestamp() + SELF_TEST_SECONDS if self._tested else 0.0
        self._reckon()
        if not self._tested:
            raise SigningError("Die TSE hat ihren Selbsttest nicht bestanden.", "SELF_TEST_FAILED")
        self._note("selfTest")

    def update_time(self) -> None:
        """Set the clock."""
        self._ready_care(TIME_ADMIN)
        _, state = self.memory.ready()
        at = int(self._now().timestamp())
        fields = tlv(0x81, _seconds(state.log_time)) + tlv(0x82, _seconds(at))
        self._note("updateTime", fields)
        self._time_until = at + TIME_SECONDS
        self._reckon()

    def mark_exported(self, end: int) -> None:
        """Everything up to this place of the log has been handed out."""
        care = self._care_for(ADMIN)
        self._note(None, care=replace(care, exported_to=end))

    def delete_exported(self) -> None:
        """Forget what has been handed out."""
        _, state = self.memory.ready()
        care = self._care_for(ADMIN)
        if not care.exported_to:
            raise SigningRefused(
                "Seit dem letzten Löschen hat die TSE nichts vollständig exportiert. Bitte erst exportieren.",
                "NOT_EXPORTED",
            )
        if state.open:
            raise SigningRefused(
                "In der TSE sind noch Transaktionen offen. Bitte erst abschließen.", "OPEN_TRANSACTIONS"
            )
        after = replace(state, care=replace(care, exported_to=0))
        message = self._event(after, "deleteStoredData", b"") if self._can_note(state) else b""
        self.memory.forget(care.exported_to, after, message)

    def disable(self) -> None:
        """End its life."""
        care = self._ready_care(ADMIN)
        if self.memory.ready()[1].open:
            raise SigningRefused(
                "In der TSE sind noch Transaktionen offen. Bitte erst abschließen.", "OPEN_TRANSACTIONS"
            )
        fields = tlv(0x81, _seconds(int(self._now().timestamp())))
        self._note("disableSecureElement", fields, care=replace(care, state=DeviceState.DISABLED))

    def _care_for(self, user: str) -> Care:
        """The care record, for a user who has said his PIN."""
        care = self.care
        if user not in self._logged_in:
            raise SigningRefused(f"An der TSE ist {_USER_NAMES[user]} nicht angemeldet.", "NOT_AUTHORIZED")
        return care

    def _ready_care(self, user: str) -> Care:
        check_life(self.care)
        return self._care_for(user)

    @staticmethod
    def _account(care: Care, user: str) -> User:
        if user not in care.users:
            check_life(care)
            raise SigningRefused("Die TSE hat noch keine PINs.", "NOT_AUTHORIZED")
        return care.users[user]


def _users(pins: Mapping[str, str]) -> dict[str, User]:
    return {user: new_user(pin) for user, pin in pins.items()}


def _flag(tag: int, value: bool) -> bytes:
    return tlv(tag, b"\xff" if value else b"\x00")


def _seconds(at: int) -> bytes:
    return at.to_bytes(at.bit_length() // 8 + 1, "big")
