"""A key store for tests."""

from __future__ import annotations

from kasse.ports.secrets import SecretsError


class SomeSecrets:
    """Secrets in memory, which can be locked."""

    def __init__(self, kept: dict[str, str]) -> None:
        self.kept = dict(kept)
        self.is_locked = False

    def get(self, name: str) -> str | None:
        self._check()
        return self.kept.get(name)

    def set(self, name: str, value: str) -> None:
        self._check()
        self.kept[name] = value

    def delete(self, name: str) -> None:
        self._check()
        self.kept.pop(name, None)

    def _check(self) -> None:
        if self.is_locked:
            raise SecretsError("Der Schlüsselbund ist gesperrt. Bitte ihn entsperren.")
