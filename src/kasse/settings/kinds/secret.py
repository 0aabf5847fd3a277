"""Passwords, keys and tokens: the key store has them, the books only know since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from kasse.domain.refused import Refused

DOTS = "••••••••"
"""Always as many, whatever is behind them."""


@dataclass(frozen=True, slots=True)
class Secret:
    """The value is the moment (aware) at which it was set, None for not set. What was set is found under `name`."""

    name: str
    """In `kasse.ports.secrets`."""
    longest: int = 4000
    may_be_seen: bool = True
    """Tokens that somebody else hands out are never shown again."""

    def read(self, text: str) -> datetime | None:
        """See `Kind`."""
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError) as error:
            raise Refused("Passwörter werden nur am Bildschirm der Kasse gesetzt.") from error

    def write(self, value: datetime | None) -> str:
        """See `Kind`."""
        return "" if value is None else value.astimezone(UTC).isoformat(timespec="seconds")

    def show(self, value: datetime | None) -> str:
        """See `Kind`."""
        return "nicht gesetzt" if value is None else f"{DOTS} gesetzt am {value:%d.%m.%Y}"

    def bounds(self) -> str:
        """See `Kind`."""
        return "steht im Schlüsselbund des Rechners und in keiner Datei"

    def check(self, typed: str) -> str:
        """A secret as it was typed.

        Raises:
            Refused: it is empty or no secret; the text never holds it.
        """
        if not typed or len(typed) > self.longest or not typed.isprintable():
            raise Refused(f"Bitte 1 bis {self.longest} Zeichen in einer Zeile angeben.")
        return typed
