"""PINs of the software TSE: how the device checks them, and where the till keeps them.

The till keeps them in the key store. Where there is none (a demonstration on a machine without one), or where
nobody asked for a set-up, they are kept in the device's own folder, in a file that only its owner may read:
the software TSE is no certified device, and whoever can read its folder has its private key anyway.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets as chance
from pathlib import Path

from kasse.hardware.signing.tse_key import write_durably
from kasse.hardware.signing.tse_record import User
from kasse.ports.secrets import Secrets, SecretsError
from kasse.ports.signing import SigningError

ADMIN, TIME_ADMIN, PUK = "admin", "timeAdmin", "puk"
TRIES = 3
_DIGITS = {ADMIN: 5, TIME_ADMIN: 5, PUK: 6}


def new_user(pin: str) -> User:
    """A user with this PIN and all tries left."""
    salt = chance.token_bytes(16)
    return User(salt, _digest(pin, salt), TRIES)


def pin_fits(user: User, pin: str) -> bool:
    """Whether it is this user's PIN."""
    return hmac.compare_digest(_digest(pin, user.salt), user.digest)


def choose_pins() -> dict[str, str]:
    """PINs and PUK by chance, by user."""
    return {user: f"{chance.randbelow(10**digits):0{digits}d}" for user, digits in _DIGITS.items()}


def _digest(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode("utf-8"), salt=salt, n=2**12, r=8, p=1, dklen=32)


class PinKeeper:
    """Where the till keeps the PINs of one device. `serial` tells devices apart that follow one another."""

    def __init__(self, folder: Path, serial: str, secrets: Secrets | None) -> None:
        self._file = folder / "pins.json"
        self._prefix = f"tse/software/{serial[:16]}"
        self._secrets = secrets

    def keep(self, pins: dict[str, str], *, in_folder: bool) -> None:
        """Keep the PINs before the device hears of them.

        Raises:
            SigningError: they cannot be kept anywhere.
        """
        if not in_folder and self._secrets is not None:
            try:
                for user, pin in pins.items():
                    self._secrets.set(f"{self._prefix}/{user}", pin)
            except SecretsError:
                pass  # no key store: the folder it is, as the module says
            else:
                return
        try:
            write_durably(self._file, json.dumps(pins).encode("utf-8"))
        except OSError as error:
            raise SigningError(
                f"Die PINs der Test-TSE lassen sich nicht in {self._file} ablegen ({error.strerror}). "
                "Bitte Rechte und Datenträger prüfen."
            ) from error

    def pin(self, user: str) -> str:
        """The PIN of a user.

        Raises:
            SigningError: it is nowhere, or the key store is locked.
        """
        pin = self._in_folder().get(user)
        if pin is None and self._secrets is not None:
            try:
                pin = self._secrets.get(f"{self._prefix}/{user}")
            except SecretsError as error:
                raise SigningError(
                    f"Die PIN der Test-TSE ist nicht zu haben: {error}", "PIN_UNKNOWN"
                ) from error
        if pin is None:
            raise SigningError(
                "Die PIN der Test-TSE ist weder im Schlüsselbund noch in ihrem Ordner. "
                "Bitte kasse als der Benutzer starten, der die TSE eingerichtet hat, oder eine neue TSE einrichten.",
                "PIN_UNKNOWN",
            )
        return pin

    def _in_folder(self) -> dict[str, str]:
        try:
            read = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            read = None
        if not isinstance(read, dict) or not all(isinstance(pin, str) for pin in read.values()):
            raise SigningError(
                f"Die Datei {self._file} der Test-TSE ist nicht lesbar. Bitte aus einer Sicherung zurückholen.",
                "PIN_UNKNOWN",
            )
        return read
