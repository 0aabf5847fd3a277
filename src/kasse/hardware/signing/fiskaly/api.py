"""An account at fiskaly: the token and its renewal, questions that may be repeated, and what its errors mean."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator

from kasse.hardware.signing.answers import Answer, read_answer
from kasse.hardware.signing.fiskaly.keys import Keys
from kasse.hardware.signing.rest import Reply, RestClient
from kasse.ports.signing import SigningError, SigningRefused

NAME = "fiskaly"
AUTH_SECONDS = 8.0
SIGNING_SECONDS = 8.0
"""Two tries of four seconds; the maker recommends three to five for each."""
CARE_SECONDS = 60.0
"""Creating and initialising take half a minute at times."""
_RENEW_BEFORE = 60.0
_TOKEN_SECONDS = 300.0
"""How long a token is used if its life is not told."""

# Troubles that pass: asked again with the same question, which fiskaly carries out once only.
_PASSING = frozenset({"E_PENDING_TX_CONFLICT", "E_MIDDLEWARE_PENDING_REQUEST", "E_TSS_LOCKED"})

# The service is well and says no to this question.
_REFUSING = frozenset({400, 404, 409, 413, 422})
# These come with the same numbers, and yet it is not well for us.
_TROUBLE = _PASSING | {"E_EXPORT_IN_PROGRESS", "E_TOO_MANY_EXPORTS", "E_EXPORT_DUPLICATE_RATE_LIMITED"}

_SENTENCES = {
    "E_UNAUTHORIZED": "fiskaly weist die Zugangsdaten zurück. Bitte API-Key und API-Secret in den Einstellungen "
    "der TSE prüfen.",
    "E_ACCESS_DENIED": "Der API-Key gehört nicht zu dieser TSE. Bitte API-Key und TSS-ID prüfen.",
    "E_ADMIN_LOGIN_FAILED": "fiskaly weist die Admin-PIN zurück. Bitte die Admin-PIN prüfen; nach fünf "
    "Fehlversuchen wird sie gesperrt.",
    "E_ADMIN_PIN_BLOCKED": "Die Admin-PIN ist gesperrt. Bitte im fiskaly HUB mit der PUK eine neue setzen.",
    "E_CHANGE_ADMIN_PIN_FAILED": "fiskaly weist die Admin-PUK zurück. Bitte die Admin-PUK prüfen.",
    "E_TSS_NOT_FOUND": "Diese TSS-ID kennt fiskaly nicht. Bitte TSS-ID und API-Key prüfen.",
    "E_TSS_NOT_INITIALIZED": "Die TSE ist noch nicht eingerichtet. Bitte sie in den Einstellungen einrichten.",
    "E_TSS_DISABLED": "Die TSE ist außer Betrieb genommen. Bitte eine neue einrichten.",
    "E_TSS_DEFECTIVE": "Die TSE ist defekt. Bitte eine neue einrichten und den Wechsel dem Finanzamt melden.",
    "E_TSS_DELETED": "Diese Test-TSE hat fiskaly gelöscht. Bitte eine neue einrichten.",
    "E_TSS_EVICTED": "Diese unbenutzte TSE hat fiskaly entfernt. Bitte eine neue einrichten.",
    "E_TSS_LIMIT_REACHED": "Mehr TSE lässt fiskaly für dieses Konto nicht zu. Bitte im fiskaly HUB prüfen.",
    "E_CERTIFICATE_EXPIRED": "Das Zertifikat der TSE ist abgelaufen. Bitte eine neue einrichten.",
    "E_CLIENT_NOT_FOUND": "Diese Kasse ist bei der TSE nicht angemeldet. Bitte in den Einstellungen anmelden.",
    "E_CLIENT_DEREGISTERED": "Diese Kasse ist bei der TSE abgemeldet. Bitte in den Einstellungen anmelden.",
    "E_CLIENT_LIMIT_REACHED": "Mehr Kassen lässt diese TSE nicht zu. Bitte eine alte abmelden.",
    "E_ILLEGAL_CLIENT_SERIAL": "Diese Seriennummer der Kasse nimmt die TSE nicht an. Bitte eine andere wählen.",
    "E_TX_NOT_FOUND": "Eine solche Transaktion kennt die TSE nicht.",
    "E_TX_LIMIT_REACHED": "Die TSE hat zu viele offene Transaktionen. Bitte sie beenden.",
    "E_EXPORT_IN_PROGRESS": "Die TSE erstellt gerade einen Export. Bitte etwas warten und noch einmal versuchen.",
    "E_TOO_MANY_EXPORTS": "Bei der TSE laufen schon zu viele Exporte. Bitte etwas warten und noch einmal versuchen.",
}
_FOR_STATUS = {
    401: "E_UNAUTHORIZED",
    403: "E_ACCESS_DENIED",
}


class FiskalyApi:
    """Used by one thread at a time. Every question raises SigningError."""

    def __init__(
        self, rest: RestClient, keys: Keys, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._rest = rest
        self._keys = keys
        self._monotonic = monotonic
        self._token = ""
        self._token_until = 0.0
        self._closed = False

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        seconds: float = CARE_SECONDS,
        again: bool = True,
    ) -> Answer:
        """Ask and give the JSON object that came back. All questions but creating tokens may be repeated.

        `again=False` keeps a question from being asked twice, as with a PIN that locks after wrong tries.

        Raises:
            SigningRefused: fiskaly is well and says no.
            SigningError: it is not, or cannot be reached.
        """
        return read_answer(NAME, self._answered(method, path, body, seconds, again=again).content)

    def poll(self, path: str) -> tuple[Answer, float | None]:
        """Ask how far something is; also after how many seconds to ask again, if fiskaly says so."""
        reply = self._answered("GET", path, None, CARE_SECONDS, again=True)
        return read_answer(NAME, reply.content), reply.retry_after

    def fetch(self, path: str, *, seconds: float) -> Generator[bytes, None, None]:
        """A file as it comes; `seconds` is how long the line may be silent."""
        return self._rest.fetch(
            self._rest.address + path, headers=self._headers(), seconds=seconds, problem=problem
        )

    def close(self) -> None:
        """Let go of connection and token."""
        self._closed = True
        self._token = ""
        self._rest.close()

    def _answered(self, method: str, path: str, body: object, seconds: float, *, again: bool) -> Reply:
        was_new = not self._has_token()
        reply = self._send(method, path, body, seconds, again)
        if reply.status == 401 and again and not was_new:
            self._token = ""
            reply = self._send(method, path, body, seconds, again)
        if not reply.ok:
            raise problem(reply)
        return reply

    def _send(self, method: str, path: str, body: object, seconds: float, again: bool) -> Reply:
        return self._rest.ask(
            method,
            path,
            headers=self._headers(),
            body=body,
            seconds=seconds,
            again=again,
            is_passing=lambda reply: reply.is_passing or (not reply.ok and _code(reply) in _PASSING),
        )

    def _headers(self) -> dict[str, str]:
        if self._closed:
            raise SigningError("Die TSE ist schon abgemeldet. Bitte das Programm neu starten.")
        if not self._has_token():
            self._log_in()
        return {"Authorization": f"Bearer {self._token}"}

    def _has_token(self) -> bool:
        return bool(self._token) and self._monotonic() < self._token_until

    def _log_in(self) -> None:
        asked_at = self._monotonic()
        reply = self._rest.ask(
            "POST", "/auth", headers={}, body=self._keys.account(), seconds=AUTH_SECONDS, again=True
        )
        if reply.status in (400, 401, 403):
            raise SigningError(_SENTENCES["E_UNAUTHORIZED"], _code(reply) or f"HTTP {reply.status}")
        if not reply.ok:
            raise problem(reply)
        answer = read_answer(NAME, reply.content)
        token = answer.text("access_token")
        # It goes into a header: with a line end in it, it would say more than we mean.
        if not token or not (token.isascii() and token.isprintable()):
            raise answer.unreadable("access_token")
        lasts = answer.number_or_none("access_token_expires_in")
        self._token = token
        self._token_until = asked_at + (_TOKEN_SECONDS if lasts is None else lasts) - _RENEW_BEFORE


def problem(reply: Reply) -> SigningError:
    """What an answer that is not ok means, in a German sentence that says what to do."""
    code = _code(reply)
    known = code or _FOR_STATUS.get(reply.status, "")
    name = code or f"HTTP {reply.status}"
    if reply.status in _REFUSING and known not in _TROUBLE and not known.startswith("E_TSS_"):
        return SigningRefused(_SENTENCES.get(known, f"fiskaly lehnt das ab ({name})."), name)
    if known in _SENTENCES:
        return SigningError(_SENTENCES[known], name)
    if reply.status == 429:
        return SigningError(
            "fiskaly wurde zu oft gefragt. Bitte etwas warten und noch einmal versuchen.", name
        )
    return SigningError(
        f"fiskaly ist gestört ({name}). Bitte etwas warten; bleibt es so, status.fiskaly.com ansehen.", name
    )


def _code(reply: Reply) -> str:
    """fiskaly's own name of the trouble; empty if the answer has none."""
    try:
        code = read_answer(NAME, reply.content).text_or("code")
    except SigningError:
        return ""
    return code if code.isascii() and code.isprintable() and len(code) <= 60 else ""
