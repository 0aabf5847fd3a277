"""Secrets in the operating system's key store, through `keyring`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kasse.ports.secrets import SecretsError

T = TypeVar("T")


class KeyringSecrets:
    """A `kasse.ports.secrets.Secrets` of one data folder: folders on one machine do not see each other's secrets.

    The key store is opened with the first question. It belongs to the user of the operating system, so a data folder
    that is moved, or opened by another user, has to be told its secrets again.
    """

    def __init__(self, folder: Path) -> None:
        self._service = f"kasse:{folder.absolute()}"

    def get(self, name: str) -> str | None:
        """The secret, or None if there is none."""
        import keyring  # looks for its backends when imported

        return _asked(lambda: keyring.get_password(self._service, name))

    def set(self, name: str, value: str) -> None:
        """Keep a secret; it takes the place of an earlier one."""
        import keyring

        _asked(lambda: keyring.set_password(self._service, name, value))

    def delete(self, name: str) -> None:
        """Forget a secret. None there: does nothing."""
        import keyring

        if self.get(name) is not None:
            _asked(lambda: keyring.delete_password(self._service, name))


def _asked(ask: Callable[[], T]) -> T:
    """The key store's answer. What it says itself is in English and may hold more than it should, so it is dropped."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    try:
        return ask()
    except NoKeyringError:
        raise SecretsError(
            "Auf diesem Rechner gibt es keinen Schlüsselbund für Passwörter und PINs. Bitte einen einrichten "
            "(Linux: GNOME-Schlüsselbund oder KWallet) und kasse neu starten."
        ) from None
    except (KeyringLocked, InitError):
        raise SecretsError(
            "Der Schlüsselbund des Rechners ist gesperrt. Bitte entsperren und noch einmal versuchen."
        ) from None
    except Exception as error:  # noqa: BLE001 - backends raise errors of their own (D-Bus, Windows)
        raise SecretsError(
            f"Der Schlüsselbund des Rechners antwortet nicht ({type(error).__name__}). "
            "Bitte neu anmelden und noch einmal versuchen."
        ) from None
