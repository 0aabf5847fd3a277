"""What the set-up assistant asks for a Diebold Nixdorf TSE."""

from __future__ import annotations

from kasse.ports.signing import Field, TseKind

KIND = TseKind(
    "diebold",
    "Diebold Nixdorf TSE (Webservice)",
    "USB-TSE von Diebold Nixdorf. Auf dem Rechner, in dem sie steckt, muss der TSE-Webservice des Herstellers laufen.",
    (
        Field(
            "address",
            "Adresse des Webservice",
            "Nur ändern, wenn die TSE in einem anderen Rechner steckt.",
            default="ws://localhost:10001/",
        ),
        Field("admin_pin", "Admin-Passwort", "Liegt der TSE bei.", secret=True),
        Field("time_admin_pin", "Passwort des Zeit-Admins", "Liegt der TSE bei.", secret=True),
    ),
)
