"""The C library of the Swissbit TSE (WormAPI, SDK 5) as Python: exact prototypes, bytes in and out, nothing else."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import POINTER, byref, c_int, c_ubyte, c_uint32, c_uint64, c_void_p
from typing import Any

from kasse.hardware.signing.swissbit.prototypes import (
    PAGE_CLIENTS,
    PAGE_TRANSACTIONS,
    PAGE_TSES,
    PROTOTYPES,
    ExportCallback,
    RegisteredClients,
    SerialNumbers,
)
from kasse.hardware.signing.swissbit.values import WormError, WormInfo, WormResponse

SECTOR = 512
_PUK_DIGITS, _PIN_DIGITS = 6, 5
_CERTIFICATE_BYTES = 64 * 1024
_MOST_BYTES = 4096
"""Keys, serial numbers and signatures are shorter by far."""

OUT_OF_MEMORY, INVALID_RESPONSE, UNSUPPORTED = 5, 6, 17


class WormApi:
    """The functions of the library that a till needs; each raises WormError. One thread at a time.

    A function that an older library does not have raises WormError 17 when it is needed.
    """

    def __init__(self, library: Any) -> None:
        self._functions: dict[str, Any] = {}
        self._context = c_void_p()
        for name, (result, arguments) in PROTOTYPES.items():
            function = getattr(library, name, None)
            if function is not None:
                function.argtypes, function.restype = list(arguments), result
                self._functions[name] = function

    @classmethod
    def load(cls, path: str) -> WormApi:
        """The library from a file (libWormAPI.so, WormAPI.dll).

        Raises:
            OSError: there is none, not for this system, or it is another library.
        """
        if not path:
            raise OSError("no path")  # an empty one would mean this very program
        api = cls(ctypes.CDLL(path))
        if "worm_init" not in api._functions:
            raise OSError(f"{path} is another library")
        return api

    def version(self) -> str:
        """Version of the library."""
        return _text(self._call("worm_getVersion"))

    def signature_algorithm(self) -> str:
        """As in the receipt's QR code."""
        return _text(self._call("worm_signatureAlgorithm"))

    def log_time_format(self) -> str:
        """As in the receipt's QR code."""
        return _text(self._call("worm_logTimeFormat"))

    def open(self, mount_point: str) -> None:
        """Begin to work with the TSE of a drive."""
        self._do("worm_init", byref(self._context), mount_point.encode("utf-8"))

    def open_lan(self, url: str, token: str) -> None:
        """Begin to work with a LAN TSE; `select_tse` chooses one."""
        self._do("worm_init_lan", byref(self._context), url.encode("utf-8"), token.encode("utf-8"))

    def close(self) -> None:
        """Let go of the TSE."""
        if self._context.value:
            context, self._context = self._context, c_void_p()
            self._do("worm_cleanup", context)

    def connected_tses(self) -> list[bytes]:
        """The serial numbers of the TSEs in a LAN TSE."""
        found: list[bytes] = []
        while True:
            page = SerialNumbers()
            self._do("worm_lantse_listConnectedTses", self._context, len(found), byref(page))
            amount = max(0, min(page.amount, PAGE_TSES))
            found += [bytes(serial) for serial in page.serials[:amount]]
            if amount < PAGE_TSES:
                return found

    def select_tse(self, serial: bytes) -> None:
        """Work with this TSE of a LAN TSE from now on."""
        self._do("worm_lantse_select", self._context, *_buffer(serial))

    def lock_tse(self) -> None:
        """Keep other tills from the LAN TSE until `unlock_tse`."""
        self._do("worm_lantse_lock", self._context)

    def unlock_tse(self) -> None:
        """Let other tills at the LAN TSE again."""
        self._do("worm_lantse_unlock", self._context)

    def info(self) -> WormInfo:
        """How the TSE is now."""
        info = self._call("worm_info_new", self._context)
        if not info:
            raise WormError(OUT_OF_MEMORY)
        try:
            self._do("worm_info_read", info)

            def number(name: str) -> int:
                return int(self._call(f"worm_info_{name}", info))

            return WormInfo(
                state=number("initializationState"),
                has_valid_time=bool(number("hasValidTime")),
                has_passed_self_test=bool(number("hasPassedSelfTest")),
                is_development=bool(number("isDevelopmentFirmware")),
                capacity=number("capacity") * SECTOR,
                size=number("size") * SECTOR,
                seconds_to_self_test=number("timeUntilNextSelfTest"),
                seconds_to_time_update=number("timeUntilNextTimeSynchronization"),
                started_transactions=number("startedTransactions"),
                max_started_transactions=number("maxStartedTransactions"),
                created_signatures=number("createdSignatures"),
                remaining_signatures=number("remainingSignatures"),
                max_clients=number("maxRegisteredClients"),
                certificate_until=number("certificateExpirationDate"),
                export_bytes=number("tarExportSize"),
                software=number("softwareVersion"),
                public_key=self._bytes_of("worm_info_tsePublicKey", info),
                serial=self._bytes_of("worm_info_tseSerialNumber", info),
                description=_text(self._call("worm_info_tseDescription", info)),
                form_factor=_text(self._call("worm_info_formFactor", info)),
            )
        finally:
            self._call("worm_info_free", info)

    def initial_credentials(self, seed: str) -> tuple[str, str, str]:
        """PUK, admin PIN and time admin PIN as the TSE left the factory."""
        puk, admin, time_admin = (
            (c_ubyte * _PUK_DIGITS)(),
            (c_ubyte * _PIN_DIGITS)(),
            (c_ubyte * _PIN_DIGITS)(),
        )
        outs = [part for out in (puk, admin, time_admin) for part in (out, len(out))]
        self._do("worm_user_deriveInitialCredentials", self._context, *_buffer(seed.encode("utf-8")), *outs)
        return _text(bytes(puk)), _text(bytes(admin)), _text(bytes(time_admin))

    def set_up(self, seed: str, puk: str, admin_pin: str, time_admin_pin: str, client_id: str) -> None:
        """Initialise for good; leaves both users logged in. Interrupted, it goes on when called the same way."""
        secrets = [part for text in (seed, puk, admin_pin, time_admin_pin) for part in _buffer(text.encode())]
        self._do("worm_tse_setup", self._context, *secrets, client_id.encode("utf-8"))

    def self_test(self, client_id: str) -> None:
        """Have it test itself; up to a minute."""
        self._do("worm_tse_runSelfTest", self._context, client_id.encode("utf-8"))

    def update_time(self, seconds: int) -> None:
        """Set the clock. Needs a login."""
        self._do("worm_tse_updateTime", self._context, seconds)

    def decommission(self) -> None:
        """End its life. Needs the admin."""
        self._do("worm_tse_decommission", self._context)

    def register_client(self, client_id: str) -> None:
        """Let a till sign. Needs the admin."""
        self._do("worm_tse_registerClient", self._context, client_id.encode("utf-8"))

    def deregister_client(self, client_id: str) -> None:
        """Let a till sign no more. Needs the admin."""
        self._do("worm_tse_deregisterClient", self._context, client_id.encode("utf-8"))

    def registered_clients(self) -> list[str]:
        """The tills that may sign. Needs the admin."""
        found: list[str] = []
        while True:
            page = RegisteredClients()
            self._do("worm_tse_listRegisteredClients", self._context, len(found), byref(page))
            amount = max(0, min(page.amount, PAGE_CLIENTS))
            found += [_text(client.value) for client in page.client_ids[:amount]]
            if amount < PAGE_CLIENTS:
                return found

    def log_in(self, user: int, pin: str) -> None:
        """Raises WormError with the tries that are left after a wrong PIN."""
        left = c_int(-1)
        code = self._call("worm_user_login", self._context, user, *_buffer(pin.encode("utf-8")), byref(left))
        if code:
            raise WormError(code, left.value if left.value >= 0 else None)

    def log_out(self, user: int) -> None:
        """Fails if the user is not logged in."""
        self._do("worm_user_logout", self._context, user)

    def start(self, client_id: str, process_data: bytes, process_type: str) -> WormResponse:
        """StartTransaction."""
        client, kind = client_id.encode("utf-8"), process_type.encode("utf-8")
        return self._answered("worm_transaction_start", client, *_buffer(process_data), kind)

    def finish(
        self, client_id: str, transaction: int, process_data: bytes, process_type: str
    ) -> WormResponse:
        """FinishTransaction."""
        client, kind = client_id.encode("utf-8"), process_type.encode("utf-8")
        return self._answered("worm_transaction_finish", client, transaction, *_buffer(process_data), kind)

    def last_response(self, client_id: str) -> WormResponse:
        """The latest answer that this till got, or should have got."""
        return self._answered("worm_transaction_lastResponse", client_id.encode("utf-8"))

    def started_transactions(self, client_id: str) -> list[int]:
        """What this till has begun and not finished."""
        found: list[int] = []
        while True:
            page, amount = (c_uint64 * PAGE_TRANSACTIONS)(), c_int()
            self._do(
                "worm_transaction_listStartedTransactions",
                self._context,
                client_id.encode("utf-8"),
                len(found),
                page,
                PAGE_TRANSACTIONS,
                byref(amount),
            )
            found += page[: max(0, min(amount.value, PAGE_TRANSACTIONS))]
            if amount.value < PAGE_TRANSACTIONS:
                return found

    def certificates(self) -> bytes:
        """The chain as PEM, the TSE's own first."""
        buffer, length = (c_ubyte * _CERTIFICATE_BYTES)(), c_uint32(_CERTIFICATE_BYTES)
        self._do("worm_getLogMessageCertificate", self._context, buffer, byref(length))
        return bytes(buffer[: min(length.value, _CERTIFICATE_BYTES)])

    def export(self, take: Callable[[bytes], bool]) -> None:
        """Hand out the whole store as a TAR, piece by piece; `take` answers whether to go on."""
        self._exported("worm_export_tar", (), take)

    def export_time(self, first: int, last: int, take: Callable[[bytes], bool]) -> None:
        """The same for a span of time. Newer firmware refuses it."""
        self._exported("worm_export_tar_filtered_time", (first, last, None), take)

    def export_transactions(
        self, first: int, last: int, client_id: str | None, take: Callable[[bytes], bool]
    ) -> None:
        """The same for a range of transactions. Newer firmware refuses it."""
        client = None if client_id is None else client_id.encode("utf-8")
        self._exported("worm_export_tar_filtered_transaction", (first, last, client), take)

    def delete_stored_data(self) -> None:
        """Empty the store. Needs the admin, and a whole export after which nothing was added."""
        self._do("worm_export_deleteStoredData", self._context)

    def _call(self, name: str, *arguments: Any) -> Any:
        function = self._functions.get(name)
        if function is None:
            raise WormError(UNSUPPORTED)
        return function(*arguments)

    def _do(self, name: str, *arguments: Any) -> None:
        code = self._call(name, *arguments)
        if code:
            raise WormError(code)

    def _answered(self, name: str, *arguments: Any) -> WormResponse:
        response = self._call("worm_transaction_response_new", self._context)
        if not response:
            raise WormError(OUT_OF_MEMORY)
        try:
            self._do(name, self._context, *arguments, response)
            return WormResponse(
                transaction=self._call("worm_transaction_response_transactionNumber", response),
                log_time=self._call("worm_transaction_response_logTime", response),
                counter=self._call("worm_transaction_response_signatureCounter", response),
                signature=self._bytes_of("worm_transaction_response_signature", response),
            )
        finally:
            self._call("worm_transaction_response_free", response)

    def _bytes_of(self, name: str, owner: int) -> bytes:
        """Bytes that belong to the library and live as long as their owner: copied at once."""
        start, length = POINTER(c_ubyte)(), c_uint64()
        self._call(name, owner, byref(start), byref(length))
        address = ctypes.cast(start, c_void_p).value
        if address is None or not 0 < length.value <= _MOST_BYTES:
            raise WormError(INVALID_RESPONSE)
        return ctypes.string_at(address, length.value)

    def _exported(self, name: str, arguments: tuple[Any, ...], take: Callable[[bytes], bool]) -> None:
        raised: list[BaseException] = []

        def piece(data: Any, length: int, _user: Any) -> int:
            # An exception must not leave through C: the library would take it for success.
            try:
                return 0 if take(ctypes.string_at(data, length)) else 1
            except BaseException as error:  # noqa: BLE001 - raised again below
                raised.append(error)
                return 1

        try:
            self._do(name, self._context, *arguments, ExportCallback(piece), None)
        finally:
            if raised:
                raise raised[0]


def _buffer(data: bytes) -> tuple[Any, int]:
    return (c_ubyte * max(1, len(data))).from_buffer_copy(data or b"\0"), len(data)


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")
