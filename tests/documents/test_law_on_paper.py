"""What § 6 KassenSichV asks for stands on the finished paper, and its code is read from it as an auditor does.

Every receipt here is signed by a real key, drawn as a guest gets it, and decoded again.
"""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from kasse.documents.pdf import pdf
from kasse.documents.picture import DOTS_58, DOTS_80, picture
from kasse.documents.receipt import receipt_page
from kasse.documents.text import text
from kasse.domain.money import Money
from kasse.domain.sales import Receipt, ReceiptKind, Tender, counter_receipt
from kasse.domain.tax import Country, not_taxable, tax_sums
from kasse.fiscal.de.foreign_qr import check_qr
from kasse.fiscal.de.germany import Germany
from kasse.hardware.printers.escpos import encode
from kasse.hardware.printers.profiles import QrWay, profiles
from kasse.hardware.signing.faults import Fault, FaultyDevice
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.hardware.signing.tse_key import ALGORITHMS, BRAINPOOL_P384_SHA384, P256_SHA256
from kasse.ports.fiscal import DeviceFacts, Proof, Secured
from kasse.ports.paper import Page, QrCode
from tests.documents.codes import read_codes
from tests.documents.samples import BUSINESS, CARD, DAY, FRANKS, NOW, TERMINAL, ZONE, receipt
from tests.hardware.printers.escpos_reader import NativeCode, read

SIGNED_AT = datetime(2026, 11, 7, 18, 42, 7, tzinfo=UTC)
NATIVE = sorted(name for name, each in profiles().items() if each.qr is QrWay.NATIVE)
RASTER = sorted(name for name, each in profiles().items() if each.qr is QrWay.RASTER)

SALE = receipt(tip=Money(5_00))
MOVED = receipt(
    [],
    kind=ReceiptKind.CASH,
    cash=Money(-200_00),
    reason="Geldtransit zur Bank",
    taxes=tax_sums([(not_taxable(Country.DE), Money(-200_00))]),
    table=None,
    table_label="",
    first_ordered_at=None,
)
RECEIPTS = {
    "sale": SALE,
    "foreign cash": receipt(tenders=[Tender(FRANKS, Money(100_00)), Tender(CARD, Money(50_00))]),
    "refund": counter_receipt(
        SALE, number=2048, terminal=1, business_date=DAY, issued_at=NOW, operator=1, operator_name="Anna",
        reason="falscher Tisch",
    ),
    "training": receipt(training=True),
    "internal": receipt(kind=ReceiptKind.INTERNAL, reason="Personal"),
    "cash movement": MOVED,
}  # fmt: skip


@dataclass
class Till:
    """A German till whose TSE signs with one procedure."""

    device: FaultyDevice
    law: Germany

    def signed(self, of: Receipt) -> Secured:
        process = self.law.for_receipt(of)
        assert process is not None
        return self.law.secure(process)

    def proof(self, of: Receipt) -> Proof:
        return self.law.proof(of, self.signed(of))


def nobody(_serial: str) -> DeviceFacts | None:
    return None


def open_till(folder: Path, algorithm: str) -> Till:
    # The most that a till's own number may have (30 characters): it makes the longest codes.
    device = FaultyDevice(SoftwareTse(folder, now=lambda: SIGNED_AT, algorithm=algorithm))
    return Till(device, Germany(device, "Kasse Gasthaus Zur Linde 00001", known_device=nobody))


@pytest.fixture(scope="module", params=ALGORITHMS)
def till(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    till = open_till(tmp_path_factory.mktemp("tse"), request.param)
    yield till
    till.device.close()


@pytest.fixture(scope="module")
def small_till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    till = open_till(tmp_path_factory.mktemp("tse"), P256_SHA256)
    yield till
    till.device.close()


def page(of: Receipt, proof: Proof) -> Page:
    return receipt_page(of, business=BUSINESS, terminal=TERMINAL, proof=proof, zone=ZONE)


def paper(of: Receipt, proof: Proof) -> str:
    """What a person reads on it: all words, without the code, whatever the lines they stand in."""
    shown = text(page(of, proof)).replace(f"[QR] {proof.qr}", "")
    return " ".join(shown.split())


# --- what a person can read -----------------------------------------------------------------------------


@pytest.mark.feature("J-07")
@pytest.mark.parametrize("name", RECEIPTS)
def test_all_that_the_law_asks_for_can_be_read_without_the_code(small_till: Till, name: str) -> None:
    of = RECEIPTS[name]
    secured = small_till.signed(of)
    shown = paper(of, small_till.law.proof(of, secured))
    for wanted in ("Gasthaus Zur Linde", "Inh. Anna Maria Huber", "Marktplatz 3", "88131 Lindau (Bodensee)"):
        assert wanted in shown  # no. 1: who sells
    assert "07.11.2026 19:42 " in shown  # no. 2: issued, begun, ended
    assert "Start 07.11.2026 19:42:07" in shown
    assert "Ende 07.11.2026 19:42:07" in shown
    for line in of.lines:  # no. 3: how much of what
        assert all(word in shown for word in line.name.split())
    assert f"TSE-Transaktion {secured.transaction}" in shown  # no. 4
    assert f" EUR {of.total}" in shown  # no. 5: the sum, and the tax in it at each rate
    if of.kind is not ReceiptKind.CASH:
        for tax in of.taxes:
            assert f"{tax.net} {tax.tax} {tax.gross}" in shown
    assert "Kasse Kasse Gasthaus Zur Linde 00001" in shown  # no. 6: till and security module
    assert f"TSE {secured.serial[:32]}" in shown
    assert f"Signaturzähler {secured.counter}" in shown  # no. 7, with the signature in the code


@pytest.mark.feature("J-07")
@pytest.mark.parametrize("name", RECEIPTS)
def test_the_check_value_stands_in_the_code_or_where_there_is_none_in_clear_text(
    small_till: Till, name: str
) -> None:
    of = RECEIPTS[name]
    secured = small_till.signed(of)
    proof = small_till.law.proof(of, secured)
    assert proof.qr.split(";")[10] == secured.signature
    elsewhere = replace(secured, serial="ab" * 32)  # signed by a device whose key nobody here knows any more
    proof = small_till.law.proof(of, elsewhere)
    assert proof.qr == ""
    shown = paper(of, proof).replace(" ", "")
    assert f"Prüfwert{secured.signature}" in shown
    assert f"Signaturzähler{secured.counter}" in shown


@pytest.mark.parametrize("name", ["sale", "refund", "training", "internal"])
def test_the_first_order_is_told_in_clear_text_since_the_code_knows_only_the_billing(
    small_till: Till, name: str
) -> None:
    of = RECEIPTS[name]
    assert "Erste Bestellung 07.11.2026 18:05:33" in paper(of, small_till.proof(of))
    direct = replace(of, first_ordered_at=None)
    assert "Erste Bestellung" not in paper(direct, small_till.proof(direct))


@pytest.mark.feature("J-24")
@pytest.mark.parametrize("name", RECEIPTS)
def test_in_an_outage_nothing_is_invented_and_the_time_is_the_tills(small_till: Till, name: str) -> None:
    of = RECEIPTS[name]
    serial = small_till.signed(of).serial
    small_till.device.fault = Fault.OUT
    unsigned = replace(small_till.signed(of), outage=15)
    small_till.device.fault = None
    proof = small_till.law.proof(of, unsigned)
    shown = paper(of, proof)
    assert "Technische Sicherheitseinrichtung ausgefallen. Ausfallnummer: 15" in shown
    assert "Zeit der Kasse 07.11.2026 19:42:05" in shown
    assert "Kasse Kasse Gasthaus Zur Linde 00001" in shown
    assert serial in shown.replace(" ", "")
    assert proof.qr == ""
    for invented in ("TSE-Transaktion", "Signaturzähler", "Prüfwert", "Start ", "Ende "):
        assert invented not in shown


@pytest.mark.parametrize("name", RECEIPTS)
def test_a_test_device_is_named_large_on_every_paper(small_till: Till, name: str) -> None:
    of = RECEIPTS[name]
    assert "TEST-TSE" in paper(of, small_till.proof(of))


# --- what a reader of codes finds -----------------------------------------------------------------------


def assert_proven(codes: list[str], proof: Proof) -> None:
    assert codes == [proof.qr]
    report = check_qr(codes[0])
    assert report.is_fine
    assert report.hints == ()


def on_picture(of: Page, dots: int) -> Image.Image:
    return Image.open(BytesIO(picture(of, dots)))


def on_pdf(of: Page) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf(of))  # type: ignore[no-untyped-call]  # pypdfium2 has no types
    shown: Image.Image = document[0].render(scale=203 / 72).to_pil()
    document.close()  # type: ignore[no-untyped-call]
    return shown


def from_printer(of: Page, model: str) -> list[str]:
    """The codes on what this printer makes of its bytes; a printer's own code is drawn by another's encoder."""
    (printed,) = read(encode(of, profiles()[model]))
    own = [zxingcpp.read_barcodes(drawn_natively(code))[0].bytes.decode() for code in printed.codes]
    return [*own, *(each for drawn in printed.images for each in read_codes(drawn))]


def drawn_natively(code: NativeCode) -> Image.Image:
    made = zxingcpp.create_barcode(code.text.encode(), zxingcpp.QRCode, ec_level=code.correction)
    small = Image.fromarray(made.to_image())
    return small.resize((small.width * code.dots, small.height * code.dots), Image.Resampling.NEAREST)


@pytest.mark.feature("J-07")
@pytest.mark.parametrize("name", RECEIPTS)
@pytest.mark.parametrize("dots", [DOTS_80, DOTS_58])
def test_the_code_is_read_from_the_picture_and_proves_the_receipt(till: Till, name: str, dots: int) -> None:
    proof = till.proof(RECEIPTS[name])
    assert_proven(read_codes(on_picture(page(RECEIPTS[name], proof), dots)), proof)


@pytest.mark.parametrize("name", RECEIPTS)
def test_the_code_is_read_from_the_pdf_at_the_resolution_of_a_printer(till: Till, name: str) -> None:
    proof = till.proof(RECEIPTS[name])
    assert_proven(read_codes(on_pdf(page(RECEIPTS[name], proof))), proof)


@pytest.mark.parametrize("model", [*RASTER, *NATIVE])
def test_the_code_is_read_from_the_bytes_for_every_printer_that_can_show_one(till: Till, model: str) -> None:
    proof = till.proof(SALE)
    assert_proven(from_printer(page(SALE, proof), model), proof)


@pytest.mark.parametrize("model", NATIVE)
def test_a_printers_own_code_is_told_all_it_needs(till: Till, model: str) -> None:
    (printed,) = read(encode(page(SALE, till.proof(SALE)), profiles()[model]))
    (code,) = printed.codes  # the reader refuses any model but 2
    assert code.correction in {"L", "M"}
    assert code.dots >= 3
    width = drawn_natively(NativeCode(code.text, 1, code.correction)).width
    assert width * code.dots <= profiles()[model].dots


@pytest.mark.parametrize("dots", [DOTS_80, DOTS_58])
def test_the_code_stands_a_hasty_photograph_of_thermal_paper(till: Till, dots: int) -> None:
    proof = till.proof(SALE)
    photo = on_picture(page(SALE, proof), dots).convert("L").filter(ImageFilter.GaussianBlur(1.2))
    assert_proven(read_codes(photo.rotate(4, expand=True, fillcolor=255)), proof)


def test_codes_have_the_length_that_printers_were_chosen_for(till: Till) -> None:
    longest = max(len(till.proof(of).qr) for of in RECEIPTS.values())
    signature = b64decode(till.proof(SALE).qr.split(";")[10])
    assert len(signature) in {64, 96}
    assert longest <= (450 if len(signature) == 64 else 600)
    assert set(ALGORITHMS) == {P256_SHA256, BRAINPOOL_P384_SHA384}


@settings(max_examples=25)
@given(
    st.integers(300, 600),
    st.text("ÄÖÜäöüß€é –ABCabc019_^:.", max_size=60),
    st.sampled_from([DOTS_80, DOTS_58]),
    st.sampled_from([*RASTER, *NATIVE]),
)
def test_whatever_is_in_a_code_comes_back_from_every_paper(
    length: int, words: str, dots: int, model: str
) -> None:
    base = f"V0;Kasse;Kassenbeleg-V1;Beleg {words};1;2;2026-11-07T18:41:58.000Z;" + "BGFKQP7EENf3s5hT" * 40
    content = base.encode()[:length].decode(errors="ignore")
    of = Page("Code", (QrCode(content),))
    assert read_codes(on_picture(of, dots)) == [content]
    assert from_printer(of, model) == [content]
