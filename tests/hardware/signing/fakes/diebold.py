"""Diebold Nixdorf's TSE web service: framed JSON over a real WebSocket, with its numbers of errors and its modes."""

from __future__ import annotations

import base64
import binascii
import json
import re
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from kasse.fiscal.de.log_message import tlv
from tests.hardware.signing.fakes.loopback import LoopbackServer
from tests.hardware.signing.fakes.secure_element import (
    ALGORITHM,
    Log,
    SecureElement,
    Signed,
    b64,
    in_time,
    in_transactions,
)

PRODUCTION = "DN TSEProduction ef82abcedf"
SELF_TEST_SECONDS, TIME_SECONDS = 25 * 3600, 30 * 3600
ADMIN_PASSWORD, TIME_PASSWORD = "12345", "54321"
_CLIENT_ID = re.compile(r"[a-zA-Z0-9()+,\-.:? '=]{1,30}")
_ALWAYS = ("SetDefaultClientID", "PingPong")


class Refusal(Exception):
    """The service answers with this number."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class FakeDiebold:
    """`say` replaces what is sent back, for answers that no honest service gives."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.chip = SecureElement(now, maker="cryptovision GmbH")
        self.chip.clients.append(PRODUCTION)
        self.state = "new"
        self.tested_at: int | None = None
        self.time_set_at: int | None = None
        self.passwords = {"admin": ADMIN_PASSWORD, "time": TIME_PASSWORD}
        self.retries = {"admin": 3, "time": 3}
        self.most_open = 512
        self.portion = 20_000
        self.counts_below_zero = True
        self.loses_answers = False
        self.fails_with: dict[str, int] = {}
        self.say: Callable[[str], str | bytes | None] = lambda text: text
        self.asked: list[str] = []
        self.must_remove = False
        self.exported_counter: int | None = None
        self._turn = threading.Lock()
        self.server = LoopbackServer(self._serve)
        self.server.start()

    @property
    def port(self) -> int:
        return self.server.port

    def power_cycle(self) -> None:
        """The stick pulled out and put in again."""
        self.tested_at = self.time_set_at = self.exported_counter = None
        self.must_remove = False

    # The wire

    def _serve(self, link: socket.socket) -> None:
        protocol = ServerProtocol(max_size=1 << 20)
        default_client = [""]
        while data := link.recv(65536):
            protocol.receive_data(data)
            for event in protocol.events_received():
                if isinstance(event, Request):
                    protocol.send_response(protocol.accept(event))
                elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                    with self._turn:
                        answers = self._answers(bytes(event.data).decode(), default_client)
                    for answer in answers:
                        said = self.say(answer)
                        if said is None:
                            return
                        if isinstance(said, bytes):
                            protocol.send_binary(said)
                        else:
                            protocol.send_text(said.encode())
            for out in protocol.data_to_send():
                if not out:
                    return
                link.sendall(out)

    def _answers(self, text: str, default_client: list[str]) -> list[str]:
        assert (text[0], text[-2:]) == ("\x02", "\x03\n"), "STX and ETX frame each command"
        asked = json.loads(text[1:-2])
        command = asked["Command"]
        assert isinstance(asked["PingPong"], int)
        self.asked.append(command)
        parameters = {name: value for name, value in asked.items() if name not in ("Command", "PingPong")}
        try:
            if command in self.fails_with:
                raise Refusal(self.fails_with.pop(command))
            if command not in _ALWAYS and not default_client[0]:
                raise Refusal(13)
            if command == "SetDefaultClientID":
                default_client[0] = parameters["ClientID"]
                found: list[dict[str, Any]] = [{}]
            else:
                found = self._done(command, parameters)
        except Refusal as refusal:
            code = refusal.code if refusal.code < 100 or not self.counts_below_zero else -refusal.code
            found = [{"Status": "error", "Code": code, "Desc": "said in English"}]
        except (TypeError, KeyError):
            found = [{"Status": "error", "Code": 3, "Desc": "parameter missing"}]
        if self.loses_answers and command in ("StartTransaction", "FinishTransaction"):
            self.server.cut()
        same = {"Command": command, "PingPong": asked["PingPong"]}
        return [f"\x02{json.dumps({**same, 'Status': 'ok', **each})}\x03\n" for each in found]

    def _done(self, command: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        work = getattr(self, f"_do_{command}", None)
        if work is None:
            raise Refusal(2)
        if self.must_remove and command not in ("ExportRemove", "GetDeviceInfo", "PingPong"):
            raise Refusal(10)
        answer = work(**parameters)
        return answer if isinstance(answer, list) else [answer or {}]

    # Commands

    def _do_PingPong(self) -> None:
        pass

    def _do_GetDeviceInfo(self) -> dict[str, Any]:
        return {
            "DeviceInfo": {
                "SerialNumber": self.chip.serial.hex().upper(),
                "TimeFormat": "UnixTime",
                "MaxNumberOfClients": 100,
                "MaxNumberOfOpenTransactions": self.most_open,
                "SoftwareVersion": "1.4.2",
            }
        }

    def _do_GetDeviceStatus(self, Password: str | None = None) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "Parameters": {
                "SignatureAlgorithm": ALGORITHM,
                "TSEDescription": "BSI-K-TR-0393-2020",
                "CertificateDate": self.chip.expires.strftime("%Y-%m-%d"),
            }
        }
        if Password is not None:
            self._log_in("admin", Password)
            answer["ClientIDs"] = sorted(self.chip.clients)
        return answer

    def _do_GetDeviceData(self, Name: str, Format: str) -> dict[str, Any]:
        assert Format == "Base64"
        values = {"PublicKey": self.chip.point, "Certificates": self.chip.certificates_pem()}
        if Name not in values:
            raise Refusal(4)
        return {"Name": Name, "Value": b64(values[Name]), "Length": len(values[Name])}

    def _do_GetLimits(self) -> dict[str, Any]:
        self._need_alive()
        return {"Limits": {}}

    def _do_Initialize(self, Password: str) -> None:
        self._log_in("admin", Password)
        if self.state != "new":
            raise Refusal(5025)
        self.state = "ready"
        self.chip.event("initialize", tlv(0x81, b"BSI-K-TR-0393-2020"))

    def _do_Deinitialize(self, Password: str) -> None:
        self._need_alive()
        self._log_in("admin", Password)
        if self.chip.open:
            raise Refusal(25)
        self.chip.event("disableSecureElement", tlv(0x81, b"\x01"))
        self.state = "disabled"

    def _do_PerformSelfTest(self) -> None:
        self.tested_at = self.chip.seconds()
        if self.state == "ready":
            self.chip.event("selfTest", b"")

    def _do_UpdateTime(self, Password: str, Time: str) -> None:
        self._need_tested()
        self._log_in("time", Password)
        self.chip.set_time(_seconds(Time))
        self.time_set_at = self.chip.seconds()

    def _do_RegisterClientID(self, ClientID: str, Password: str) -> None:
        self._need_alive()
        self._log_in("admin", Password)
        if not _CLIENT_ID.fullmatch(ClientID):
            raise Refusal(4)
        if len(self.chip.clients) >= 100:
            raise Refusal(23)
        if ClientID in self.chip.clients:
            raise Refusal(1337)
        self.chip.clients.append(ClientID)
        self.chip.event("registerClient", tlv(0x81, ClientID.encode()))

    def _do_DeregisterClientID(self, ClientID: str, Password: str) -> None:
        self._need_alive()
        self._log_in("admin", Password)
        if ClientID not in self.chip.clients or ClientID == PRODUCTION:
            raise Refusal(5)
        if ClientID in self.chip.open.values():
            raise Refusal(24)
        self.chip.clients.remove(ClientID)
        self.chip.event("deregisterClient", tlv(0x81, ClientID.encode()))

    def _do_StartTransaction(self, ClientID: str, Password: str) -> dict[str, Any]:
        self._need_able(ClientID, Password)
        if len(self.chip.open) >= self.most_open:
            raise Refusal(21)
        answer = self.chip.start(ClientID)
        return {
            "TransactionNumber": answer.transaction,
            "SerialNumber": self.chip.serial.hex(),
            **_told(answer),
        }

    def _do_FinishTransaction(
        self, ClientID: str, Password: str, TransactionNumber: int, Typ: str, Data: str
    ) -> dict[str, Any]:
        self._need_able(ClientID, Password)
        if self.chip.open.get(TransactionNumber) != ClientID:
            raise Refusal(5017)
        return _told(self.chip.finish(ClientID, TransactionNumber, Typ, Data.encode()))

    def _do_Export(
        self,
        Password: str,
        ClientID: str = "",
        StartTransactionNumber: int | None = None,
        EndTransactionNumber: int | None = None,
        StartDate: str = "",
        EndDate: str = "",
    ) -> list[dict[str, Any]]:
        self._need_alive()
        self._log_in("admin", Password)
        wanted: Callable[[Log], bool] = lambda _: True  # noqa: E731 - a filter like the others
        if ClientID and ClientID not in {log.client_id for log in self.chip.logs}:
            raise Refusal(5005)
        if StartTransactionNumber is not None and EndTransactionNumber is not None:
            wanted = in_transactions(StartTransactionNumber, EndTransactionNumber, ClientID)
        elif StartDate:
            wanted = in_time(_seconds(StartDate), _seconds(EndDate))
        if not any(map(wanted, self.chip.logs)):
            raise Refusal(5007)
        content = self.chip.tar(wanted)
        is_whole = StartTransactionNumber is None and not StartDate
        self.exported_counter = self.chip.counter if is_whole else None
        self.must_remove = True
        parts = [content[at : at + self.portion] for at in range(0, len(content), self.portion)]
        return [{"Data": b64(part), "Last": part is parts[-1]} for part in parts]

    def _do_ExportRemove(self, Password: str, ExportRemove: bool) -> None:
        self._log_in("admin", Password)
        if ExportRemove:
            if self.exported_counter != self.chip.counter:
                raise Refusal(5033)
            self.chip.logs.clear()
            self.chip.event("deleteStoredData", b"")
        self.must_remove = False

    # Rules

    def _log_in(self, role: str, password: str) -> None:
        try:
            given = base64.b64decode(password, validate=True).decode()
        except binascii.Error:
            raise Refusal(9) from None
        if not self.retries[role]:
            raise Refusal(32)
        if given != self.passwords[role]:
            self.retries[role] -= 1
            raise Refusal(30)
        self.retries[role] = 3

    def _need_alive(self) -> None:
        if self.state == "new":
            raise Refusal(5018)
        if self.state == "disabled":
            raise Refusal(5021)

    def _need_tested(self) -> None:
        self._need_alive()
        if self.tested_at is None or self.chip.seconds() - self.tested_at >= SELF_TEST_SECONDS:
            raise Refusal(12)

    def _need_able(self, client_id: str, password: str) -> None:
        self._need_tested()
        self._log_in("time", password)
        if self.time_set_at is None or self.chip.seconds() - self.time_set_at >= TIME_SECONDS:
            raise Refusal(5019)
        if client_id not in self.chip.clients:
            raise Refusal(19)
        if self.chip.time >= self.chip.expires.timestamp():
            raise Refusal(5020)


def _told(answer: Signed) -> dict[str, Any]:
    here = timezone(timedelta(hours=1))
    return {
        "SignatureCounter": answer.counter,
        "Signature": answer.signature.hex().upper(),
        "LogTime": datetime.fromtimestamp(answer.log_time, here).isoformat(timespec="seconds"),
    }


def _seconds(iso: str) -> int:
    return int(datetime.strptime(iso, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())
