"""Meals that are ordered ahead: when the kitchen hears of them, and whether they may wait for days."""

from __future__ import annotations

from kasse.settings.kinds import Switch
from kasse.settings.model import Setting

MENU_DOCKETS = Setting(
    key="menus.print_at_order",
    kind=Switch(),
    default=False,
    label="Menübestellung: Bons schon bei der Bestellung",
    help="Die Küche bekommt ihre Bons, wenn Menüs vorbestellt werden, und beim Abruf keine mehr. Sonst kommen sie erst "
    "beim Abruf.",
    page="Belege und Bons/Menübestellung",
    words=("bediener 98 (menübestellung) bondruck", "bediener 98", "vorbestellung", "menüabruf", "küchenbon"),
)
MENUS_STAY = Setting(
    key="menus.stay_overnight",
    kind=Switch(),
    default=True,
    label="Menübestellungen halten den Tagesabschluss nicht auf",
    help="Was vorbestellt und noch nicht abgerufen ist, bleibt über den Tagesabschluss stehen. Sonst muss es vorher "
    "abgerufen oder storniert sein.",
    page="Belege und Bons/Menübestellung",
    words=("belegte tische von bed. 98 (menübestellung) ignorieren", "tageswechsel", "offene tische"),
)
