"""Where passwords, PINs and keys are kept: in the operating system's key store, never in books, logs, exports."""

from __future__ import annotations

from typing import Protocol


class SecretsError(Exception):
    """The key store cannot be had. The message is German and says what to do; it never holds a secret."""


class Secrets(Protocol):
    """Secrets by name ("tse/admin_pin"), of one data folder. Any thread may call."""

    def get(self, name: str) -> str | None:
        """The secret, or None if there is none.

        Raises:
            SecretsError: there is no key store, or it is locked.
        """
        ...

    def set(self, name: str, value: str) -> None:
        """Keep a secret; it takes the place of an earlier one.

        Raises:
            SecretsError: there is no key store, or it is locked.
        """
        ...

    def delete(self, name: str) -> None:
        """Forget a secret. None there: does nothing.

        Raises:
            SecretsError: there is no key store, or it is locked.
        """
        ...
