"""A small house, what it sells, and generated lines, for the tests of the rules."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from kasse.domain.business import PaymentKind, PaymentMethod
from kasse.domain.catalogue import (
    Article,
    Catalogue,
    FunctionCode,
    MainGroup,
    Menu,
    MenuSection,
    ProductGroup,
    SideGroup,
)
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Component, Line, Tab
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.sales import Bill, Receipt, ReceiptKind, Tender, settle
from kasse.domain.tax import Country, TaxClass, TaxRate

DAY = date(2026, 5, 4)
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)

STANDARD, REDUCED, NOT_TAXABLE = TaxRate(1, 1900), TaxRate(2, 700), TaxRate(5, 0)

CASH = PaymentMethod("BA", "Bar", PaymentKind.CASH, opens_drawer=True)
CARD = PaymentMethod("EC", "Girocard", PaymentKind.CARD)
ROOM = PaymentMethod("ZI", "Zimmer", PaymentKind.ROOM)
VOUCHER = PaymentMethod("GU", "Gutschein", PaymentKind.VOUCHER)
ACCOUNT = PaymentMethod("RE", "Auf Rechnung", PaymentKind.ACCOUNT)
FRANCS = PaymentMethod("CHF", "Franken", PaymentKind.CASH, currency="CHF", rate_micros=1_050_000)

KITCHEN, DRINKS, GOODS = 1, 2, 3

CATALOGUE = Catalogue(
    country=Country.DE,
    main_groups={
        KITCHEN: MainGroup(KITCHEN, "Küche"),
        DRINKS: MainGroup(DRINKS, "Getränke"),
        GOODS: MainGroup(GOODS, "Waren"),
    },
    groups={
        10: ProductGroup(10, "Hauptspeisen", KITCHEN, TaxClass.FOOD, station="Küche", course=2),
        11: ProductGroup(11, "Beilagen", KITCHEN, TaxClass.FOOD, station="Küche"),
        20: ProductGroup(20, "Bier", DRINKS, TaxClass.DRINK, station="Theke"),
        21: ProductGroup(21, "Kaffee mit Milch", DRINKS, TaxClass.MILK_DRINK, station="Theke"),
        30: ProductGroup(30, "Bücher", GOODS, TaxClass.REDUCED),
        31: ProductGroup(31, "Körbe", GOODS, TaxClass.STANDARD),
    },
    side_groups={
        1: SideGroup(1, "Sättigungsbeilage", (110, 111), least=1, most=1),
        2: SideGroup(2, "Salat", (112,), most=2),
        3: SideGroup(3, "Extras", (113, 114, 115, 116), least=1, most=3, free=True),
    },
    articles={
        article.number: article
        for article in (
            Article(100, "Schnitzel", 10, (Money(1890), Money(1690)), side_groups=(1, 2)),
            Article(101, "Tagessuppe", 10, (Money(590),)),
            Article(110, "Pommes", 11, (Money(0),)),
            Article(111, "Kartoffelsalat", 11, (Money(150), Money(100))),
            Article(112, "Gurkensalat", 11, (Money(380),)),
            Article(113, "Ketchup", 11, (Money(50),)),
            Article(114, "Trüffel", 11, (Money(900),), sold_out=True),
            Article(115, "Ohne Fleisch", 11, (Money(-500),)),
            Article(116, "Trinkgeldtaste", 11, (Money(100),), function=FunctionCode.TIP),
            Article(200, "Helles", 20, (Money(440), None, Money(390)), button_text="Hel\u00adles"),
            Article(201, "Bockbier", 20, (None, Money(520))),
            Article(202, "Milchkaffee", 21, (Money(380),)),
            Article(300, "Kochbuch", 30, (Money(2490),)),
            Article(301, "Geschenkkorb", 31, (Money(5000),), take_away_group=30),
            Article(302, "Diverses", 31, (), open_price=True),
            Article(303, "Wunsch", 31, (), open_price=True, zero_allowed=True),
            Article(304, "Gruß aus der Küche", 10, (Money(0),), zero_allowed=True),
            Article(305, "Prospekt", 31, (Money(0),)),
            Article(306, "Maibowle", 20, (Money(600),), sold_out=True),
            Article(307, "Altbier", 20, (Money(400),), active=False),
            Article(308, "Bargeldbestand", 31, (Money(100),), function=FunctionCode.CASH_IN),
            Article(309, "Helles", 31, (Money(100),)),
        )
    },
    menus=(
        Menu(1, "Abendkarte", (MenuSection("Warm", (101, 100)), MenuSection("Vom Fass", (200,)))),
        Menu(2, "Mittagskarte", (MenuSection("Heute", (100,)),), price_level=2),
    ),
)


def component(
    amount: int, rate: TaxRate = STANDARD, *, discount: int = 0, main_group: int = DRINKS
) -> Component:
    """Something that costs `amount` cents for the whole line."""
    return Component(200, "Helles", 20, main_group, rate, Money(amount), Money(amount), Money(discount))


def line(*components: Component, quantity: Quantity = ONE, number: int = 1) -> Line:
    """A line that has been sent."""
    return Line(f"1-1-{number}", quantity, components, operator=1, ordered_at=NOON)


@st.composite
def components(draw: st.DrawFn, quantity: Quantity) -> Component:
    """Something that costs up to 200 euros, possibly at a discount, possibly nothing."""
    unit_price = Money(draw(st.integers(0, 20_000)))
    amount = quantity.price(unit_price)
    return Component(
        article=draw(st.integers(1, 5)),
        name="Speise",
        group=10,
        main_group=draw(st.sampled_from([KITCHEN, DRINKS, GOODS])),
        rate=draw(st.sampled_from([STANDARD, REDUCED, NOT_TAXABLE])),
        unit_price=unit_price,
        amount=amount,
        discount=Money(draw(st.integers(0, amount.cents) | st.just(0))),
    )


@st.composite
def lines(draw: st.DrawFn, number: int = 1) -> Line:
    """A line as it may stand on a tab."""
    quantity = draw(st.builds(Quantity.of, st.integers(1, 9)) | st.builds(Quantity, st.integers(1, 9_999)))
    parts = draw(st.lists(components(quantity), min_size=1, max_size=3))
    return line(*parts, quantity=quantity, number=number)


@st.composite
def bills(draw: st.DrawFn) -> tuple[Line, ...]:
    """Lines of one tab, each with its own id."""
    count = draw(st.integers(1, 6))
    return tuple(draw(lines(number)) for number in range(1, count + 1))


def worth(cents: int) -> st.SearchStrategy[tuple[Line, ...]]:
    """Lines that cost at least so much."""
    return bills().filter(lambda each: total(each).cents >= cents)


def total(each: tuple[Line, ...] | list[Line]) -> Money:
    """What lines cost."""
    return Money.sum(one.amount for one in each)


def tab(*sent: Line, table: int = 12) -> Tab:
    """An open table."""
    return Tab(table, operator=1, opened_at=NOON, lines=sent)


def sale(bill: Bill, *tenders: Tender, number: int = 1) -> Receipt:
    """The receipt over a bill; paid with exact cash unless told otherwise."""
    if not tenders and bill.total:
        tenders = (Tender(CASH, bill.total),)
    payments, _ = settle(bill.total, tenders, CASH)
    return Receipt(
        terminal=1,
        number=number,
        kind=ReceiptKind.SALE,
        business_date=DAY,
        issued_at=NOON,
        operator=1,
        operator_name="Anna",
        taxes=bill.taxes(Country.DE),
        payments=payments,
        lines=bill.lines,
        discounts=bill.discounts,
        tip=bill.tip,
        table=12,
        table_label="Tisch 12",
    )


def internal(bill: Bill, number: int = 1) -> Receipt:
    """The receipt over what the staff ate."""
    return replace(sale(bill, number=number), kind=ReceiptKind.INTERNAL, payments=(), reason="Personal")


def cash_movement(amount: Money, number: int = 1) -> Receipt:
    """Money put into the drawer, or taken out of it."""
    put_in = Bill((), (), amount)  # booked like a tip: money that is no turnover
    drawer = (
        settle(amount, [Tender(CASH, amount)], CASH)[0]
        if amount > ZERO
        else (settle(-amount, [Tender(CASH, -amount)], CASH)[0][0].negated(),)
    )
    return replace(
        sale(Bill(()), number=number),
        kind=ReceiptKind.CASH,
        taxes=put_in.taxes(Country.DE),
        payments=drawer,
        cash=amount,
        table=None,
    )
