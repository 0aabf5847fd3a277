"""Swissbit Cloud TSE V2: what the assistant asks for, and how it is opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kasse.ports.secrets import Secrets
from kasse.ports.signing import Field, Tse, TseKind, TseSpec

ADDRESS = "https://web-tse.de"

KIND = TseKind(
    kind="swissbit_cloud",
    name="Swissbit Cloud-TSE (Version 2)",
    help="TSE von Swissbit im Internet. Seriennummer und Zugriffstoken nennt der Händler, bei dem sie bestellt "
    "wurde. Ohne Internet wird nichts signiert; die Kasse verkauft dann mit Ausfallvermerk weiter.",
    fields=(
        Field("serial", "Seriennummer der TSE", "64 Zeichen, Ziffern und Buchstaben von a bis f."),
        Field("token", "Zugriffstoken", "Das Kennwort dieser TSE.", secret=True),
        Field(
            "address",
            "Adresse",
            "Die Adresse des Dienstes; so lassen, wie sie ist. Zum Ausprobieren: https://dev.web-tse.de",
            default=ADDRESS,
        ),
    ),
)


def open_device(
    spec: TseSpec,
    *,
    folder: Path,
    secrets: Secrets | None,
    now: Callable[[], datetime],  # noqa: ARG001 - the device has its own clock
) -> Tse:
    """The device that `spec` names. Nothing is asked of it before the first question.

    Places: `serial`, `address`. Secret: `swissbit_cloud/token`. In the data folder it keeps what it answered.

    Raises:
        SigningError: something is missing or cannot be meant.
    """
    # HTTP and TLS cost a noticeable part of a start, and most tills have another device.
    from kasse.hardware.signing.rest import RestClient
    from kasse.hardware.signing.swissbit_cloud.api import CloudApi, checked_serial
    from kasse.hardware.signing.swissbit_cloud.device import SwissbitCloudTse

    serial = checked_serial(spec.places.get("serial", ""))
    rest = RestClient("Swissbit Cloud", spec.places.get("address", "").strip() or ADDRESS)
    return SwissbitCloudTse(CloudApi(rest, serial, secrets), folder)
