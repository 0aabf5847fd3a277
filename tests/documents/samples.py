"""A believable evening in a restaurant, for everything that is put on paper."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kasse.domain.business import Business, PaymentKind, PaymentMethod, Terminal
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Booking, BookingKind, Component, Line
from kasse.domain.quantity import Quantity
from kasse.domain.sales import Bill, BillDiscount, Payment, Receipt, ReceiptKind, Tender, settle
from kasse.domain.tax import Country, TaxRate
from kasse.ports.books import Order
from kasse.ports.fiscal import Proof

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 7, 18, 42, 5, tzinfo=UTC)
EARLIER = datetime(2026, 11, 7, 17, 5, 33, tzinfo=UTC)
DAY = date(2026, 11, 7)
FOOD, DRINK = TaxRate(2, 700), TaxRate(1, 1900)
FOODS, DRINKS = 1, 2
MAIN_GROUPS = {FOODS: "Küche", DRINKS: "Getränke"}

BUSINESS = Business(
    name="Gasthaus Zur Linde",
    street="Marktplatz 3",
    postcode="88131",
    city="Lindau (Bodensee)",
    country=Country.DE,
    tax_number="134/245/60012",
    vat_id="DE811234567",
    owner="Anna Maria Huber",
    phone="08382 94 40 80",
    greeting="Vielen Dank für Ihren Besuch!\nMittwoch ist Ruhetag.",
)
TERMINAL = Terminal(1, "Kasse Theke", "KASSE-LINDE-01")
CASH = PaymentMethod("BA", "Bar", PaymentKind.CASH)
CARD = PaymentMethod("EC", "Girocard", PaymentKind.CARD)
FRANKS = PaymentMethod("CHF", "Bar", PaymentKind.CASH, currency="CHF", rate_micros=1_052_600)

QR = (
    "V0;KASSE-LINDE-01;Kassenbeleg-V1;Beleg^42.30_79.90_0.00_0.00_5.00^127.20:Bar;4711;9512;"
    "2026-11-07T18:41:58.000Z;2026-11-07T18:42:05.000Z;ecdsa-plain-SHA384;unixTime;"
    "TGnWiq3ZW7gi4Vs+DxLGsJZj9v271dHmhQAcb057F3oWkdKJ61UW2LLVTZQhW673yLa53Mm6oPeMU1Ns3ZOH7wDxLGsJZj9v271dHmhQAcb0"
    "57F3oWkdKJ61UW2LLVTZQh==;"
    "BGFKQP7EENf3s5hTDXvlh+xyJ1Q9BNIa9LyYbYK+pTAKAGQ2fmI40p5QOrpHpvb+UuOrNQJdhzggHNfyyyDyf/gDXvlh+xyJ1Q9BNIa9LyYbY"
    "K+pTAKAGQ2fmI40p5QOrpHpvbUu="
)
PROOF = Proof(
    lines=(
        "TSE-Transaktion\t4711",
        "Signaturzähler\t9512",
        "Start\t07.11.2026 19:41:58",
        "Ende\t07.11.2026 19:42:05",
        "Kasse\tKASSE-LINDE-01",
        "TSE\taadfb3152cbde762aa5027e350ba9aeacb69b6236b4f25fc3ea78b69e610952a",
    ),
    qr=QR,
    mark="",
)
OUTAGE = Proof(
    ("Technische Sicherheitseinrichtung ausgefallen. Ausfallnummer: 15", "Kasse\tKASSE-LINDE-01"), "", ""
)


def component(
    name: str, cents: int, rate: TaxRate = FOOD, *, pieces: int = 1, article: int = 0, off: int = 0
) -> Component:
    group = FOODS if rate == FOOD else DRINKS
    return Component(
        article or sum(name.encode()),
        name,
        group,
        group,
        rate,
        Money(cents),
        Money(cents * pieces),
        Money(off),
    )


def line(
    pieces: int,
    name: str,
    cents: int,
    rate: TaxRate = FOOD,
    *,
    sides: Sequence[tuple[str, int]] = (),
    off: int = 0,
    remark: str = "",
    course: int = 0,
    take_away: bool = False,
    station: str = "Küche",
) -> Line:
    parts = [component(name, cents, rate, pieces=pieces, off=off)]
    parts += [component(side, price, pieces=pieces) for side, price in sides]
    return Line(
        f"1-4711-{len(name)}",
        Quantity.of(pieces),
        tuple(parts),
        operator=3,
        ordered_at=EARLIER,
        take_away=take_away,
        course=course,
        remark=remark,
        station=station,
    )


DINNER = (
    line(2, "Käsespätzle mit Röstzwiebeln", 1490, sides=[("Kleiner Blattsalat", 450)]),
    line(1, "Zwiebelrostbraten", 2680, sides=[("Bratkartoffeln statt Spätzle", 0)]),
    line(1, "Lindauer Fischsuppe mit Safran und geröstetem Weißbrot", 990),
    line(2, "Helles vom Fass 0,5", 480, DRINK, station="Bar"),
    line(1, "Helles vom Fass 0,5", 480, DRINK, station="Bar"),
    line(1, "Grauburgunder trocken 0,75", 2790, DRINK, station="Bar"),
    line(1, "Apfelküchle mit Vanilleeis", 890, off=100),
)


def receipt(
    lines: Sequence[Line] = DINNER,
    tenders: Sequence[Tender] = (),
    *,
    kind: ReceiptKind = ReceiptKind.SALE,
    discounts: Sequence[BillDiscount] = (),
    tip: Money = ZERO,
    **other: object,
) -> Receipt:
    bill = Bill(tuple(lines), tuple(discounts), tip)
    payments: tuple[Payment, ...] = ()
    if kind is ReceiptKind.SALE:
        exactly = [Tender(CASH, bill.total)] if bill.total.cents > 0 else []
        payments, _ = settle(bill.total, tenders or exactly, CASH)
    facts: dict[str, object] = {
        "terminal": 1,
        "number": 2047,
        "kind": kind,
        "business_date": DAY,
        "issued_at": NOW,
        "operator": 3,
        "operator_name": "Mia",
        "taxes": bill.taxes(Country.DE),
        "payments": payments,
        "lines": bill.lines,
        "discounts": bill.discounts,
        "tip": tip,
        "table": 12,
        "table_label": "Tisch 12",
        "first_ordered_at": EARLIER,
    }
    return Receipt(**(facts | other))  # type: ignore[arg-type]  # facts by name, for tests to replace any


def order(*bookings: Booking, **other: object) -> Order:
    facts: dict[str, object] = {
        "terminal": 1,
        "number": 4711,
        "table": 12,
        "table_label": "Tisch 12",
        "operator": 3,
        "operator_name": "Mia",
        "at": EARLIER,
        "bookings": bookings,
    }
    return Order(**(facts | other))  # type: ignore[arg-type]  # facts by name, for tests to replace any


def ordered(line_: Line, table: int = 12) -> Booking:
    return Booking(BookingKind.ORDER, table, line_)


def voided(line_: Line, reason: str, table: int = 12) -> Booking:
    return Booking(BookingKind.VOID, table, line_.negated(), reason)
