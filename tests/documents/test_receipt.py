import struct
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kasse.documents.picture import DOTS_58, DOTS_80, picture
from kasse.documents.receipt import receipt_page
from kasse.documents.recipient import LaterInvoice
from kasse.documents.sold import tax_letters
from kasse.documents.text import text
from kasse.domain.business import Business, PaymentKind, PaymentMethod
from kasse.domain.business_case import BusinessCase
from kasse.domain.customers import Customer
from kasse.domain.money import Money
from kasse.domain.sales import (
    Receipt,
    ReceiptKind,
    Reference,
    ReferenceKind,
    Tender,
    counter_receipt,
    discount_percent,
)
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
EXEMPT = TaxRate(6, 0)
OFFICE = Customer(
    "Architekturbüro Sommer & Partner mbB", "Uferweg 11 a", "88131", "Lindau", vat_id="DE298765432"
)
NEXT_DAY = NOW + timedelta(days=1)
FEAST = receipt(
    [line(3, "Chateaubriand für zwei", 7900), line(2, "Barolo 2019", 6900, DRINK)],
    customer=replace(OFFICE, city="Bregenz", postcode="6900", country="AT", vat_id="ATU12345678"),
)


def page(
    of: Receipt,
    proof: Proof = PROOF,
    *,
    copy: int | None = 0,
    note: str = "",
    invoice: LaterInvoice | None = None,
    entertainment: bool = False,
    business: Business = BUSINESS,
) -> Page:
    return receipt_page(
        of,
        business=business,
        terminal=TERMINAL,
        proof=proof,
        zone=ZONE,
        copy=copy,
        note=note,
        invoice=invoice,
        entertainment=entertainment,
        agencies={7: "Lotto Bayern"},
    )


def shown(of: Receipt, proof: Proof = PROOF, *, copy: int | None = 0, business: Business = BUSINESS) -> str:
    return text(page(of, proof, copy=copy, business=business))


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
    "mixed-copy-outage": page(MIXED, OUTAGE, copy=2),
    "above-250": page(
        receipt([line(3, "Chateaubriand für zwei", 7900), line(2, "Barolo 2019", 6900, DRINK)]), note="statt Bar"
    ),
    "invoice": page(FEAST, replace(PROOF, mark="TEST-TSE")),
    "invoice-later": page(receipt(DINNER[:3]), invoice=LaterInvoice(OFFICE, NEXT_DAY)),
    "invoice-corrected": page(receipt(DINNER[:3]), invoice=LaterInvoice(OFFICE, NEXT_DAY, replaces=NOW), copy=1),
    "entertainment": page(receipt(DINNER[:5], tip=Money(5_00)), entertainment=True),
    "exempt": page(receipt([line(1, "Kochkurs", 9500, EXEMPT), line(1, "Spezi 0,5", 390, DRINK)])),
    "key-unknown": page(receipt(DINNER[:2]), Proof((*PROOF.lines, f"Prüfwert\t{'TGnWiq3Z' * 16}"), "", "")),
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


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("sale", "epson-tm-m30"),
        ("sale", "default-58"),
        ("sale", "citizen-ct-s"),
        ("invoice", "epson-tm-t88"),
        ("invoice-corrected", "default-58"),
        ("entertainment", "default-58"),
        ("key-unknown", "epson-tm-t88"),
        ("training", "default-58"),
        ("reversal", "epson-tm-u220"),
    ],
)
def test_the_bytes_of_a_receipt_are_as_reviewed(name: str, model: str) -> None:
    (paper,) = read(encode(PAPERS[name], profile(model)))
    check_golden(paper.described(), f"paper/receipt-{name}.{model}.txt")


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
    assert "Storno zu Beleg 1-2048" in paper
    assert "Grund: falscher Tisch" in paper
    assert "−113,13" in paper


def test_only_a_copy_says_that_it_is_one() -> None:
    assert "KOPIE" not in shown(receipt())
    assert "KOPIE 3" in shown(receipt(), copy=3)
    assert "KOPIE\n" in shown(receipt(), copy=None)


def test_a_training_receipt_says_on_every_piece_of_it_that_it_is_none() -> None:
    lines = [line(1, f"Gericht {number}", 900 + number) for number in range(60)]
    for proof in (PROOF, OUTAGE):
        rows = shown(receipt(lines, training=True), proof).splitlines()
        marks = [place for place, row in enumerate(rows) if "TRAINING – kein Beleg" in row]
        assert (marks[0], marks[-1]) == (0, len(rows) - 1)
        assert max(after - before for before, after in pairwise(marks)) <= 20
    assert "Kassendatum 06.11.2026" in text(PAPERS["training"])


def test_an_outage_is_told_and_no_code_is_invented() -> None:
    paper = text(PAPERS["mixed-copy-outage"])
    assert "Technische Sicherheitseinrichtung ausgefallen." in paper
    assert "[QR]" not in paper


def test_an_exempt_supply_says_that_it_is_exempt() -> None:
    assert "F umsatzsteuerfrei" in text(PAPERS["exempt"])
    paper = shown(receipt([line(1, "Stempelkarte", 500, NO_TAX)]))
    assert "E nicht steuerbar" in paper


def test_a_voucher_shows_its_number_and_what_is_sold_for_others_in_whose_name() -> None:
    sold = line(1, "Gutschein", 5000)
    voucher = replace(sold, components=(replace(sold.components[0], voucher="7K4M-2XQP"),))
    lottery = replace(sold, components=(replace(sold.components[0], name="Los", agency=7),))
    foreign = replace(sold, components=(replace(sold.components[0], name="Buch", agency=8),))
    paper = shown(receipt([voucher, lottery, foreign, sold]))
    assert "Nr. 7K4M-2XQP" in paper
    assert paper.count("Gutschein") == 2  # each number stands alone
    assert "im Namen von Lotto Bayern" in paper
    assert "im Namen von Dritten" in paper


def test_money_that_moves_says_what_it_stands_for_and_what_it_belongs_to() -> None:
    paid = replace(
        moved(23_30, "Rechnung bezahlt: Beleg 1-12"),
        movement=BusinessCase.RECEIVABLE_PAID,
        references=(
            Reference(ReferenceKind.RECEIPT, "12"),
            Reference(ReferenceKind.INVOICE, "R-88"),
            Reference(ReferenceKind.OTHER, "4711", "Auftrag"),
        ),
    )
    paper = shown(paid)
    assert "Rechnung bezahlt  " in paper
    assert "Zu Rechnung R-88" in paper
    assert "Zu Auftrag 4711" in paper
    assert paper.count("1-12") == 1  # the reason has said it


# --- invoices -------------------------------------------------------------------------------------------


def test_an_invoice_shows_all_that_14_ustg_asks_for() -> None:
    paper = text(PAPERS["invoice"])
    for wanted in (
        "Gasthaus Zur Linde",  # (4) no. 1: both with full name and address
        "Marktplatz 3",
        "Architekturbüro Sommer & Partner mbB",
        "Uferweg 11 a",
        "6900 Bregenz (AT)",
        "USt-IdNr. ATU12345678",
        "St.-Nr. 134/245/60012",  # no. 2
        "07.11.2026 19:42",  # no. 3
        "Rechnung 1-2047",  # no. 4
        "3 Chateaubriand für zwei je 79,00",  # no. 5
        "Leistungsdatum 07.11.2026",  # no. 6
        "A 19 %                115,97     22,03    138,00",  # no. 7 and 8
        "B 7 %                 221,50     15,50    237,00",
    ):
        assert wanted in paper
    assert "····" not in paper  # nothing is left to fill in


def test_up_to_250_euros_the_short_form_names_nobody() -> None:
    paper = shown(receipt([line(1, "Menü", 250_00)]))
    assert "Rechnung an" not in paper
    assert "Leistungsdatum" not in paper


def test_a_recipient_of_whom_only_the_name_is_known_gets_room_for_his_address() -> None:
    on_account = receipt([line(1, "Menü", 250_01)], customer=Customer("Muster GmbH"))
    assert "Muster GmbH\n\n····" in shown(on_account)
    assert "····" not in shown(receipt([line(1, "Menü", 250_00)], customer=Customer("Muster GmbH")))


def test_guests_who_stayed_over_midnight_see_both_days_of_the_supply() -> None:
    late = receipt(customer=OFFICE, issued_at=NOW + timedelta(hours=6))
    assert "Leistungsdatum 07.11.2026 bis 08.11.2026" in shown(late)


def test_a_customer_number_stands_on_the_invoice() -> None:
    assert "Kundennummer 77" in shown(receipt(customer=replace(OFFICE, number="77")))


def test_an_invoice_asked_for_later_is_the_receipt_with_a_recipient() -> None:
    sold = receipt(DINNER[:3])
    later = text(page(sold, invoice=LaterInvoice(OFFICE, NEXT_DAY)))
    assert "Rechnung zu Beleg 1-2047" in later
    assert "Ausgestellt am 08.11.2026" in later
    assert "KOPIE" not in later
    assert OFFICE.name in later
    for row in shown(sold).splitlines()[8:]:
        assert row in later  # every line, sum, tax and proof of the receipt
    assert page(sold, invoice=LaterInvoice(OFFICE, NEXT_DAY)).title == "Rechnung zu Beleg 1-2047"


def test_a_corrected_invoice_says_which_one_it_replaces() -> None:
    paper = text(PAPERS["invoice-corrected"])
    assert "Berichtigte Rechnung zu Beleg 1-2047" in paper
    assert "Ersetzt die Rechnung vom 07.11.2026." in paper


# --- Bewirtungsbeleg ------------------------------------------------------------------------------------


def test_a_bewirtungsbeleg_is_the_whole_receipt_with_the_block_below() -> None:
    sold = receipt(DINNER[:5], tip=Money(5_00))
    with_block = text(page(sold, entertainment=True))
    assert with_block.startswith(shown(sold))
    block = with_block.removeprefix(shown(sold))
    assert "der betrieblichen Veranlassung von Bewirtungsaufwendungen" in " ".join(block.split())
    for wanted in ("07.11.2026", "Gasthaus Zur Linde", "Marktplatz 3", "Lindau (Bodensee)"):
        assert wanted in block
    for words, lines in (("Bewirtete Personen:", 5), ("Anlass der Bewirtung:", 2), ("Ort, Datum:", 1)):
        after = block.split(words)[1].splitlines()[1 : 2 * lines + 1]
        assert after == ["", "·" * 48] * lines
    assert block.rstrip().endswith("·" * 48)  # the signature
    amounts = {row.split()[0]: row.split()[-1] for row in block.splitlines() if "EUR" in row}
    assert amounts == {"laut": "89,90", "Trinkgeld": "5,00", "Gesamt": "94,90"}


def test_a_tip_that_the_till_does_not_know_is_left_to_the_pen() -> None:
    block = text(page(receipt(DINNER[:5]), entertainment=True)).split("Höhe der Aufwendungen:")[1]
    amounts = {row.split()[0]: row.split()[-1] for row in block.splitlines() if "EUR" in row}
    assert amounts == {"laut": "89,90", "Trinkgeld": "_" * 10, "Gesamt": "_" * 10}


def test_the_entertainment_took_place_where_the_site_is() -> None:
    business = replace(
        BUSINESS, site_name="Biergarten", site_street="Seeweg 1", site_postcode="88131", site_city="Bodolz"
    )
    paper = receipt_page(
        receipt(), business=business, terminal=TERMINAL, proof=PROOF, zone=ZONE, entertainment=True
    )
    assert "Biergarten, Seeweg 1, 88131 Bodolz" in text(paper)


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


class TestSmallBusiness:
    small = replace(BUSINESS, small_business=True)

    def test_it_says_why_no_tax_is_shown(self) -> None:
        paper = " ".join(shown(receipt([line(1, "Suppe", 590, EXEMPT)]), business=self.small).split())
        assert "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet" in paper
        assert "umsatzsteuerfrei 5,90 0,00 5,90" in paper

    def test_nobody_else_says_it_who_sells_free_of_tax(self) -> None:
        assert "§ 19" not in shown(receipt([line(1, "Suppe", 590, EXEMPT)]))

    def test_what_was_sold_with_tax_before_is_taken_back_with_tax(self) -> None:
        assert "§ 19" not in shown(receipt([line(1, "Suppe", 590)]), business=self.small)

    def test_money_that_is_moved_needs_no_reason(self) -> None:
        assert "§ 19" not in shown(moved(50_00, "Wechselgeld"), business=self.small)


def test_a_voucher_that_pays_is_named_and_a_deposit_that_comes_back_is_paid_out() -> None:
    method = PaymentMethod("GU", "Gutschein", PaymentKind.VOUCHER)
    bread = line(1, "Brot", 500)
    paper = shown(receipt([bread], [Tender(method, Money(500), "7K4M-2XQP")]))
    assert "Gutschein 7K4M-2XQP 5,00" in " ".join(paper.split())
    paper = " ".join(shown(receipt([line(2, "Pfand zurück", 25).negated()], kind=ReceiptKind.SALE)).split())
    assert "Ausgezahlt 0,50" in paper
    assert "Rückgeld" not in paper
