"""The same page as text, picture and PDF."""

import time
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kasse.documents import typeset
from kasse.documents.page import PageWriter, amount
from kasse.documents.pdf import pdf
from kasse.documents.picture import DOTS_58, DOTS_80, picture
from kasse.documents.qr import module_dots, modules, side_of
from kasse.documents.text import text
from kasse.ports.paper import Cell, Correction, Element, Page, QrCode, RuleKind, Size
from tests.documents.codes import read_codes
from tests.documents.elements import elements
from tests.documents.samples import QR


def opened(png: bytes) -> Image.Image:
    image = Image.open(BytesIO(png))
    image.load()
    return image.convert("L")


def opened_pdf(content: bytes) -> Any:
    return pypdfium2.PdfDocument(content)  # type: ignore[no-untyped-call]


def sample() -> Page:
    logo = BytesIO()
    Image.new("RGBA", (200, 40), (0, 0, 0, 0)).save(logo, "PNG")
    writer = PageWriter("Rechnung 1-1")
    writer.picture(logo.getvalue(), "Gasthaus Zur Linde")
    writer.centered("Gasthaus Zur Linde", size=Size.TALL, bold=True)
    writer.banner("KOPIE")
    writer.row(Cell("2", 3), Cell("Käsespätzle mit Röstzwiebeln"), amount("29,80 €"))
    for kind in RuleKind:
        writer.rule(kind)
        writer.text("„Grüße“ – 3 × −1,00", size=Size.SMALL)
    writer.bar("12 Uhr", 400, "12,00")
    writer.qr(QR)
    writer.feed()
    writer.cut()
    return writer.page()


@pytest.mark.parametrize("dots", [DOTS_80, DOTS_58])
def test_the_code_on_a_picture_can_be_read(dots: int) -> None:
    assert read_codes(opened(picture(sample(), dots))) == [QR]


@pytest.mark.parametrize("correction", Correction)
@pytest.mark.parametrize("length", [20, 300, 450, 600])
def test_codes_of_every_length_can_be_read_on_narrow_paper(length: int, correction: Correction) -> None:
    content = (QR * 2)[:length]
    shown = opened(picture(Page("Code", (QrCode(content, correction),)), DOTS_58))
    assert read_codes(shown) == [content]
    side = side_of(content, correction)
    assert side == len(modules(content, correction))
    if side <= 97:
        assert module_dots(side, DOTS_58) >= 3
    assert (side + 8) * module_dots(side, DOTS_58) <= DOTS_58


def test_a_text_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        modules("x" * 3000, Correction.L)


@pytest.mark.parametrize("dots", [DOTS_80, DOTS_58])
def test_a_picture_is_as_wide_as_the_paper_and_white_at_its_edges(dots: int) -> None:
    shown = opened(picture(sample(), dots, margin=32))
    assert shown.width == dots + 64
    for box in ((0, 0, 30, shown.height), (shown.width - 30, 0, shown.width, shown.height)):
        assert shown.crop(box).getextrema() == (255, 255)


@given(st.lists(elements(), max_size=6), st.sampled_from([DOTS_80, DOTS_58]))
@settings(max_examples=30)
def test_nothing_is_drawn_beside_the_paper(contents: Sequence[Element], dots: int) -> None:
    sheet = typeset.typeset(
        Page("Beliebig", tuple(contents)), dots, lambda text, face, size: 0.6 * size * len(text)
    )
    for mark in sheet.marks:
        assert 0 <= mark.x <= dots + 0.01
        if isinstance(mark, typeset.Word):
            assert mark.baseline <= sheet.height
            width = 0.6 * mark.size * len(mark.text)
            left = mark.x - width if mark.right else mark.x
            assert left >= -0.01
            assert left + width <= dots + 0.01 or len(mark.text) == 1


def test_figures_stand_under_each_other() -> None:
    writer = PageWriter("Ziffern")
    for number in ("1.111,11", "8.888,88"):
        writer.row(Cell(""), amount(number))
    shown = opened(picture(writer.page(), margin=0)).point(lambda grey: 255 - grey)
    half = shown.height // 2
    first, second = (shown.crop((0, top, shown.width, top + half)).getbbox() for top in (0, half))
    assert first is not None
    assert second is not None
    assert abs(first[2] - second[2]) <= 3
    assert abs(first[0] - second[0]) <= 4


def test_a_transparent_picture_leaves_the_paper_white() -> None:
    shown = opened(picture(sample(), margin=0))
    assert shown.crop((0, 0, shown.width, 40)).getextrema() == (255, 255)


def test_a_pdf_is_a_strip_of_80_millimetres_with_text_that_can_be_searched() -> None:
    document = opened_pdf(pdf(sample(), author="Gasthaus Zur Linde"))
    assert len(document) == 1
    width, height = document[0].get_size()
    assert width / 72 * 25.4 == pytest.approx(80, abs=0.1)
    assert height > width
    words = document[0].get_textpage().get_text_bounded()
    for wanted in ("Käsespätzle mit Röstzwiebeln", "29,80 €", "„Grüße“ – 3 × −1,00", "KOPIE", "12 Uhr"):
        assert wanted in words
    assert document.get_metadata_dict()["Title"] == "Rechnung 1-1"
    document.close()


def test_the_code_in_a_pdf_can_be_read_and_is_no_picture() -> None:
    writer = PageWriter("Beleg")
    writer.text("Beleg")
    writer.qr(QR)
    content = pdf(writer.page())
    assert b"/Subtype /Image" not in content
    document = opened_pdf(content)
    assert read_codes(document[0].render(scale=3).to_pil()) == [QR]
    document.close()


def test_every_font_of_a_pdf_is_embedded() -> None:
    content = pdf(sample())
    assert b"Helvetica" not in content
    assert content.count(b"/Type /FontDescriptor") == content.count(b"/FontFile2")
    assert b"IBMPlexSans" in content


def test_the_same_page_yields_the_same_picture_and_pdf() -> None:
    assert picture(sample()) == picture(sample())
    assert pdf(sample()) == pdf(sample())


def test_text_names_what_it_cannot_show() -> None:
    shown = text(sample())
    assert "[Gasthaus Zur Linde]" in shown
    assert f"[QR] {QR}" in shown
    assert "- - 8<" in shown


def test_a_picture_of_no_png_is_refused() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        typeset.png_size(b"GIF89a")


def test_a_picture_is_drawn_before_a_guest_looks_up() -> None:
    picture(sample())
    begin = time.perf_counter()
    for _ in range(5):
        picture(sample())
    # 20 ms are usual; the rest is for a machine that has other things to do.
    assert (time.perf_counter() - begin) / 5 < 0.2
