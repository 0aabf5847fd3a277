"""Passwords and keys that the services and devices of a TSE ask for."""

from __future__ import annotations

from kasse.settings.kinds import Secret
from kasse.settings.model import Setting

FISKALY_KEY = Setting(
    key="tse.fiskaly_key",
    kind=Secret("fiskaly/api_key"),
    default=None,
    label="fiskaly: API-Key",
    help="Mit diesem Schlüssel meldet sich die Kasse bei fiskaly an. Er steht im fiskaly HUB.",
    page="Finanzamt/Zugangsdaten",
    words=("passwort", "cloud-tse", "schlüssel", "zugang"),
)
FISKALY_SECRET = Setting(
    key="tse.fiskaly_secret",
    kind=Secret("fiskaly/api_secret", may_be_seen=False),
    default=None,
    label="fiskaly: API-Secret",
    help="Gehört zum API-Key. Der fiskaly HUB zeigt es nur einmal, auch die Kasse zeigt es nie wieder.",
    page="Finanzamt/Zugangsdaten",
    words=("passwort", "cloud-tse", "kennwort", "zugang"),
)
SWISSBIT_TOKEN = Setting(
    key="tse.swissbit_token",
    kind=Secret("swissbit_cloud/token", may_be_seen=False),
    default=None,
    label="Swissbit Cloud: Zugriffstoken",
    help="Das Kennwort der Cloud-TSE von Swissbit. Wird es dort erneuert, hier das neue eintragen.",
    page="Finanzamt/Zugangsdaten",
    words=("passwort", "cloud-tse", "token", "zugang"),
)
SWISSBIT_ADMIN_PIN = Setting(
    key="tse.swissbit_admin_pin",
    kind=Secret("swissbit/admin_pin", longest=40),
    default=None,
    label="Swissbit: Admin-PIN",
    help="Die PIN, mit der die TSE eingerichtet wurde. Nach mehreren falschen Versuchen sperrt sich die TSE.",
    page="Finanzamt/Zugangsdaten",
    words=("passwort", "pin", "usb-tse"),
)
EPSON_ADMIN_PIN = Setting(
    key="tse.epson_admin_pin",
    kind=Secret("epson/admin_pin", longest=40),
    default=None,
    label="Epson: Admin-PIN",
    help="Die PIN, mit der die TSE eingerichtet wurde. Nach mehreren falschen Versuchen sperrt sich die TSE.",
    page="Finanzamt/Zugangsdaten",
    words=("passwort", "pin", "tse-drucker"),
)
