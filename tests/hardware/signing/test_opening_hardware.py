"""Hardware TSEs are found by their kind, and what is missing in the settings is said in one sentence."""

import _ctypes
import re
from pathlib import Path

import pytest

from kasse.hardware.signing.opening import kinds, open_tse
from kasse.ports.signing import SigningError, TseSpec
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes.memory_secrets import MemorySecrets

HARDWARE = ("swissbit", "epson", "diebold")


def opened(folder: Path, kind: str, **places: str) -> None:
    spec = TseSpec(kind, places)
    open_tse(spec, folder=folder, secrets=MemorySecrets(), now=Clock()).close()


def test_every_hardware_tse_can_be_chosen_and_explains_its_fields() -> None:
    found = {kind.kind: kind for kind in kinds()}
    assert set(HARDWARE) <= set(found)
    for name in HARDWARE:
        kind = found[name]
        assert kind.name
        assert kind.help.endswith(".")
        assert len({field.name for field in kind.fields}) == len(kind.fields)
        for field in kind.fields:
            assert re.fullmatch(r"[a-z_]+", field.name)
            assert field.label
            assert field.help
            assert not (field.secret and field.default)
        assert {"admin_pin", "time_admin_pin"} <= {field.name for field in kind.fields if field.secret}


@pytest.mark.parametrize(
    ("kind", "places", "words"),
    [
        ("swissbit", {}, "Laufwerk"),
        ("swissbit", {"mount": "/media/tse"}, "nicht mit kasse geliefert"),
        ("swissbit", {"mount": "/media/tse", "library": "/nowhere/libWormAPI.so"}, "/nowhere/libWormAPI.so"),
        ("epson", {}, "Adresse"),
        ("epson", {"host": "127.0.0.1", "port": "achttausend"}, "Port"),
        ("epson", {"host": "127.0.0.1", "port": "70000"}, "Port"),
        ("diebold", {"address": "http://localhost:10001/"}, "ws://localhost:10001/"),
        ("diebold", {"address": "ws://user:secret@localhost/"}, "nicht brauchbar"),
        ("diebold", {"address": "ws://[kaputt/"}, "nicht brauchbar"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(
    tmp_path: Path, kind: str, places: dict[str, str], words: str
) -> None:
    with pytest.raises(SigningError, match=re.escape(words)) as caught:
        opened(tmp_path, kind, **places)
    assert str(caught.value).endswith(".")
    assert "secret" not in str(caught.value)


def test_a_library_that_is_none_or_another_is_refused(tmp_path: Path) -> None:
    (tmp_path / "libWormAPI.so").write_bytes(b"not a library")
    for path in (str(tmp_path / "libWormAPI.so"), _ctypes.__file__):
        with pytest.raises(SigningError, match="Bibliothek"):
            opened(tmp_path, "swissbit", mount="/media/tse", library=path)


def test_nobody_is_asked_before_the_first_question(tmp_path: Path) -> None:
    opened(tmp_path, "epson", host="127.0.0.1", port="9")
    opened(tmp_path, "diebold", address="ws://127.0.0.1:9/")
    assert list(tmp_path.iterdir()) == []
