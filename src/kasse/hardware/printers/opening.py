"""From a printer in the settings of the house to its driver."""

from __future__ import annotations

from pathlib import Path

from kasse.domain import business
from kasse.hardware.printers.file import FilePrinter
from kasse.hardware.printers.network import PORT, NetworkPrinter
from kasse.hardware.printers.profiles import profile
from kasse.hardware.printers.virtual import VirtualPrinter
from kasse.ports.printing import Printer


def open_printer(record: business.Printer, papers: Path, *, pictures: bool = True) -> Printer:
    """The driver for a printer. Virtual ones keep their papers in a folder of their name below `papers`.

    Raises:
        LookupError: no such kind or profile; the message is German.
        ValueError: the address of a network printer is not host:port.
    """
    model = profile(record.profile or "default")
    match record.kind:
        case "network":
            host, _, port = record.address.partition(":")
            return NetworkPrinter(host, int(port or PORT), model)
        case "device":
            return FilePrinter(Path(record.address), model)
        case "virtual":
            return VirtualPrinter(papers / folder_name(record.name), model, pictures=pictures)
        case other:
            raise LookupError(
                f"Eine Art von Drucker „{other}“ gibt es nicht. Es gibt: network, device, virtual."
            )


def folder_name(name: str) -> str:
    """A printer's name as the name of a folder on every system."""
    kept = "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in name).strip()
    return kept or "Drucker"
