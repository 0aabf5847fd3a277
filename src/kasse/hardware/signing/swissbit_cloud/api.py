"""One Swissbit Cloud TSE over HTTPS: who asks, what may be asked twice, and what its errors mean."""

from __future__ import annotations

import base64
import re
from collections.abc import Generator

from kasse.hardware.signing.answers import Answer, read_answer, read_json
from kasse.hardware.signing.rest import Reply, RestClient
from kasse.ports.secrets import Secrets, SecretsError
from kasse.ports.signing import SigningError, SigningRefused

NAME = "Swissbit Cloud"
SIGNING_SECONDS = 8.0
"""A question that may be repeated has two tries of four seconds, a signature one of eight."""
CARE_SECONDS = 60.0
_ROOT = "/api/v1/tse"
_REFUSING = frozenset({400, 404, 409, 412, 413, 422})
_LIST = "Liste"


class CloudApi:
    """Used by one thread at a time. Every question raises SigningError.

    `serial` is the TSE's serial number, which is also the name of the account.
    """

    def __init__(self, rest: RestClient, serial: str, secrets: Secrets | None) -> None:
        if secrets is None:
            raise SigningError(
                f"Für {NAME} braucht kasse den Schlüsselbund dieses Rechners. Bitte ihn einrichten."
            )
        self._rest = rest
        self._secrets = secrets
        self._authorization = ""
        self._closed = False
        self.serial = serial

    @property
    def is_sandbox(self) -> bool:
        """Whether this is not the address where certified devices are."""
        return self._rest.address != "https://web-tse.de"

    def get(self, path: str = "") -> Answer:
        """Ask for an object."""
        return read_answer(NAME, self._ask("GET", path, None, SIGNING_SECONDS).content)

    def texts(self, path: str) -> list[str]:
        """Ask for a list of texts."""
        return self._list(path).texts(_LIST)

    def numbers(self, path: str) -> list[int]:
        """Ask for a list of numbers."""
        return self._list(path).numbers(_LIST)

    def parts(self, path: str) -> list[Answer]:
        """Ask for a list of objects."""
        return self._list(path).parts(_LIST)

    def step(self, path: str, body: dict[str, object], *, seconds: float = SIGNING_SECONDS) -> Answer:
        """Have something signed or made. Never asked twice: it would be signed twice."""
        return read_answer(NAME, self._ask("POST", path, body, seconds).content)

    def do(self, path: str, body: dict[str, object] | None = None) -> None:
        """Have something done, once."""
        self._ask("POST", path, body, CARE_SECONDS)

    def fetch(self, address: str, *, seconds: float) -> Generator[bytes, None, None]:
        """A file as it comes; `seconds` is how long the line may be silent."""
        return self._rest.fetch(address, headers=self._headers(), seconds=seconds, problem=problem)

    def close(self) -> None:
        """Let go of connection and token."""
        self._closed = True
        self._authorization = ""
        self._rest.close()

    def _list(self, path: str) -> Answer:
        return Answer(NAME, {_LIST: read_json(NAME, self._ask("GET", path, None, SIGNING_SECONDS).content)})

    def _ask(self, method: str, path: str, body: object, seconds: float) -> Reply:
        reply = self._rest.ask(
            method,
            _ROOT + path,
            headers=self._headers(),
            body=body,
            seconds=seconds,
            again=method == "GET",
        )
        if reply.status in (401, 403):
            self._authorization = ""  # perhaps it is put right in the settings
        if not reply.ok:
            raise problem(reply)
        return reply

    def _headers(self) -> dict[str, str]:
        if self._closed:
            raise SigningError("Die TSE ist schon abgemeldet. Bitte das Programm neu starten.")
        if not self._authorization:
            pair = f"{self.serial}:{self._token()}".encode()
            self._authorization = "Basic " + base64.b64encode(pair).decode("ascii")
        return {"Authorization": self._authorization}

    def _token(self) -> str:
        try:
            token = (self._secrets.get("swissbit_cloud/token") or "").strip()
        except SecretsError as error:
            raise SigningError(str(error), "NO_KEYRING") from error
        if not token:
            raise SigningError(
                "Das Zugriffstoken der Swissbit Cloud-TSE fehlt. Bitte in den Einstellungen der TSE eintragen.",
                "NO_CREDENTIALS",
            )
        return token


def problem(reply: Reply) -> SigningError:
    """What an answer that is not ok means, in a German sentence that says what to do."""
    code = _code(reply) or f"HTTP {reply.status}"
    if reply.status in (401, 403):
        return SigningError(
            "Swissbit Cloud weist die Zugangsdaten zurück. Bitte Seriennummer und Zugriffstoken in den "
            "Einstellungen der TSE prüfen.",
            code,
        )
    if reply.status in _REFUSING:
        return SigningRefused(f"Die Swissbit Cloud-TSE lehnt das ab ({code}).", code)
    if reply.status == 429:
        return SigningError("Swissbit Cloud wurde zu oft gefragt. Bitte etwas warten.", code)
    return SigningError(
        f"Swissbit Cloud ist gestört ({code}). Bitte etwas warten und noch einmal versuchen.", code
    )


def checked_serial(text: str) -> str:
    """The serial number of a TSE.

    Raises:
        SigningError: it is none.
    """
    serial = text.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", serial):
        raise SigningError(
            "Die Seriennummer der Swissbit Cloud-TSE fehlt oder ist keine: Es sind 64 Zeichen, Ziffern und "
            "Buchstaben von a bis f. Bitte in den Einstellungen der TSE eintragen."
        )
    return serial


def _code(reply: Reply) -> str:
    try:
        code = read_answer(NAME, reply.content).text_or("errorCode")
    except SigningError:
        return ""
    return code if code.isascii() and code.isprintable() and len(code) <= 60 else ""
