"""Secrets lie in the key store of the operating system, one data folder apart from the other."""

from collections.abc import Callable
from pathlib import Path

import keyring.backend
import keyring.errors
import pytest

from kasse.hardware.secrets.keyring_secrets import KeyringSecrets
from kasse.hardware.secrets.memory_secrets import MemorySecrets
from kasse.ports.secrets import Secrets, SecretsError

Make = Callable[[Path], Secrets]


@pytest.mark.parametrize("make", [KeyringSecrets, lambda _folder: MemorySecrets()])
def test_a_secret_is_kept_until_it_is_replaced_or_forgotten(make: Make, tmp_path: Path) -> None:
    secrets = make(tmp_path)
    assert secrets.get("tse/admin_pin") is None
    secrets.set("tse/admin_pin", "12345")
    secrets.set("tse/puk", "äöü€")
    assert secrets.get("tse/admin_pin") == "12345"
    secrets.set("tse/admin_pin", "54321")
    assert secrets.get("tse/admin_pin") == "54321"
    secrets.delete("tse/admin_pin")
    secrets.delete("tse/admin_pin")
    assert secrets.get("tse/admin_pin") is None
    assert secrets.get("tse/puk") == "äöü€"


def test_folders_do_not_see_each_others_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = KeyringSecrets(tmp_path / "one"), KeyringSecrets(tmp_path / "other")
    one.set("tse/admin_pin", "12345")
    assert other.get("tse/admin_pin") is None
    monkeypatch.chdir(tmp_path)
    assert KeyringSecrets(Path("one")).get("tse/admin_pin") == "12345"


class Broken(keyring.backend.KeyringBackend):
    """A key store that fails."""

    priority = 1

    def __init__(self, error: Exception) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own has no types
        self._error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self._error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self._error

    def delete_password(self, service: str, username: str) -> None:
        raise self._error


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (keyring.errors.NoKeyringError("No recommended backend"), "keinen Schlüsselbund"),
        (keyring.errors.KeyringLocked("Failed to unlock the collection!"), "entsperren"),
        (keyring.errors.InitError("Failed to unlock the collection!"), "entsperren"),
        (keyring.errors.PasswordSetError("hunter2 is no password"), "antwortet nicht"),
        (OSError("hunter2"), "antwortet nicht"),
    ],
)
def test_a_key_store_that_cannot_be_had_is_told_in_german_and_tells_nothing(
    error: Exception, advice: str, tmp_path: Path
) -> None:
    secrets = KeyringSecrets(tmp_path)
    before = keyring.get_keyring()
    keyring.set_keyring(Broken(error))
    try:
        everything: tuple[Callable[[], object], ...] = (
            lambda: secrets.get("a"),
            lambda: secrets.set("a", "hunter2"),
            lambda: secrets.delete("a"),
        )
        for ask in everything:
            with pytest.raises(SecretsError, match=advice) as caught:
                ask()
            assert "hunter2" not in str(caught.value)
            assert caught.value.__cause__ is None
            assert caught.value.__suppress_context__
    finally:
        keyring.set_keyring(before)
