"""libWormAPI over a fake stick: real C functions, so that types and memory of the driver are put to the test.

The prototypes are copied by hand from the maker's header, apart from the driver's own table.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_char_p, c_int, c_uint, c_uint32, c_uint64, c_void_p
from typing import Any

from tests.hardware.signing.fakes.secure_element import ALGORITHM, Log, in_time, in_transactions
from tests.hardware.signing.fakes.worm_api import (
    ADMIN,
    TIME_ADMIN,
    FakeSwissbit,
    Fault,
)

_HEADER = """
char* worm_getVersion()
char* worm_signatureAlgorithm()
char* worm_logTimeFormat()
int worm_init(out context, text mountPoint)
int worm_init_lan(out context, text url, text apiToken)
int worm_cleanup(ptr context)
int worm_lantse_listConnectedTses(ptr context, int offset, out list)
int worm_lantse_select(ptr context, bytes serial, int length)
int worm_lantse_lock(ptr context)
int worm_lantse_unlock(ptr context)
ptr worm_info_new(ptr context)
int worm_info_read(ptr info)
void worm_info_free(ptr info)
u32 worm_info_capacity(ptr info)
u32 worm_info_size(ptr info)
int worm_info_hasValidTime(ptr info)
int worm_info_hasPassedSelfTest(ptr info)
int worm_info_isCtssInterfaceActive(ptr info)
int worm_info_initializationState(ptr info)
int worm_info_isDevelopmentFirmware(ptr info)
u32 worm_info_timeUntilNextSelfTest(ptr info)
u32 worm_info_timeUntilNextTimeSynchronization(ptr info)
u32 worm_info_startedTransactions(ptr info)
u32 worm_info_maxStartedTransactions(ptr info)
u32 worm_info_createdSignatures(ptr info)
u32 worm_info_remainingSignatures(ptr info)
u32 worm_info_maxRegisteredClients(ptr info)
u32 worm_info_softwareVersion(ptr info)
u64 worm_info_certificateExpirationDate(ptr info)
u64 worm_info_tarExportSize(ptr info)
char* worm_info_tseDescription(ptr info)
char* worm_info_formFactor(ptr info)
void worm_info_tsePublicKey(ptr info, out start, out length)
void worm_info_tseSerialNumber(ptr info, out start, out length)
int worm_user_deriveInitialCredentials(ptr c, bytes seed, int n, out puk, int n, out pin, int n, out timePin, int n)
int worm_tse_setup(ptr c, bytes seed, int n, bytes puk, int n, bytes pin, int n, bytes timePin, int n, text clientId)
int worm_tse_runSelfTest(ptr context, text clientId)
int worm_tse_updateTime(ptr context, u64 unixTime)
int worm_tse_decommission(ptr context)
int worm_tse_registerClient(ptr context, text clientId)
int worm_tse_deregisterClient(ptr context, text clientId)
int worm_tse_listRegisteredClients(ptr context, int toSkip, out clients)
int worm_user_login(ptr context, int user, bytes pin, int length, out retries)
int worm_user_logout(ptr context, int user)
ptr worm_transaction_response_new(ptr context)
void worm_transaction_response_free(ptr response)
int worm_transaction_start(ptr context, text clientId, bytes data, u64 length, text processType, ptr response)
int worm_transaction_finish(ptr context, text clientId, u64 number, bytes data, u64 length, text type, ptr response)
int worm_transaction_lastResponse(ptr context, text clientId, ptr response)
int worm_transaction_listStartedTransactions(ptr context, text clientId, int toSkip, out numbers, int n, out count)
u64 worm_transaction_response_logTime(ptr response)
u64 worm_transaction_response_signatureCounter(ptr response)
u64 worm_transaction_response_transactionNumber(ptr response)
void worm_transaction_response_signature(ptr response, out start, out length)
int worm_getLogMessageCertificate(ptr context, out buffer, out length)
int worm_export_tar(ptr context, ptr callback, ptr user)
int worm_export_tar_filtered_time(ptr context, u64 from, u64 to, text clientId, ptr callback, ptr user)
int worm_export_tar_filtered_transaction(ptr context, u64 from, u64 to, text clientId, ptr callback, ptr user)
int worm_export_deleteStoredData(ptr context)
"""

_TYPES: dict[str, Any] = {
    "int": c_int,
    "u32": c_uint32,
    "u64": c_uint64,
    "text": c_char_p,
    "bytes": c_void_p,
    "out": c_void_p,
    "ptr": c_void_p,
    "char*": c_void_p,
    "void": None,
}
_CALLBACK = ctypes.CFUNCTYPE(c_int, c_void_p, c_uint, c_void_p)


class WormLibrary:
    """libWormAPI as ctypes.CDLL would load it: each attribute is a function pointer without known types."""

    def __init__(self, stick: FakeSwissbit, *, mount: str = "/media/tse", token: str = "lan-token") -> None:
        self.stick = stick
        self.mount = mount.encode()
        self.token = token.encode()
        self.contexts: set[int] = set()
        self.locks = 0
        self.selected: bytes | None = None
        self.connected = [stick.chip.serial]
        self.infos: dict[int, list[Any]] = {}
        self.responses: dict[int, list[Any]] = {}
        self._next = 0x1000
        self._kept: list[Any] = []
        self._texts: dict[bytes, Any] = {}
        self._declared: dict[str, tuple[str, list[str]]] = {}
        for line in _HEADER.strip().splitlines():
            result, _, rest = line.partition(" ")
            name, _, arguments = rest.rstrip(")").partition("(")
            kinds = [argument.split()[0] for argument in arguments.split(",") if argument]
            self._declared[name] = (result, kinds)
            self._declare(name, result, kinds)

    def _declare_again(self, name: str, work: Callable[..., Any]) -> None:
        """Let a function misbehave."""
        result, kinds = self._declared[name]
        self._export_function(name, result, kinds, work)

    def _declare(self, name: str, result: str, kinds: list[str]) -> None:
        work: Callable[..., Any] = getattr(self, f"_{name.removeprefix('worm_')}", None) or self._getter(name)
        is_getter = name.startswith("worm_info_") and name != "worm_info_read"
        is_status = result == "int" and not is_getter

        def called(*arguments: Any) -> Any:
            self.stick.asked.append(name)
            if not is_status:
                return work(*arguments)
            try:
                if kinds and kinds[0] == "ptr" and name not in ("worm_info_read", "worm_cleanup"):
                    self._need(arguments[0])
                if self.stick.power_fails_at == name:
                    self.stick.power_fails_at = None
                    self.stick.power_cycle()
                    raise Fault(13)
                work(*arguments)
            except Fault as fault:
                return fault.code
            return 0

        self._export_function(name, result, kinds, called)

    def _export_function(self, name: str, result: str, kinds: list[str], work: Callable[..., Any]) -> None:
        arguments: list[Any] = [_TYPES[kind] for kind in kinds]
        closure = ctypes.CFUNCTYPE(_TYPES[result], *arguments)(work)
        self._kept.append(closure)
        address = ctypes.cast(closure, c_void_p).value
        assert address is not None
        setattr(self, name, ctypes.CFUNCTYPE(None)(address))

    def _need(self, context: int | None) -> None:
        if context not in self.contexts:
            raise Fault(1)
        if not self.stick.is_plugged:
            raise Fault(3)

    def _text(self, text: bytes) -> int:
        buffer = self._texts.setdefault(text, ctypes.create_string_buffer(text))
        return ctypes.addressof(buffer)

    def _getVersion(self) -> int:
        return self._text(b"5.9.1")

    def _signatureAlgorithm(self) -> int:
        return self._text(ALGORITHM.encode())

    def _logTimeFormat(self) -> int:
        return self._text(b"unixTime")

    def _new(self) -> int:
        self._next += 16
        return self._next

    def _init(self, out: int, mount: bytes) -> None:
        if mount != self.mount or not self.stick.is_plugged:
            raise Fault(2)
        context = self._new()
        self.contexts.add(context)
        c_void_p.from_address(out).value = context

    def _init_lan(self, out: int, url: bytes, token: bytes) -> None:
        if not url.startswith(b"http") or not self.stick.is_plugged:
            raise Fault(20)
        if token != self.token:
            raise Fault(18)
        self._init(out, self.mount)
        self.selected = b""

    def _cleanup(self, context: int) -> None:
        self.contexts.discard(context)

    def _lantse_listConnectedTses(self, context: int, offset: int, out: int) -> None:
        page = self.connected[offset : offset + 16]
        c_int.from_address(out).value = len(page)
        ctypes.memmove(out + 4, b"".join(page), 32 * len(page))

    def _lantse_select(self, context: int, serial: int, length: int) -> None:
        wanted = ctypes.string_at(serial, length)
        if wanted not in self.connected:
            raise Fault(24)
        self.selected = wanted

    def _lantse_lock(self, context: int) -> None:
        self.locks += 1

    def _lantse_unlock(self, context: int) -> None:
        if not self.locks:
            raise Fault(21)
        self.locks -= 1

    def _info_new(self, context: int) -> int:
        info = self._new()
        self.infos[info] = [context]
        return info

    def _info_free(self, info: int) -> None:
        del self.infos[info]

    def _info_read(self, info: int) -> None:
        self._need(self.infos[info][0])
        assert self.selected != b"", "a LAN TSE has to be selected first"

    def _getter(self, name: str) -> Callable[[int], Any]:
        stick, chip = self.stick, self.stick.chip
        values: dict[str, Callable[[], int]] = {
            "capacity": lambda: stick.capacity_sectors,
            "size": lambda: stick.sectors,
            "hasValidTime": lambda: stick.has_time,
            "hasPassedSelfTest": lambda: stick.is_tested,
            "isCtssInterfaceActive": lambda: stick.state == 1 and stick.is_tested,
            "initializationState": lambda: stick.state,
            "isDevelopmentFirmware": lambda: stick.is_development,
            "timeUntilNextSelfTest": lambda: stick.test_seconds,
            "timeUntilNextTimeSynchronization": lambda: stick.time_seconds,
            "startedTransactions": lambda: len(chip.open),
            "maxStartedTransactions": lambda: stick.max_started,
            "createdSignatures": lambda: chip.counter,
            "remainingSignatures": lambda: stick.max_signatures - chip.counter,
            "maxRegisteredClients": lambda: stick.max_clients,
            "softwareVersion": lambda: stick.firmware[0] << 16 | stick.firmware[1] << 8 | stick.firmware[2],
            "certificateExpirationDate": lambda: int(chip.expires.timestamp()),
            "tarExportSize": lambda: len(chip.tar()),
            "tseDescription": lambda: self._text(b"BSI-K-TR-0362-2019"),
            "formFactor": lambda: self._text(stick.form_factor),
        }
        read = values[name.removeprefix("worm_info_")]

        def get(info: int) -> int:
            assert info in self.infos
            return int(read())

        return get

    def _hand_out(self, owner: list[Any], data: bytes, start: int, length: int) -> None:
        buffer = ctypes.create_string_buffer(data, len(data))
        owner.append(buffer)
        c_void_p.from_address(start).value = ctypes.addressof(buffer)
        c_uint64.from_address(length).value = len(data)

    def _info_tsePublicKey(self, info: int, start: int, length: int) -> None:
        self._hand_out(self.infos[info], self.stick.chip.point, start, length)

    def _info_tseSerialNumber(self, info: int, start: int, length: int) -> None:
        self._hand_out(self.infos[info], self.stick.chip.serial, start, length)

    def _user_deriveInitialCredentials(
        self,
        context: int,
        seed: int,
        length: int,
        puk: int,
        n1: int,
        pin: int,
        n2: int,
        time_pin: int,
        n3: int,
    ) -> None:
        if (n1, n2, n3) != (6, 5, 5):
            raise Fault(1)
        first_puk, pins = self.stick.initial_credentials(ctypes.string_at(seed, length))
        for out, value in ((puk, first_puk), (pin, pins[ADMIN]), (time_pin, pins[TIME_ADMIN])):
            ctypes.memmove(out, value, len(value))

    def _tse_setup(self, context: int, *arguments: Any) -> None:
        *buffers, client_id = arguments
        texts = [ctypes.string_at(at, n) for at, n in zip(buffers[::2], buffers[1::2], strict=True)]
        self.stick.set_up(texts[0], texts[1], texts[2], texts[3], client_id.decode())

    def _tse_runSelfTest(self, context: int, client_id: bytes) -> None:
        self.stick.self_test(client_id.decode())

    def _tse_updateTime(self, context: int, seconds: int) -> None:
        self.stick.update_time(seconds)

    def _tse_decommission(self, context: int) -> None:
        self.stick.decommission()

    def _tse_registerClient(self, context: int, client_id: bytes) -> None:
        self.stick.register_client(client_id.decode())

    def _tse_deregisterClient(self, context: int, client_id: bytes) -> None:
        self.stick.deregister_client(client_id.decode())

    def _tse_listRegisteredClients(self, context: int, skip: int, out: int) -> None:
        page = self.stick.registered_clients(skip)
        c_int.from_address(out).value = len(page)
        for at, client in enumerate(page):
            ctypes.memmove(out + 4 + 31 * at, client.encode() + b"\0", len(client.encode()) + 1)

    def _user_login(self, context: int, user: int, pin: int, length: int, retries: int) -> None:
        left = self.stick.log_in(user, ctypes.string_at(pin, length))
        if left is not None:
            c_int.from_address(retries).value = left
            raise Fault(0x1100)

    def _user_logout(self, context: int, user: int) -> None:
        self.stick.log_out(user)

    def _transaction_response_new(self, context: int) -> int:
        response = self._new()
        self.responses[response] = []
        return response

    def _transaction_response_free(self, response: int) -> None:
        del self.responses[response]

    def _transaction_start(
        self, context: int, client: bytes, data: int, length: int, kind: bytes, response: int
    ) -> None:
        answer = self.stick.start(client.decode(), ctypes.string_at(data, length), kind.decode())
        self.responses[response][:] = [answer]

    def _transaction_finish(
        self, context: int, client: bytes, number: int, data: int, length: int, kind: bytes, response: int
    ) -> None:
        answer = self.stick.finish(client.decode(), number, ctypes.string_at(data, length), kind.decode())
        self.responses[response][:] = [answer]

    def _transaction_lastResponse(self, context: int, client: bytes, response: int) -> None:
        self.responses[response][:] = [self.stick.last_response(client.decode())]

    def _transaction_listStartedTransactions(
        self, context: int, client: bytes, skip: int, numbers: int, most: int, count: int
    ) -> None:
        assert most <= 62
        found = self.stick.started(client.decode(), skip, most)
        ctypes.memmove(numbers, (c_uint64 * len(found))(*found), 8 * len(found))
        c_int.from_address(count).value = len(found)

    def _transaction_response_logTime(self, response: int) -> int:
        return int(self.responses[response][0].log_time)

    def _transaction_response_signatureCounter(self, response: int) -> int:
        return int(self.responses[response][0].counter)

    def _transaction_response_transactionNumber(self, response: int) -> int:
        return int(self.responses[response][0].transaction)

    def _transaction_response_signature(self, response: int, start: int, length: int) -> None:
        owner = self.responses[response]
        self._hand_out(owner, owner[0].signature, start, length)

    def _getLogMessageCertificate(self, context: int, buffer: int, length: int) -> None:
        self.stick._need_tested()
        pem = self.stick.chip.certificates_pem()
        if c_uint32.from_address(length).value < len(pem):
            raise Fault(5)
        ctypes.memmove(buffer, pem, len(pem))
        c_uint32.from_address(length).value = len(pem)

    def _export(self, callback: int, wanted: Callable[[Log], bool] | None) -> None:
        call = _CALLBACK(callback)

        def take(chunk: bytes) -> int:
            buffer = ctypes.create_string_buffer(chunk, len(chunk))
            return int(call(ctypes.addressof(buffer), len(chunk), None))

        self.stick.export(take, wanted)

    def _export_tar(self, context: int, callback: int, user: int | None) -> None:
        self._export(callback, None)

    def _export_tar_filtered_time(
        self, context: int, first: int, last: int, client: bytes | None, callback: int, user: int | None
    ) -> None:
        assert client is None
        self._export(callback, in_time(first, last))

    def _export_tar_filtered_transaction(
        self, context: int, first: int, last: int, client: bytes | None, callback: int, user: int | None
    ) -> None:
        self._export(callback, in_transactions(first, last, (client or b"").decode()))

    def _export_deleteStoredData(self, context: int) -> None:
        self.stick.delete_stored_data()
