"""An Epson TSE in a printer: ePOS-Device XML with JSON over a real socket, one till at a time, faults to switch on."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from tests.hardware.signing.fakes.loopback import LoopbackServer
from tests.hardware.signing.fakes.secure_element import ALGORITHM, Log, Signed, b64, in_time, in_transactions
from tests.hardware.signing.fakes.worm_api import ADMIN, SEED, TIME_ADMIN, FakeSwissbit, Fault

HOST = "EPSON4711ABCD"
_STATES = ("UNINITIALIZED", "INITIALIZED", "DECOMMISSIONED")
_NAMES = {
    1: "INVALID_PARAMETER",
    3: "IO",
    4: "TIMEOUT",
    10: "EXPORT_FAILED",
    13: "POWER_CYCLE_DETECTED",
    17: "CMD_NOT_FOUND",
    0x1002: "NO_TIME_SET",
    0x1005: "INVALID_CMD_SYNTAX",
    0x1007: "TSE_INVALID_PARAMETER",
    0x1008: "TRANSACTION_NOT_STARTED",
    0x1009: "MAX_PARALLEL_TRANSACTIONS",
    0x100A: "CERTIFICATE_EXPIRED",
    0x100C: "NO_LAST_TRANSACTION",
    0x100E: "TRANSACTION_SIGNATURES_EXCEEDED",
    0x100F: "NOT_AUTHORIZED",
    0x1010: "MAX_REGISTERED_CLIENTS_REACHED",
    0x1011: "CLIENT_NOT_REGISTERED",
    0x1012: "EXPORT_UNACKNOWLEDGED_DATA",
    0x1013: "CLIENT_HAS_UNFINISHED_TRANSACTIONS",
    0x1014: "TSE_HAS_UNFINISHED_TRANSACTIONS",
    0x1017: "STORE_FULL",
    0x1050: "WRONG_STATE_NEEDS_PUK_CHANGE",
    0x1054: "WRONG_STATE_NEEDS_SELF_TEST",
    0x1055: "WRONG_STATE_NEEDS_SELF_TEST_PASSED",
    0x10FE: "TSE_DECOMMISSIONED",
    0x10FF: "TSE_NOT_INITIALIZED",
    0x1100: "AUTHENTICATION_FAILED",
    0x1201: "AUTHENTICATION_PIN_BLOCKED",
    0x2003: "EXPORT_NO_DATA_AVAILABLE",
}


class Refusal(Exception):
    """The device's own error name, with what it says besides."""

    def __init__(self, code: str, **output: Any) -> None:
        super().__init__(code)
        self.code = code
        self.output = output


class FakeEpson:
    """`stick` is the chip in it. `say` replaces what is sent back, for answers that no honest device gives."""

    def __init__(self, now: Callable[[], datetime], *, firmware: tuple[int, int, int] = (1, 1, 0)) -> None:
        self.stick = FakeSwissbit(now, firmware=firmware)
        self.secret = "EPSONKEY"
        self.host_id = HOST
        self.device_id = "local_TSE"
        self.portion = 20_000
        self.loses_answers = False
        self.in_use_answers = 0
        self.say: Callable[[bytes], bytes | None] = lambda answer: answer
        self.asked: list[str] = []
        self._turn = threading.Lock()
        self._owner: socket.socket | None = None
        self._challenges: dict[str, str] = {}
        self._logins: dict[str, int] = {}
        self._export: list[str] | None = None
        self._export_is_whole = False
        self.server = LoopbackServer(self._serve)
        self.server.start()

    @property
    def port(self) -> int:
        return self.server.port

    # The wire

    def _serve(self, link: socket.socket) -> None:
        self._send(
            link,
            "<connect><data><client_id>sock1</client_id><protocol_version>2.0</protocol_version></data></connect>",
        )
        received = b""
        try:
            while part := link.recv(65536):
                received += part
                while b"\0" in received:
                    raw, _, received = received.partition(b"\0")
                    with self._turn:
                        answer = self._answer(link, raw)
                    self._send(link, answer)
        finally:
            with self._turn:
                if self._owner is link:
                    self._owner = None

    def _send(self, link: socket.socket, xml: str) -> None:
        said = self.say(xml.encode() + b"\0")
        if said is None:
            link.shutdown(socket.SHUT_RDWR)
        else:
            link.sendall(said)

    def _answer(self, link: socket.socket, raw: bytes) -> str:
        assert b"<!" not in raw
        message = ET.fromstring(raw)
        assert message.findtext("device_id"), "every question names the device"
        known = message.findtext("device_id") == self.device_id
        if message.tag == "open_device":
            assert message.findtext("data/type") == "type_storage"
            return f"<open_device><device_id>x</device_id><code>{self._opened(link, known=known)}</code></open_device>"
        if message.tag == "close_device":
            code = "OK" if self._owner is link else "DEVICE_NOT_OPEN"
            self._owner = None if self._owner is link else self._owner
            return f"<close_device><code>{code}</code></close_device>"
        assert message.tag == "device_data"
        assert int(message.findtext("data/timeout") or "0") >= 1000
        if self._owner is not link:
            return "<device_data><success>false</success><code>DEVICE_NOT_OPEN</code></device_data>"
        result = escape(json.dumps(self._operated(json.loads(message.findtext("data/requestdata") or ""))))
        return (
            "<device_data><sequence>1</sequence><device_id>x</device_id><data><type>operateresult</type>"
            f"<success>true</success><code>SUCCESS</code><resultdata>{result}</resultdata></data></device_data>"
        )

    def _opened(self, link: socket.socket, *, known: bool) -> str:
        if not known:
            return "DEVICE_NOT_FOUND"
        if self.in_use_answers:
            self.in_use_answers -= 1
            return "DEVICE_IN_USE"
        if self._owner not in (None, link):
            return "DEVICE_IN_USE"
        self._owner = link
        return "OK"

    def _operated(self, request: dict[str, Any]) -> dict[str, Any]:
        function, given = request["function"], request["input"]
        self.asked.append(function)
        assert request["compress"] == {"required": False, "type": ""}
        kind = "COMMON" if function == "GetStorageInfo" else "TSE"
        assert request["storage"] == {"type": kind, "vendor": "TSE1" if kind == "TSE" else ""}
        answer: dict[str, Any] = {"result": "EXECUTION_OK", "function": function, "error": {}, "output": {}}
        try:
            work = getattr(self, f"_do_{function}", None)
            if work is None:
                raise Refusal("JSON_ERROR_UNEXPECTED_FUNCTION")
            if self._export is not None and function not in (
                "GetExportData",
                "FinalizeExport",
                "CancelExport",
                "GetStorageInfo",
            ):
                raise Refusal("OTHER_ERROR_CURRENTLY_EXPORTING")
            answer["output"] = work(**given) or {}
        except Refusal as refusal:
            answer["result"], answer["output"] = refusal.code, refusal.output
        except Fault as fault:
            answer["result"] = f"TSE1_ERROR_{_NAMES[fault.code]}"
        except (TypeError, KeyError):
            answer["result"] = "JSON_ERROR_NOT_ENOUGH_CONTENTS"
        if self.loses_answers and function in ("StartTransaction", "FinishTransaction"):
            self.server.cut()
        return answer

    # Functions

    def power_cycle(self) -> None:
        """Printer off and on: it tests its TSE by itself when that is its own."""
        self.stick.power_cycle()
        self._logins.clear()
        self._export = None
        self._owner = None
        if self.stick.state == 1 and self.host_id in self.stick.chip.clients:
            self.stick.self_test(self.host_id)

    def _do_GetStorageInfo(self) -> dict[str, Any]:
        stick, chip = self.stick, self.stick.chip
        return {
            "smartInformation": {"isReplacementNeeded": False},
            "tseInformation": {
                "vendorType": "TSE1",
                "tseCapacity": stick.capacity_sectors,
                "tseCurrentSize": stick.sectors,
                "tseInitializationState": _STATES[stick.state],
                "hasValidTime": stick.has_time,
                "hasPassedSelfTest": stick.is_tested,
                "timeUntilNextSelfTest": stick.test_seconds,
                "startedTransactions": len(chip.open),
                "maxStartedTransactions": stick.max_started,
                "createdSignatures": chip.counter,
                "remainingSignatures": stick.max_signatures - chip.counter,
                "maxSignatures": stick.max_signatures,
                "registeredClients": len(chip.clients),
                "maxRegisteredClients": stick.max_clients,
                "certificateExpirationDate": chip.expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "tarExportSize": len(chip.tar()),
                "serialNumber": b64(chip.serial),
                "tsePublicKey": b64(chip.point),
                "signatureAlgorithm": ALGORITHM,
                "tseDescription": "BSI-K-TR-0373-2019",
                "softwareVersion": 65792,
                "hardwareVersion": 65536,
                "cdcId": "1234",
                "cdcHash": "abcd",
                "lastExportExecutedDate": "",
            },
        }

    def _do_SetUp(self, puk: str, adminPin: str, timeAdminPin: str) -> None:
        if self.stick.state:
            raise Refusal("OTHER_ERROR_TSE_ALREADY_SET_UP")
        self.stick.set_up(SEED, puk.encode(), adminPin.encode(), timeAdminPin.encode(), self.host_id)
        self.stick.users.clear()

    def _do_SetUpForPrinter(self) -> None:
        self._need_admin()
        self.stick.register_client(self.host_id)

    def _do_RunTSESelfTest(self) -> None:
        self.stick.self_test(self.host_id)

    def _do_UpdateTime(self, userId: str, newDateTime: str, useTimeSync: bool) -> None:
        if not self._is_in(userId):
            raise Refusal("OTHER_ERROR_UNAUTHENTICATED_TIME_ADMIN_USER")
        self.stick.update_time(_seconds(newDateTime))

    def _do_RegisterClient(self, clientId: str) -> None:
        self._need_admin()
        if len(clientId) > 30:
            raise Refusal("JSON_ERROR_INVALID_PARAMETER_RANGE")
        self.stick.register_client(clientId)

    def _do_DeregisterClient(self, clientId: str) -> None:
        self._need_admin()
        self.stick.deregister_client(clientId)

    def _do_GetRegisteredClientList(self) -> dict[str, Any]:
        self._need_admin()
        return {"registeredClientIdList": list(self.stick.chip.clients)}

    def _do_GetChallenge(self, userId: str) -> dict[str, Any]:
        self._challenges[userId] = secrets.token_hex(16)
        return {"challenge": self._challenges[userId]}

    def _do_AuthenticateUserForAdmin(self, userId: str, pin: str, hash: str) -> None:  # noqa: A002
        if userId != "Administrator":
            raise Refusal("OTHER_ERROR_INVALID_ADMIN_USER_ID")
        self._log_in(userId, ADMIN, pin, hash, 15 * 60)

    def _do_AuthenticateUserForTimeAdmin(self, clientId: str, pin: str, hash: str) -> None:  # noqa: A002
        self._log_in(clientId, TIME_ADMIN, pin, hash, 8 * 3600)

    def _do_LogOutForAdmin(self) -> None:
        self._need_admin()
        del self._logins["Administrator"]
        self.stick.log_out(ADMIN)

    def _do_StartTransaction(
        self, clientId: str, processData: str, processType: str, additionalData: str
    ) -> dict[str, Any]:
        self._need_till(clientId, additionalData)
        return _answer(self.stick.start(clientId, base64.b64decode(processData), processType), number=True)

    def _do_FinishTransaction(
        self, clientId: str, transactionNumber: int, processData: str, processType: str, additionalData: str
    ) -> dict[str, Any]:
        self._need_till(clientId, additionalData)
        data = base64.b64decode(processData, validate=True)
        return _answer(self.stick.finish(clientId, transactionNumber, data, processType), number=False)

    def _do_GetLastTransactionResponse(self, clientId: str) -> dict[str, Any]:
        return _answer(self.stick.last_response(clientId), number=True)

    def _do_GetStartedTransactionList(self, clientId: str) -> dict[str, Any]:
        return {"startedTransactionNumberList": self.stick.started(clientId, 0, 1000)}

    def _do_ArchiveExport(self) -> None:
        self._begin_export(None)

    def _do_ExportFilteredByTransactionNumberInterval(
        self, clientId: str, startTransactionNumber: int, endTransactionNumber: int
    ) -> None:
        if endTransactionNumber > max(self.stick.chip.counter, startTransactionNumber):
            raise Refusal("OTHER_ERROR_PARAMETER_MISMATCH")
        self._begin_export(in_transactions(startTransactionNumber, endTransactionNumber, clientId))

    def _do_ExportFilteredByPeriodOfTime(self, clientId: str, startDate: str, endDate: str) -> None:
        assert clientId == ""
        self._begin_export(in_time(_seconds(startDate), _seconds(endDate)))

    def _do_GetExportData(self) -> dict[str, Any]:
        if self._export is None:
            raise Refusal("OTHER_ERROR_NO_EXPORT_STARTED")
        if not self._export:
            raise Refusal("OTHER_ERROR_ALREADY_ALL_DATA_EXPORTED")
        portion = self._export.pop(0)
        status = "EXPORT_INCOMPLETE" if self._export else "EXPORT_COMPLETE"
        return {"exportData": portion, "exportStatus": status}

    def _do_FinalizeExport(self, deleteData: bool) -> None:
        if self._export is None:
            raise Refusal("OTHER_ERROR_NO_EXPORT_STARTED")
        if self._export:
            raise Refusal("OTHER_ERROR_ALL_DATA_NOT_EXPORTED_YET")
        if deleteData and not self._export_is_whole:
            raise Fault(0x1012)
        if deleteData:
            self.stick.delete_stored_data()
        self._export = None

    def _do_CancelExport(self) -> None:
        if self._export is None:
            raise Refusal("OTHER_ERROR_NO_EXPORT_STARTED")
        self._export = None

    def _do_GetLogMessageCertificate(self) -> dict[str, Any]:
        return {"logMessageCertificate": b64(self.stick.chip.certificates_pem())}

    def _do_DisableSecureElement(self) -> None:
        self._need_admin()
        if not self.stick.has_time:
            raise Fault(0x1002)
        self.stick.decommission()

    # Rules

    def _log_in(self, user: str, role: int, pin: str, proof: str, seconds: int) -> None:
        challenge = self._challenges.pop(user, "")
        wanted = base64.b64encode(hashlib.sha256((challenge + self.secret).encode()).digest()).decode()
        if not challenge or proof != wanted:
            raise Refusal("OTHER_ERROR_HOST_AUTHENTICATION_FAILED")
        left = self.stick.log_in(role, pin.encode())
        if left is not None:
            raise Refusal("TSE1_ERROR_AUTHENTICATION_FAILED", remainingRetries=left)
        self._logins[user] = self.stick.chip.seconds() + seconds

    def _is_in(self, user: str) -> bool:
        return self._logins.get(user, 0) > self.stick.chip.seconds()

    def _need_admin(self) -> None:
        if not self._is_in("Administrator"):
            raise Refusal("OTHER_ERROR_UNAUTHENTICATED_ADMIN_USER")

    def _need_till(self, client_id: str, additional_data: str) -> None:
        assert additional_data == ""
        if not self._is_in(client_id):
            raise Refusal("OTHER_ERROR_UNAUTHENTICATED_TIME_ADMIN_USER")

    def _begin_export(self, wanted: Callable[[Log], bool] | None) -> None:
        self._need_admin()
        if not self.stick.has_time and self.stick.state == 1:
            raise Refusal("OTHER_ERROR_NO_TIME_SET_BEFORE_EXPORT")
        content = bytearray()

        def take(chunk: bytes) -> int:
            content.extend(chunk)
            return 0

        self.stick.export(take, wanted)
        text = b64(bytes(content))
        self._export = [text[at : at + self.portion] for at in range(0, len(text), self.portion)]
        self._export_is_whole = wanted is None


def _answer(signed: Signed, *, number: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "logTime": datetime.fromtimestamp(signed.log_time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "serialNumber": "x",
        "signatureCounter": signed.counter,
        "signature": b64(signed.signature),
    }
    return {**answer, "transactionNumber": signed.transaction} if number else answer


def _seconds(iso: str) -> int:
    return int(datetime.strptime(iso, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())
