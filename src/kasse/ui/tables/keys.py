"""The keys of the table overview that are no digits, and which of them stand on the rail."""

from enum import Enum

from kasse.ui.widgets.key_face import KeyText


class TablesAction(Enum):
    """Keys of the rail that are no digits."""

    ALL = "all"
    MINE = "mine"
    TRANSFER = "transfer"
    HANDOVER = "handover"
    RECEIPTS = "receipts"
    REGISTER = "register"
    AUTO = "auto"


KEYS: dict[TablesAction, KeyText] = {
    TablesAction.ALL: KeyText("Alle", icon="users", icon_above=True),
    TablesAction.MINE: KeyText("Meine", icon="user", icon_above=True),
    TablesAction.TRANSFER: KeyText("Umbuchen", icon="arrow-left-right", icon_above=True),
    TablesAction.HANDOVER: KeyText("Übergabe", icon="hand", icon_above=True),
    TablesAction.RECEIPTS: KeyText("Belege", icon="receipt-text", icon_above=True),
    TablesAction.REGISTER: KeyText("Kasse", icon="banknote", icon_above=True),
    TablesAction.AUTO: KeyText("AUTO TISCH", icon="search", icon_above=True),
}

ALL = (
    TablesAction.ALL,
    TablesAction.MINE,
    TablesAction.TRANSFER,
    TablesAction.HANDOVER,
    TablesAction.RECEIPTS,
    TablesAction.REGISTER,
)
# The rail by its rows of two, without *AUTO TISCH* and with it; the rest is reached through *Kasse*.
RAIL: dict[int, tuple[TablesAction, ...]] = {
    1: (TablesAction.TRANSFER, TablesAction.REGISTER),
    2: (TablesAction.ALL, TablesAction.MINE, TablesAction.TRANSFER, TablesAction.REGISTER),
    3: ALL,
    4: ALL,
}
AUTO_RAIL: dict[int, tuple[TablesAction, ...]] = {
    1: (TablesAction.AUTO, TablesAction.REGISTER),
    2: (TablesAction.ALL, TablesAction.MINE, TablesAction.AUTO, TablesAction.REGISTER),
    3: (*ALL[:4], TablesAction.AUTO, TablesAction.REGISTER),
    4: (*ALL, TablesAction.AUTO),
}
