import struct
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kasse.documents.picture import DOTS_58, DOTS_80, picture
from kasse.documents.receipt import receipt_page
from kasse.documents.sold import tax_letters
from kasse.documents.text import text
from kasse.domain.money import Money
from kasse.domain.sales import Receipt, ReceiptKind, Tender, counter_receipt, discount_percent
from kasse.domain.tax import Country, TaxRate, not_taxable, tax_sums
from kasse.hardware.printers.escpos import encode
from kasse.hardware.printers.profiles import profile
from kasse.ports.fiscal import Proof
from kasse.ports.paper import Page
from tests.documents.codes import read_codes
from tests.documents.samples import (
    BUSINESS,
    CARD,
    CASH,
    DAY,
    DINNER,
    DRINK,
    FRANKS,
    NOW,
    OUTAGE,
    PROOF,
    QR,
    TERMINAL,
    ZONE,
    line,
    receipt,
)
from tests.golden import check_golden
from tests.hardware.printers.escpos_reader import read

MIXED = receipt(
    tenders=[Tender(FRANKS, Money(100_00)), Tender(CARD, Money(10_00))],
    discounts=[discount_percent(DINNER, 1000)],
    number=2048,
)
NO_TAX = not_taxable(Country.DE)


def page(of: Receipt, proof: Proof = PROOF, *, copy: bool = False, note: str = "") -> Page:
    return receipt_page(
        of, business=BUSINESS, terminal=TERMINAL, proof=proof, zone=ZONE, copy=copy, note=note
    )


def shown(of: Receipt, proof: Proof = PROOF, *, copy: bool = False) -> str:
    return text(page(of, proof, copy=copy))


def moved(cents: int, reason: str) -> Receipt:
    return receipt(
        [],
        kind=ReceiptKind.CASH,
        cash=Money(cents),
        reason=reason,
        taxes=tax_sums([(NO_TAX, Money(cents))]),
        table=None,
        table_label="",
        first_ordered_at=None,
    )


PAPERS = {
    "sale": page(receipt(tenders=[Tender(CASH, Money(150_00))], tip=Money(5_00)), replace(PROOF, mark="TEST-TSE")),
    "mixed-copy-outage": page(MIXED, OUTAGE, copy=True),
    "above-250": page(
        receipt([line(3, "Chateaubriand für zwei", 7900), line(2, "Barolo 2019", 6900, DRINK)]), note="statt Bar"
    ),
    "take-away": page(receipt([line(2, "Pizza Margherita", 950, take_away=True), line(1, "Spezi 0,5", 390, DRINK)])),
    "reversal": page(
        counter_receipt(
            MIXED, number=2049, terminal=1, business_date=DAY, issued_at=NOW, operator=1, operator_name="Anna",
            reason="falscher Tisch",
        )
    ),
    "training": page(receipt(training=True, business_date=DAY.replace(day=6)), Proof((), "", "")),
    "internal": page(receipt(DINNER[:2], kind=ReceiptKind.INTERNAL, reason="Personal")),
    "cash-out": page(moved(-200_00, "Geldtransit zur Bank")),
    "test": page(receipt([], kind=ReceiptKind.TEST, table=None, table_label="", first_ordered_at=None)),
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_receipts_look_as_reviewed(name: str) -> None:
    check_golden(text(PAPERS[name]), f"paper/receipt-{name}.txt")


@pytest.mark.parametrize("model", ["epson-tm-m30", "default-58", "citizen-ct-s"])
def test_the_bytes_of_a_receipt_are_as_reviewed(model: str) -> None:
    (paper,) = read(encode(PAPERS["sale"], profile(model)))
    check_golden(paper.described(), f"paper/receipt-sale.{model}.txt")


def test_the_bytes_of_a_small_receipt_are_as_reviewed_to_the_last() -> None:
    data = encode(PAPERS["cash-out"], profile("epson-tm-m30"))
    rows = [data[at : at + 32].hex(" ") for at in range(0, len(data), 32)]
    check_golden("\n".join(rows) + "\n", "paper/receipt-cash-out.epson-tm-m30.hex")


def test_a_receipt_carries_what_the_law_asks_for() -> None:
    paper = shown(receipt(tip=Money(5_00)))
    for wanted in (
        "Gasthaus Zur Linde",
        "Marktplatz 3",
        "88131 Lindau",
        "St.-Nr. 134/245/60012",
        "Rechnung 1-2047",
        "07.11.2026 19:42",
        "2 Käsespätzle mit Röstzwiebeln",
        "Summe EUR",
        "130,70",
        "A 19 %",
        "B 7 %",
        "Erste Bestellung 07.11.2026 18:05:33",
        "TSE-Transaktion 4711",
        "KASSE-LINDE-01",
        f"[QR] {QR}",
    ):
        assert wanted in paper


def test_the_letters_on_the_lines_add_up_to_the_tax_table() -> None:
    rows = [row for row in shown(MIXED).splitlines() if row.endswith((" A", " B"))]
    for letter, rate in (("A", 1900), ("B", 700)):
        cents = sum(_cents(row) for row in rows if row.endswith(letter))
        assert cents == next(t.gross.cents for t in MIXED.taxes if t.rate.basis_points == rate)


def _cents(row: str) -> int:
    return int(row.split()[-2].replace(".", "").replace(",", "").replace("−", "-"))


@pytest.mark.feature("R-03")
def test_a_reversal_names_what_it_takes_back() -> None:
    paper = text(PAPERS["reversal"])
    assert "Rechnungskorrektur 1-2049" in paper
    assert "Storno zu Rechnung 1-2048" in paper
    assert "Grund: falscher Tisch" in paper
    assert "−113,13" in paper


def test_only_a_copy_says_that_it_is_one() -> None:
    assert "KOPIE" not in shown(receipt())
    assert "KOPIE" in shown(receipt(), copy=True)


def test_a_training_receipt_says_at_both_ends_that_it_is_none() -> None:
    paper = text(PAPERS["training"])
    assert paper.count("TRAINING – kein Beleg") == 2
    assert "Kassendatum 06.11.2026" in paper


def test_an_outage_is_told_and_no_code_is_invented() -> None:
    paper = text(PAPERS["mixed-copy-outage"])
    assert "Technische Sicherheitseinrichtung ausgefallen." in paper
    assert "[QR]" not in paper


@pytest.mark.parametrize(("cents", "room"), [(250_00, False), (250_01, True)])
def test_above_250_euros_there_is_room_for_the_recipient(cents: int, *, room: bool) -> None:
    paper = shown(receipt([line(1, "Menü", cents)], payer="Muster GmbH"))
    assert ("Rechnung an" in paper) == room
    assert ("Muster GmbH" in paper) == room


def test_foreign_cash_shows_its_rate_and_the_change_in_euros() -> None:
    paper = shown(MIXED)
    assert "Bar CHF 100,00 zu 1,0526" in paper
    assert "105,26" in paper
    assert paper.count("Rückgeld") == 1
    assert "−2,13" in paper


def test_the_same_article_is_one_line_however_often_it_was_ordered() -> None:
    assert "3 Helles vom Fass 0,5 je 4,80" in shown(receipt())
    lines = [line(1, "Bier", 500, DRINK)] * 3 + [
        line(1, "Bier", 450, DRINK),
        line(1, "Bier", 500, DRINK, off=50),
    ]
    paper = shown(receipt(lines))
    assert paper.count("Bier") == 3


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 99_99)), min_size=1, max_size=12))
def test_merging_lines_loses_no_cent(sold: list[tuple[int, int]]) -> None:
    lines = [line(pieces, f"Artikel {cents % 3}", cents) for pieces, cents in sold]
    rows = [row for row in shown(receipt(lines)).splitlines() if row.endswith(" B")]
    assert sum(_cents(row) for row in rows) == sum(pieces * cents for pieces, cents in sold)


def test_a_letter_belongs_to_a_rate_on_every_receipt() -> None:
    food, drink = TaxRate(2, 700), TaxRate(1, 1900)
    assert tax_letters([food]) == {food: "B"}
    assert tax_letters([food, drink]) == {drink: "A", food: "B"}
    special = [TaxRate(5, 490), TaxRate(5, 1900)]
    assert len(set(tax_letters(special).values())) == 2


@pytest.mark.parametrize("dots", [DOTS_80, DOTS_58])
def test_the_code_on_a_receipt_can_be_read_by_a_phone(dots: int) -> None:
    drawn = Image.open(BytesIO(picture(PAPERS["sale"], dots)))
    assert read_codes(drawn) == [QR]


def test_a_dinner_for_two_fits_on_20_centimetres_of_paper() -> None:
    _, height = struct.unpack(">II", picture(PAPERS["sale"], margin=0)[16:24])
    assert height / 8 <= 200
