"""PINs of a device: kept as secrets under its serial number, chosen by chance, never tried twice when refused."""

from __future__ import annotations

import secrets as chance

from kasse.ports.secrets import Secrets, SecretsError
from kasse.ports.signing import SigningError


class Pins:
    """The secrets of one device: "swissbit/<serial>/admin_pin", else "swissbit/admin_pin" as somebody typed it in.

    Under its serial number, because the PINs of the old device are still needed when a new one has its own.
    """

    def __init__(self, kind: str, secrets: Secrets | None) -> None:
        self._kind = kind
        self._secrets = secrets
        self._refused: set[tuple[str, str]] = set()

    def find(self, name: str, serial: str = "") -> str | None:
        """The secret, if there is one.

        Raises:
            SigningError: the key store cannot be had.
        """
        if self._secrets is None:
            return None
        try:
            own = self._secrets.get(f"{self._kind}/{serial}/{name}") if serial else None
            return own or self._secrets.get(f"{self._kind}/{name}")
        except SecretsError as error:
            raise SigningError(str(error)) from error

    def need(self, name: str, label: str, serial: str = "") -> str:
        """The secret that has to be there, and that this device has not refused yet.

        Raises:
            SigningError: there is none, or the device has said that it is wrong: each try more brings the
                device nearer to locking itself.
        """
        value = self.find(name, serial)
        if not value:
            raise SigningError(f"Es fehlt „{label}“ der TSE. Bitte in den Einstellungen der TSE eintragen.")
        if (name, value) in self._refused:
            raise SigningError(
                f"„{label}“ der TSE ist falsch und wird nicht noch einmal versucht, damit die TSE sich nicht "
                "sperrt. Bitte in den Einstellungen der TSE berichtigen."
            )
        return value

    def refused(self, name: str, value: str) -> None:
        """The device said that it is wrong."""
        self._refused.add((name, value))

    def keep(self, name: str, value: str, serial: str) -> None:
        """Keep a secret of this device.

        Raises:
            SigningError: the key store cannot be had. Nothing may be set with a PIN that nobody remembers.
        """
        if self._secrets is None:
            raise SigningError(
                "Ohne Schlüsselspeicher kann keine TSE eingerichtet werden: Ihre PINs gingen verloren. "
                "Bitte die Anmeldung am Rechner und den Schlüsselbund prüfen."
            )
        try:
            self._secrets.set(f"{self._kind}/{serial}/{name}", value)
        except SecretsError as error:
            raise SigningError(str(error)) from error

    def chosen(self, name: str, digits: int, serial: str, *, never: str = "") -> str:
        """The secret, or a new one by chance that is kept before anybody uses it. It is never `never`."""
        value = self.find(name, serial)
        if not value:
            value = never
            while value in (never, ""):
                value = "".join(chance.choice("0123456789") for _ in range(digits))
        self.keep(name, value, serial)
        return value
