"""A TSE is opened by what is written down about it."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kasse.hardware.secrets.memory_secrets import MemorySecrets
from kasse.hardware.signing.opening import kinds, open_tse
from kasse.hardware.signing.tse_key import BRAINPOOL_P384_SHA384
from kasse.ports.signing import SigningError, Tse, TseSpec
from tests.contracts.signing import RECEIPT, TILL
from tests.hardware.signing.clock import Clock


def opened(spec: TseSpec, folder: Path) -> Tse:
    return open_tse(spec, folder=folder, secrets=MemorySecrets(), now=Clock())


def test_the_software_tse_is_there_without_a_word(tmp_path: Path) -> None:
    with closing(opened(TseSpec("software"), tmp_path)) as tse:
        assert tse.sign(TILL, *RECEIPT).transaction == 1
        assert tse.info().is_test
    assert (tmp_path / "tse" / "key.pem").exists()


def test_another_folder_is_another_device_with_a_curve_of_its_own(tmp_path: Path) -> None:
    places = {"folder": "tse-2", "algorithm": BRAINPOOL_P384_SHA384}
    with (
        closing(opened(TseSpec("software"), tmp_path)) as one,
        closing(opened(TseSpec("software", places), tmp_path)) as other,
    ):
        assert one.info().serial != other.info().serial
        assert other.info().algorithm == BRAINPOOL_P384_SHA384


@pytest.mark.parametrize("name", ["..", "a/b", "/tmp", ".hidden", "a" * 65, "ä"])
def test_the_folder_of_a_software_tse_stays_in_the_data_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(SigningError, match="kann kein Ordner"):
        opened(TseSpec("software", {"folder": name}), tmp_path)


def test_an_unknown_kind_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(SigningError, match=r"„sundial“ kennt kasse nicht.*software"):
        opened(TseSpec("sundial"), tmp_path)


def test_every_kind_tells_what_it_needs() -> None:
    names = [kind.kind for kind in kinds()]
    assert names[0] == "software"
    assert len(set(names)) == len(names)
    for kind in kinds():
        assert kind.name
        assert kind.help.endswith(".")
        assert len({field.name for field in kind.fields}) == len(kind.fields)
        for field in kind.fields:
            assert field.label
            assert field.help
            assert not (field.secret and field.default)


def test_no_driver_is_loaded_before_it_is_needed() -> None:
    program = (
        "import sys, kasse.hardware.signing.opening\n"
        "print([name for name in sys.modules if name.startswith('kasse.hardware.signing.') or name == 'ssl'])\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert said.stdout.decode().split() == ["['kasse.hardware.signing.opening']"]
