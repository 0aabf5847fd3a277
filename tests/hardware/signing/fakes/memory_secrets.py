"""A key store that forgets, for tests; it may also be locked."""

from __future__ import annotations

from kasse.ports.secrets import SecretsError


class MemorySecrets:
    """Implements `kasse.ports.secrets.Secrets`."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.is_locked = False

    def get(self, name: str) -> str | None:
        self._check()
        return self.values.get(name)

    def set(self, name: str, value: str) -> None:
        self._check()
        self.values[name] = value

    def delete(self, name: str) -> None:
        self._check()
        self.values.pop(name, None)

    def _check(self) -> None:
        if self.is_locked:
            raise SecretsError("Der Schlüsselbund ist gesperrt. Bitte am Rechner anmelden.")
