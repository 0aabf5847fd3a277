"""What a printer model can do, read from `resources/printer_profiles`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from kasse.documents.layout import Columns

FILE = Path(__file__).parents[2] / "resources" / "printer_profiles" / "profiles.json"
"""In the format of python-escpos, with what only we need to know under `kasse`."""


class QrWay(StrEnum):
    """How a QR code gets on paper. A printer that lacks the command prints its content as text."""

    NATIVE = "native"
    RASTER = "raster"
    TEXT = "text"


class Proof(StrEnum):
    """How a printer says that it has done all before it: not at all, on request (GS ( H), or by its paper status."""

    NONE = "none"
    REQUEST = "request"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """A model. `label` is shown to people; `status` says whether it answers DLE EOT."""

    name: str
    label: str
    dots: int
    columns: Columns
    encoding: str
    qr: QrWay
    cutter: bool
    pictures: bool
    status: bool
    proof: Proof


@lru_cache(maxsize=1)
def profiles() -> dict[str, PrinterProfile]:
    """All models by name."""
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: _profile(name, each) for name, each in data["profiles"].items()}


def profile(name: str) -> PrinterProfile:
    """The model of this name.

    Raises:
        LookupError: there is none.
    """
    found = profiles().get(name)
    if found is None:
        raise LookupError(
            f"Ein Druckerprofil „{name}“ gibt es nicht. Es gibt: {', '.join(sorted(profiles()))}."
        )
    return found


def _profile(name: str, data: dict[str, Any]) -> PrinterProfile:
    own = data["kasse"]
    normal = data["fonts"]["0"]["columns"]
    return PrinterProfile(
        name=name,
        label=data["name"],
        dots=data["media"]["width"]["pixels"],
        columns=Columns(normal, data["fonts"]["1"]["columns"], normal // 2),
        encoding=own["encoding"],
        qr=QrWay(own["qr"]),
        cutter=own["cutter"],
        pictures=own["pictures"],
        status=own["status"],
        proof=Proof(own["proof"]),
    )
