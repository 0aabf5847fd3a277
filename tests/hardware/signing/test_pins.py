"""PINs of devices: found under the device's number first, chosen by chance, kept before they are used."""

import re

import pytest

from kasse.hardware.signing.pins import Pins
from kasse.ports.signing import SigningError
from tests.hardware.signing.fakes.memory_secrets import MemorySecrets


def test_a_pin_of_this_very_device_goes_before_one_of_its_kind() -> None:
    secrets = MemorySecrets()
    pins = Pins("epson", secrets)
    assert pins.find("admin_pin", "ab12") is None
    secrets.set("epson/admin_pin", "11111")
    assert pins.find("admin_pin", "ab12") == "11111"
    secrets.set("epson/ab12/admin_pin", "22222")
    assert pins.find("admin_pin", "ab12") == "22222"
    assert pins.find("admin_pin", "ffff") == "11111"
    assert Pins("epson", None).find("admin_pin") is None


def test_chosen_pins_differ_and_are_never_the_forbidden_one() -> None:
    secrets = MemorySecrets()
    pins = Pins("epson", secrets)
    found = {pins.chosen("pin", 6, str(n)) for n in range(50)}
    assert all(re.fullmatch(r"\d{6}", pin) for pin in found)
    assert len(found) > 40
    assert all(pins.chosen("digit", 1, str(n), never="7") != "7" for n in range(100))


def test_a_chosen_pin_is_kept_and_stays() -> None:
    secrets = MemorySecrets()
    pin = Pins("epson", secrets).chosen("puk", 6, "ab12")
    assert secrets.values == {"epson/ab12/puk": pin}
    assert Pins("epson", secrets).chosen("puk", 6, "ab12") == pin


def test_without_a_key_store_no_pin_is_chosen() -> None:
    with pytest.raises(SigningError, match="Ohne Schlüsselspeicher"):
        Pins("epson", None).chosen("puk", 6, "ab12")
    secrets = MemorySecrets()
    secrets.is_locked = True
    with pytest.raises(SigningError, match="gesperrt"):
        Pins("epson", secrets).chosen("puk", 6, "ab12")
    with pytest.raises(SigningError, match="gesperrt"):
        Pins("epson", secrets).find("puk")


def test_a_refused_pin_is_not_given_out_again_until_it_is_another() -> None:
    secrets = MemorySecrets()
    secrets.set("epson/admin_pin", "11111")
    pins = Pins("epson", secrets)
    assert pins.need("admin_pin", "Admin-PIN") == "11111"
    pins.refused("admin_pin", "11111")
    with pytest.raises(SigningError, match="nicht noch einmal") as caught:
        pins.need("admin_pin", "Admin-PIN")
    assert "11111" not in str(caught.value)
    secrets.set("epson/admin_pin", "22222")
    assert pins.need("admin_pin", "Admin-PIN") == "22222"
