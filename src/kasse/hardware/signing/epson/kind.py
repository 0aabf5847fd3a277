"""What the set-up assistant asks for an Epson TSE."""

from __future__ import annotations

from kasse.ports.signing import Field, TseKind

KIND = TseKind(
    "epson",
    "Epson TSE (Drucker oder TSE-Server)",
    "TSE von Epson, die in einem Bondrucker (TM-m30F und ähnliche) oder in einem Epson-TSE-Server im Netzwerk steckt.",
    (
        Field("host", "Adresse", "Name oder IP-Adresse des Druckers oder TSE-Servers."),
        Field("port", "Port", "Nur ändern, wenn das Gerät einen anderen nennt.", default="8009"),
        Field(
            "device_id",
            "Geräte-ID der TSE",
            "Im Drucker wie vorgegeben; im TSE-Server steht sie auf dessen Statusseite (TSE_…).",
            default="local_TSE",
        ),
        Field(
            "shared",
            "Mehrere Kassen?",
            "„ja“, wenn mehrere Kassen diese TSE benutzen: Dann gibt kasse sie nach jedem Vorgang frei.",
            default="nein",
        ),
        Field(
            "shared_secret",
            "Gemeinsames Geheimnis",
            "Acht Zeichen. Leer lassen, wenn es am Gerät nie geändert wurde.",
            secret=True,
        ),
        Field(
            "admin_pin", "Admin-PIN", "Fünf Ziffern. Leer lassen, wenn kasse die TSE einrichtet.", secret=True
        ),
        Field(
            "time_admin_pin", "PIN des Zeit-Admins", "Fünf Ziffern. Leer, wenn kasse einrichtet.", secret=True
        ),
        Field("puk", "PUK", "Sechs Ziffern. Leer lassen, wenn kasse die TSE einrichtet.", secret=True),
    ),
)
