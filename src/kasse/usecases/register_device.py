"""Taking a signing device into use: its facts are sealed once, before anything that it signed is proved by them."""

from __future__ import annotations

from kasse.ports.books import ActKind
from kasse.usecases.till import Till


def register_device(till: Till) -> None:
    """Write down the device that answers now, if the books do not know it yet.

    Raises:
        BooksError: it could not be written.
    """
    device = till.fiscal.device()
    if device is None or device.serial in till.known_devices:
        return
    if till.books.device(device.serial) is None:
        with till.books.act(ActKind.DEVICE, at=till.now()) as act:
            act.add_device(device)
            act.body["serial"] = device.serial
    till.known_devices.add(device.serial)
