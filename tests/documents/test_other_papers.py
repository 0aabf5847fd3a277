"""Interim bill, kitchen slip, and the reports of the day."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.documents.closing_report import closing_page, x_report_page
from kasse.documents.interim_bill import interim_bill_page
from kasse.documents.kitchen_slip import kitchen_slip_page
from kasse.documents.outage_slip import outage_slip_page
from kasse.documents.recovery_slip import recovery_slip_page, spans
from kasse.documents.text import text
from kasse.domain.business_case import BusinessCase
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Booking, BookingKind
from kasse.domain.sales import Tender
from kasse.domain.shifts import CashBalance, Closing, figures_of
from kasse.hardware.printers.escpos import encode
from kasse.hardware.printers.profiles import profile
from kasse.ports.books import Pending, Subject
from kasse.ports.fiscal import Outage
from kasse.ports.paper import Page
from tests.documents.samples import (
    BUSINESS,
    DAY,
    DINNER,
    EARLIER,
    FRANKS,
    MAIN_GROUPS,
    NOW,
    TERMINAL,
    ZONE,
    line,
    order,
    ordered,
    receipt,
    voided,
)
from tests.golden import check_golden
from tests.hardware.printers.escpos_reader import PrintedLine, read

RECEIPTS = [
    replace(
        receipt(tip=Money(3_00)),
        number=2040 + i,
        operator=3 + i % 2,
        operator_name=("Mia", "Jonas")[i % 2],
        issued_at=NOW.replace(hour=11 + i),
    )
    for i in range(8)
] + [receipt(DINNER[3:6], tenders=[Tender(FRANKS, Money(50_00))], number=2048)]
FIGURES = figures_of(RECEIPTS, ZONE)
VOIDS = (3, Money(42_10))


def closing(counted: Money | None) -> Page:
    return closing_page(
        Closing(1, 311, DAY, NOW.replace(hour=22), 1, "Anna Huber", FIGURES, counted),
        business=BUSINESS,
        terminal=TERMINAL,
        main_groups=MAIN_GROUPS,
        voids=VOIDS,
        zone=ZONE,
        fiscal_mark="TEST-TSE",
    )


def x_report() -> Page:
    return x_report_page(
        FIGURES,
        business=BUSINESS,
        terminal=TERMINAL,
        business_date=DAY,
        at=NOW,
        operator_name="Anna Huber",
        main_groups=MAIN_GROUPS,
        voids=VOIDS,
        zone=ZONE,
    )


def interim(*, training: bool = False) -> Page:
    return interim_bill_page(
        receipt().bill,
        business=BUSINESS,
        table_label="Tisch 12",
        operator_name="Mia",
        at=NOW,
        zone=ZONE,
        opened_at=EARLIER,
        fiscal_mark="TEST-TSE",
        training=training,
    )


def slip(*bookings: Booking, station: str = "Küche", repeated: bool = False, instead_of: str = "") -> Page:
    page = kitchen_slip_page(order(*bookings), station, zone=ZONE, repeated=repeated, instead_of=instead_of)
    assert page is not None
    return page


SLIP = slip(
    ordered(replace(DINNER[0], course=2, remark="ohne Zwiebeln")),
    ordered(replace(DINNER[2], course=1)),
    ordered(replace(DINNER[1], course=2, take_away=True)),
    ordered(DINNER[3]),
    voided(DINNER[6], "Gast hat umbestellt"),
)
ROAST = line(2, "Zwiebelrostbraten", 2680)
MOVED = slip(
    Booking(BookingKind.TRANSFER, 12, ROAST.negated()),
    Booking(BookingKind.TRANSFER, 14, ROAST),
    repeated=True,
    instead_of="Küche oben",
)
OUT = Outage(
    number=15,
    began_at=EARLIER,
    ended_at=None,
    serial="aadfb3152cbde762aa5027e350ba9aeacb69b6236b4f25fc3ea78b69e610952a",
    maker="Swissbit",
    client_id=TERMINAL.serial,
    cause="Die TSE ist nicht erreichbar. Bitte prüfen, ob sie angeschlossen ist.",
    code="0x1017",
    register=TERMINAL.name,
    cashier="Mia",
    printer="Theke",
)
AFFECTED = (
    Pending(Subject.ORDER, 4711),
    Pending(Subject.ORDER, 4712),
    Pending(Subject.RECEIPT, 2047),
    Pending(Subject.ABORT, 2048),
    Pending(Subject.ORDER, 4713),
    Pending(Subject.ORDER, 4715),
    Pending(Subject.RECEIPT, 2049),
)


def recovered(*affected: Pending) -> Page:
    over = replace(OUT, ended_at=NOW)
    return recovery_slip_page(
        over, affected, terminal=1, business=BUSINESS, zone=ZONE, fiscal_mark="TEST-TSE"
    )


PAPERS = {
    "interim-bill": interim(),
    "kitchen-slip": SLIP,
    "kitchen-slip-moved": MOVED,
    "closing": closing(Money(FIGURES.cash_expected.cents - 1_50)),
    "x-report": x_report(),
    "outage-slip": outage_slip_page(OUT, business=BUSINESS, zone=ZONE),
    "recovery-slip": recovered(*AFFECTED),
}


@pytest.mark.parametrize("name", PAPERS)
def test_papers_look_as_reviewed(name: str) -> None:
    check_golden(text(PAPERS[name]), f"paper/{name}.txt")


@pytest.mark.parametrize(
    ("name", "model"),
    [("kitchen-slip", "epson-tm-u220"), ("kitchen-slip", "default"), ("closing", "epson-tm-t88"), ("interim-bill", "default-58"),
     ("outage-slip", "default-58"), ("recovery-slip", "epson-tm-m30")],
)  # fmt: skip
def test_the_bytes_of_papers_are_as_reviewed(name: str, model: str) -> None:
    (paper,) = read(encode(PAPERS[name], profile(model)))
    check_golden(paper.described(), f"paper/{name}.{model}.txt")


@pytest.mark.feature("R-03")
def test_an_interim_bill_is_plainly_no_invoice_and_shows_no_tax() -> None:
    paper = text(interim(training=True))
    assert "Zwischenrechnung – keine Rechnung" in paper
    assert "TRAINING" in paper
    assert "125,70" in paper
    assert "%" not in paper
    assert "MwSt" not in paper


def test_a_station_reads_only_what_it_has_to_do() -> None:
    assert "Helles" not in text(SLIP)
    assert "Helles" in text(slip(ordered(DINNER[0]), ordered(DINNER[3]), station="Bar"))
    assert kitchen_slip_page(order(ordered(DINNER[0])), "Bar", zone=ZONE) is None


def test_a_change_of_price_troubles_no_kitchen() -> None:
    assert kitchen_slip_page(order(Booking(BookingKind.PRICE, 12, DINNER[0])), "Küche", zone=ZONE) is None


@pytest.mark.feature("R-06")
def test_sides_stand_below_what_they_belong_to() -> None:
    lines = text(SLIP).splitlines()
    at = next(i for i, each in enumerate(lines) if "Käsespätzle" in each)
    assert lines[at + 1].strip() == "+ Kleiner Blattsalat"
    assert lines[at + 2].strip() == "» ohne Zwiebeln"


def test_courses_come_in_their_order() -> None:
    paper = text(SLIP)
    assert (
        paper.index("1. Gang")
        < paper.index("Fischsuppe")
        < paper.index("2. Gang")
        < paper.index("Käsespätzle")
    )


def test_a_void_is_white_on_black_and_gives_its_reason() -> None:
    (paper,) = read(encode(SLIP, profile("default")))
    black = [
        each.text.strip() for each in paper.printed if isinstance(each, PrintedLine) and each.style.invert
    ]
    assert black == ["STORNO"]
    assert "1× Apfelküchle mit Vanilleeis" in text(SLIP)
    assert "Grund: Gast hat umbestellt" in text(SLIP)


def test_table_and_dishes_are_large_on_a_slip() -> None:
    (paper,) = read(encode(SLIP, profile("default")))
    large = " ".join(
        each.text for each in paper.printed if isinstance(each, PrintedLine) and each.style.width == 2
    )
    for wanted in ("Tisch 12", "2×", "Käsespätzle"):
        assert wanted in large


def test_a_move_names_both_tables() -> None:
    paper = text(MOVED)
    assert "WIEDERHOLUNG" in paper
    assert "statt Küche oben" in paper
    assert paper.index("von Tisch 12") < paper.index("auf Tisch 14")


def test_a_whole_order_to_take_away_says_so_once() -> None:
    away = replace(DINNER[0], take_away=True)
    paper = text(slip(ordered(away), ordered(replace(DINNER[1], take_away=True))))
    assert paper.upper().count("AUSSER HAUS") == 1


def test_a_closing_sets_the_counted_cash_beside_the_expected() -> None:
    paper = text(PAPERS["closing"])
    assert "Tagesabschluss" in paper
    assert "Z 1-311" in paper
    assert "−1,50" in paper
    assert "1-2040 bis 1-2048" in paper
    assert "nicht gezählt" in text(closing(None))


def test_what_was_no_plain_sale_is_told_apart_and_whose_cash_it_is() -> None:
    figures = replace(
        FIGURES,
        cases=(
            (BusinessCase.CASH_IN_TRANSIT, 2, Money(-80_00)),
            (BusinessCase.COUNT_DIFFERENCE, 1, Money(-1_00)),
            (BusinessCase.MULTI_VOUCHER_SOLD, 3, Money(60_00)),
            (BusinessCase.OPENING_FLOAT, 1, Money(200_00)),
        ),
        agencies=((4, Money(12_00)), (5, Money(1_00))),
        cash_movements=Money(120_00),
        balances=(
            CashBalance(3, "Mia", taken=Money(80_00), handed_over=Money(-80_00)),
            CashBalance(4, "Jonas", opening=Money(200_00), moved=Money(-5_00)),
        ),
    )
    page = closing_page(
        Closing(1, 311, DAY, NOW, 1, "Anna Huber", figures, None),
        business=BUSINESS,
        terminal=TERMINAL,
        main_groups=MAIN_GROUPS,
        voids=VOIDS,
        zone=ZONE,
        agencies={4: "Lotto Bayern"},
    )
    rows = [" ".join(row.split()) for row in text(page, 48).splitlines()]
    there = rows.index("Mehrzweckgutschein 3 60,00")
    assert rows[there : there + 5] == [
        "Mehrzweckgutschein 3 60,00",
        "Kassendifferenz 1 −1,00",
        "Einlagen und Entnahmen 120,00",
        "davon Anfangsbestand 1 200,00",
        "davon Geldtransit 2 −80,00",
    ]
    assert {"Lotto Bayern 12,00", "Agentur 5 1,00", "3 Mia 0,00", "4 Jonas 195,00"} <= set(rows)
    assert "eingenommen 80,00 · abgegeben −80,00" in rows
    assert "Anfang 200,00 · sonst −5,00" in rows


def test_an_x_report_closes_nothing() -> None:
    paper = text(x_report())
    assert "(kein Abschluss)" in paper
    assert "Tagesabschluss" not in paper


def test_the_taxes_of_a_closing_add_up_to_their_last_line() -> None:
    rows = text(PAPERS["closing"]).splitlines()
    begin = next(i for i, row in enumerate(rows) if row.startswith("Satz"))
    end = next(i for i, row in enumerate(rows) if row.startswith("Summe"))
    for column in (-3, -2, -1):
        cents = [
            int(row.split()[column].replace(".", "").replace(",", "")) for row in rows[begin + 1 : end + 1]
        ]
        assert sum(cents[:-1]) == cents[-1]


def test_a_day_without_sales_can_be_closed() -> None:
    empty = Closing(1, 1, DAY, NOW, 1, "Anna", figures_of([], ZONE), ZERO)
    page = closing_page(
        empty, business=BUSINESS, terminal=TERMINAL, main_groups={}, voids=(0, ZERO), zone=ZONE, copy=True
    )
    assert "KOPIE" in text(page)
    assert "Uhr" not in text(page)


@pytest.mark.feature("J-23")
def test_an_outage_slip_tells_all_that_is_known_and_leaves_lines_for_the_rest() -> None:
    paper = text(PAPERS["outage-slip"])
    facts = {" ".join(line.split()) for line in paper.splitlines()}
    assert facts >= {
        "TSE-Ausfallbeleg",
        "Ausfallzeitpunkt 07.11.2026 18:05:33 Uhr",
        "Fehler Nummer #15",
        "Fehlercode 0x1017",
        f"Client {TERMINAL.serial}",
        "Kasse Kasse Theke",
        "Bediener Mia",
        "Drucker Theke",
    }
    assert OUT.serial in paper.replace("\n", "")
    end = " ".join(paper[paper.index("Fehler behoben") :].split())
    assert end == "Fehler behoben am _____ . _____ . _________ um _____ : _____ Uhr"


def test_an_outage_before_any_device_was_there_says_so() -> None:
    nothing = replace(OUT, serial="", maker="", cashier="", printer="", code="ERROR")
    assert "noch nie in Betrieb" in text(outage_slip_page(nothing, business=BUSINESS, zone=ZONE))


@pytest.mark.feature("J-25")
def test_a_recovery_slip_lists_every_affected_receipt_with_the_number_of_its_outage() -> None:
    paper = text(PAPERS["recovery-slip"])
    rows = [line.split() for line in paper.splitlines()]
    first = rows.index(["Bon", "Ausfallnummer"])
    assert rows[first + 1 : first + 4] == [
        ["1-2047", "15"],
        ["1-2048", "(abgebrochen)", "15"],
        ["1-2049", "15"],
    ]
    assert "Bestellungen 4711–4713, 4715" in paper
    assert "Fehler behoben, TSE in Betrieb." in paper
    assert "Ausfallnummer" not in text(recovered())


@given(st.sets(st.integers(1, 60)))
def test_drawn_together_the_numbers_are_still_the_same(numbers: set[int]) -> None:
    told: set[int] = set()
    for span in spans(tuple(numbers)):
        first, _, last = span.partition("–")
        told |= set(range(int(first), int(last or first) + 1))
    assert told == numbers
