"""What can be done on the order screen besides ordering: names, words and icons of its keys."""

from enum import Enum

from kasse.ui.widgets.key_face import KeyText


class OrderAction(Enum):
    """A key of the rail, of the top bar, or of *Mehr*."""

    SIDES = "sides"
    VOID = "void"
    NOTE = "note"
    TRANSFER = "transfer"
    ROUND = "round"
    MORE = "more"
    COURSE = "course"
    CALL = "call"
    RECALL = "recall"
    DISCOUNT = "discount"
    PRICE = "price"
    PRICE_LEVEL = "price_level"
    MENU = "menu"
    INTERIM_BILL = "interim_bill"
    PAYER = "payer"
    INTERNAL = "internal"
    TABLE_NAME = "table_name"
    GUESTS = "guests"
    HANDOVER = "handover"
    SOLD_OUT = "sold_out"
    IN_HOUSE = "in_house"
    TAKE_AWAY = "take_away"
    SEARCH = "search"
    UNDO = "undo"


ACTION_KEYS: dict[OrderAction, KeyText] = {
    OrderAction.SIDES: KeyText("Beilage", icon="utensils", icon_above=True),
    OrderAction.VOID: KeyText("Storno", icon="trash-2", icon_above=True),
    OrderAction.NOTE: KeyText("Notiz", icon="pencil", icon_above=True),
    OrderAction.TRANSFER: KeyText("Umbuchen", icon="arrow-left-right", icon_above=True),
    OrderAction.ROUND: KeyText("Runde", icon="repeat", icon_above=True),
    OrderAction.MORE: KeyText("Mehr", icon="layers", icon_above=True),
    OrderAction.COURSE: KeyText("Gang", icon="flame", icon_above=True),
    OrderAction.CALL: KeyText("Gang abrufen", icon="chef-hat", icon_above=True),
    OrderAction.RECALL: KeyText("Menü-Abruf", icon="calendar-clock", icon_above=True),
    OrderAction.DISCOUNT: KeyText("Rabatt", icon="percent", icon_above=True),
    OrderAction.PRICE: KeyText("Preis ändern", icon="tag", icon_above=True),
    OrderAction.PRICE_LEVEL: KeyText("Preisebene", icon="coins", icon_above=True),
    OrderAction.MENU: KeyText("Karte wechseln", icon="book-open", icon_above=True),
    OrderAction.INTERIM_BILL: KeyText("Zwischenrechnung", icon="receipt-text", icon_above=True),
    OrderAction.PAYER: KeyText("Rechnungsträger", icon="building-2", icon_above=True),
    OrderAction.INTERNAL: KeyText("Internes Konto", icon="store", icon_above=True),
    OrderAction.TABLE_NAME: KeyText("Tischname", icon="bookmark", icon_above=True),
    OrderAction.GUESTS: KeyText("Gäste", icon="users", icon_above=True),
    OrderAction.HANDOVER: KeyText("Übergabe", icon="hand", icon_above=True),
    OrderAction.SOLD_OUT: KeyText("Ausverkauft", icon="ban", icon_above=True),
}

# The rail by its rows of two; what is not on it stands first under *Mehr*.
RAIL: dict[int, tuple[OrderAction, ...]] = {
    1: (OrderAction.MORE, OrderAction.VOID),
    2: (OrderAction.SIDES, OrderAction.VOID, OrderAction.ROUND, OrderAction.MORE),
    3: (
        OrderAction.SIDES,
        OrderAction.VOID,
        OrderAction.NOTE,
        OrderAction.TRANSFER,
        OrderAction.ROUND,
        OrderAction.MORE,
    ),
    4: (
        OrderAction.SIDES,
        OrderAction.VOID,
        OrderAction.NOTE,
        OrderAction.TRANSFER,
        OrderAction.ROUND,
        OrderAction.COURSE,
        OrderAction.DISCOUNT,
        OrderAction.MORE,
    ),
}

MORE_LINE: tuple[OrderAction, ...] = (
    OrderAction.SIDES,
    OrderAction.NOTE,
    OrderAction.PRICE,
    OrderAction.DISCOUNT,
    OrderAction.COURSE,
)
MORE_TABLE: tuple[OrderAction, ...] = (
    OrderAction.TRANSFER,
    OrderAction.ROUND,
    OrderAction.CALL,
    OrderAction.RECALL,
    OrderAction.INTERIM_BILL,
    OrderAction.PAYER,
    OrderAction.INTERNAL,
    OrderAction.TABLE_NAME,
    OrderAction.GUESTS,
    OrderAction.HANDOVER,
)
MORE_MENU: tuple[OrderAction, ...] = (OrderAction.PRICE_LEVEL, OrderAction.MENU, OrderAction.SOLD_OUT)
