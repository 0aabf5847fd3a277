"""fiskaly SIGN DE V2, a TSE in the cloud: what the assistant asks for, and how it is opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kasse.ports.secrets import Secrets
from kasse.ports.signing import Field, Tse, TseKind, TseSpec

ADDRESS = "https://kassensichv-middleware.fiskaly.com/api/v2"

KIND = TseKind(
    kind="fiskaly",
    name="fiskaly SIGN DE (Cloud)",
    help="TSE im Internet. Zugangsdaten gibt es im fiskaly HUB: dort die Organisation des Betriebs wählen und "
    "einen API-Key anlegen. Ohne Internet wird nichts signiert; die Kasse verkauft dann mit Ausfallvermerk weiter.",
    fields=(
        Field("api_key", "API-Key", "Beginnt mit test_ oder live_.", secret=True),
        Field("api_secret", "API-Secret", "Wird im fiskaly HUB nur einmal gezeigt.", secret=True),
        Field(
            "tss",
            "TSS-ID",
            "Die ID der TSE aus dem fiskaly HUB. Leer lassen, damit beim Einrichten eine neue TSE angelegt wird; "
            "das kann Kosten auslösen.",
        ),
        Field(
            "admin_puk",
            "Admin-PUK",
            "Nur für eine TSE, die im fiskaly HUB angelegt und noch nicht eingerichtet ist, oder wenn die "
            "Admin-PIN nicht mehr bekannt ist. Sonst leer lassen.",
            secret=True,
        ),
        Field(
            "admin_pin",
            "Admin-PIN",
            "Nur für eine TSE, die schon eingerichtet ist. Leer lassen, damit kasse beim Einrichten eine wählt.",
            secret=True,
        ),
        Field("address", "Adresse", "Die Adresse des Dienstes; so lassen, wie sie ist.", default=ADDRESS),
    ),
)


def open_device(
    spec: TseSpec,
    *,
    folder: Path,  # noqa: ARG001 - fiskaly keeps everything itself
    secrets: Secrets | None,
    now: Callable[[], datetime],  # noqa: ARG001 - and has its own clock
) -> Tse:
    """The TSS that `spec` names. Nothing is asked of fiskaly before the first question.

    Places: `tss` (a UUID; empty: the one that set-up created), `address`. Secrets: `fiskaly/api_key`,
    `fiskaly/api_secret`, and for care `fiskaly/admin_puk` and `fiskaly/admin_pin`.

    Raises:
        SigningError: something is missing or cannot be meant.
    """
    # HTTP and TLS cost a noticeable part of a start, and most tills have another device.
    from kasse.hardware.signing.fiskaly.api import FiskalyApi
    from kasse.hardware.signing.fiskaly.care import FiskalyTse
    from kasse.hardware.signing.fiskaly.keys import Keys
    from kasse.hardware.signing.rest import RestClient

    keys = Keys(secrets)
    rest = RestClient("fiskaly", spec.places.get("address", "").strip() or ADDRESS)
    return FiskalyTse(FiskalyApi(rest, keys), keys, spec.places.get("tss", ""))
