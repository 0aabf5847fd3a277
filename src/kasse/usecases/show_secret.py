"""The guarded eye: an administrator looks at a password that is set, if the house allows it, and it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.books import ActKind, Booked
from kasse.ports.secrets import Secrets, SecretsError
from kasse.settings import Setting
from kasse.settings.declared.data import SECRETS_SEEN
from kasse.settings.kinds import Secret
from kasse.usecases.pins import pin_matches
from kasse.usecases.till import Till

SHOWN_SECONDS = 30
"""So long a password stays on the screen."""
MOST_TRIES = 5
LOCKED = timedelta(minutes=5)
"""So long nothing is shown after that many wrong PINs of one operator."""
_PAGE = 200


def why_not_shown(till: Till, operator: Operator, setting: Setting[Any]) -> str:
    """Why this operator cannot see a secret, as a German sentence; empty if he may, with his own PIN."""
    kind: object = setting.kind
    if not isinstance(kind, Secret) or till.settings[setting] is None:
        return "Es ist nichts gesetzt."
    if not kind.may_be_seen:
        return "Dieses Passwort wird nie wieder gezeigt. Bitte beim Anbieter ein neues anfordern."
    if not till.settings[SECRETS_SEEN]:
        return f"Dazu muss „{SECRETS_SEEN.label}“ eingeschaltet sein."
    if not till.staff.has_all_rights(operator):
        return "Gesetzte Passwörter sieht nur, wer alle Rechte hat."
    until = _locked_until(till, operator)
    if until is not None:
        clock = until.astimezone(till.zone)
        return f"Nach {MOST_TRIES} falschen PINs ist das bis {clock:%H:%M} Uhr gesperrt."
    return ""


def show_secret(till: Till, secrets: Secrets, operator: Operator, setting: Setting[Any], pin: str) -> str:
    """The secret itself, for an administrator who has just given his own PIN. The look stands in the journal.

    Raises:
        Refused: not allowed, a wrong PIN (written down, too), too many of them, or the key store has it no more.
        BooksError: it could not be written; then nothing is shown.
    """
    if reason := why_not_shown(till, operator, setting):
        raise Refused(reason)
    if not pin_matches(pin, operator.pin_hash):
        _write(till, operator, setting, ActKind.EYE_REFUSED)
        left = MOST_TRIES - len(_wrong_tries(till, operator))
        tries = (
            f"Noch {left} Versuche."
            if left > 1
            else "Noch ein Versuch."
            if left
            else "Das ist jetzt gesperrt."
        )
        raise Refused(f"Diese PIN stimmt nicht. {tries}")
    kind: object = setting.kind
    try:
        found = secrets.get(kind.name) if isinstance(kind, Secret) else None
    except SecretsError as error:
        raise Refused(str(error)) from error
    if found is None:
        raise Refused("Der Schlüsselbund dieses Rechners kennt das Passwort nicht. Bitte neu eingeben.")
    _write(till, operator, setting, ActKind.EYE_OPENED)
    return found


def _write(till: Till, operator: Operator, setting: Setting[Any], kind: ActKind) -> None:
    with till.books.act(kind, at=till.now(), operator=operator.number) as act:
        act.body["setting"] = setting.key


def _locked_until(till: Till, operator: Operator) -> datetime | None:
    wrong = _wrong_tries(till, operator)
    return wrong[0] + LOCKED if len(wrong) >= MOST_TRIES else None


def _wrong_tries(till: Till, operator: Operator) -> list[datetime]:
    """The wrong PINs of late, newest first, since one was right. From the journal: a new start forgets nothing."""
    found = []
    for act in _since(till, till.now() - LOCKED):
        if act.operator == operator.number and act.kind is ActKind.EYE_OPENED:
            break
        if act.operator == operator.number and act.kind is ActKind.EYE_REFUSED:
            found.append(act.at)
    return found


def _since(till: Till, moment: datetime) -> Iterator[Booked]:
    before: int | None = None
    while page := till.books.journal(limit=_PAGE, before=before):
        for act in page:
            if act.at < moment:
                return
            yield act
        before = page[-1].seq
