"""Interim bill, kitchen slip, and the reports of the day."""

from dataclasses import replace

import pytest

from kasse.documents.closing_report import closing_page, x_report_page
from kasse.documents.interim_bill import interim_bill_page
from kasse.documents.kitchen_slip import kitchen_slip_page
from kasse.documents.text import text
from kasse.domain.money import ZERO, Money
from kasse.domain.orders import Booking, BookingKind
from kasse.domain.sales import Tender
from kasse.domain.shifts import Closing, figures_of
from kasse.hardware.printers.escpos import encode
from kasse.hardware.printers.profiles import profile
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
PAPERS = {
    "interim-bill": interim(),
    "kitchen-slip": SLIP,
    "kitchen-slip-moved": MOVED,
    "closing": closing(Money(FIGURES.cash_expected.cents - 1_50)),
    "x-report": x_report(),
}


@pytest.mark.parametrize("name", PAPERS)
def test_papers_look_as_reviewed(name: str) -> None:
    check_golden(text(PAPERS[name]), f"paper/{name}.txt")


@pytest.mark.parametrize(
    ("name", "model"),
    [("kitchen-slip", "epson-tm-u220"), ("kitchen-slip", "default"), ("closing", "epson-tm-t88"), ("interim-bill", "default-58")],
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
