"""Secrets that are gone when the program ends: for tests and played days."""

from __future__ import annotations

import threading


class MemorySecrets:
    """A `kasse.ports.secrets.Secrets` that never fails."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._secrets: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """The secret, or None if there is none."""
        with self._lock:
            return self._secrets.get(name)

    def set(self, name: str, value: str) -> None:
        """Keep a secret; it takes the place of an earlier one."""
        with self._lock:
            self._secrets[name] = value

    def delete(self, name: str) -> None:
        """Forget a secret. None there: does nothing."""
        with self._lock:
            self._secrets.pop(name, None)
