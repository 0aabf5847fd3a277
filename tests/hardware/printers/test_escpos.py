import os
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kasse.documents.layout import Columns, Line, lay_out
from kasse.documents.page import PageWriter, amount
from kasse.hardware.printers.escpos import encode
from kasse.hardware.printers.profiles import profiles
from kasse.hardware.printers.spelling import speller
from kasse.ports.paper import Cell, Correction, Element, Page, QrCode, RuleKind, Size
from tests.documents.codes import read_codes
from tests.documents.elements import elements
from tests.documents.samples import QR
from tests.hardware.printers.escpos_reader import PrintedLine, Style, read

MODELS = sorted(profiles())
pytestmark = pytest.mark.parametrize("model", MODELS)


def printed(page: Page, model: str) -> list[str]:
    (paper,) = read(encode(page, profiles()[model]))
    return paper.lines


def test_german_letters_and_the_euro_sign_arrive_on_every_model(model: str) -> None:
    writer = PageWriter("Zeichen")
    writer.text("ÄÖÜäöüß € § °")
    writer.text("„Gruß“ – 3 × −1,00")
    first, second, *_ = printed(writer.page(), model)
    assert first == "ÄÖÜäöüß € § °"
    assert second in {'"Gruß" - 3 × -1,00', "„Gruß“ – 3 × -1,00"}


def test_every_style_arrives(model: str) -> None:
    writer = PageWriter("Stile")
    writer.text("klein", size=Size.SMALL)
    writer.text("fett", bold=True)
    writer.text("hoch", size=Size.TALL)
    writer.banner("STORNO", size=Size.DOUBLE)
    writer.text("normal")
    (paper,) = read(encode(writer.page(), profiles()[model]))
    styles = {each.text.strip(): each.style for each in paper.printed if isinstance(each, PrintedLine)}
    styles.pop("", None)
    assert styles == {
        "klein": Style(font=1),
        "fett": Style(bold=True),
        "hoch": Style(height=2),
        "STORNO": Style(width=2, height=2, bold=True, invert=True),
        "normal": Style(),
    }


@given(contents=st.lists(elements(), max_size=12))
def test_no_line_is_wider_than_the_paper(model: str, contents: Sequence[Element]) -> None:
    own = profiles()[model]
    for paper in read(encode(Page("Beliebig", tuple(contents)), own)):
        for each in paper.printed:
            if isinstance(each, Image.Image):
                assert each.width <= own.dots + 7
            elif isinstance(each, PrintedLine):
                assert each.dots <= own.dots
                assert len(each.text) <= own.columns.at(_size(each.style))


@given(contents=st.lists(elements(codes=False), max_size=12))
def test_what_is_read_from_the_bytes_is_what_was_laid_out(model: str, contents: Sequence[Element]) -> None:
    own = profiles()[model]
    page = Page("Beliebig", tuple(contents))
    laid = [e for e in lay_out(page, own.columns, speller(own.encoding.lower())) if isinstance(e, Line)]
    want = [line.text.replace("\u00a0", " ") for line in laid if line.text]
    got = [line for paper in read(encode(page, own)) for line in paper.lines if line]
    assert got == want


def _size(style: Style) -> Size:
    if style.font:
        return Size.SMALL
    return Size.DOUBLE if style.width == 2 else Size.NORMAL


def test_the_fiscal_code_can_be_read_from_the_paper(model: str) -> None:
    own = profiles()[model]
    (paper,) = read(encode(Page("Beleg", (QrCode(QR, Correction.M),)), own))
    match own.qr:
        case "raster":
            assert read_codes(paper.images[0]) == [QR]
            assert paper.images[0].width <= own.dots
        case "native":
            (code,) = paper.codes
            assert (code.text, code.correction) == (QR, "M")
            assert code.dots >= 3
            assert (81 + 8) * code.dots <= own.dots
        case "text":
            assert paper.text.replace("\n", "") == QR


def test_a_raster_code_has_modules_of_three_dots_at_least(model: str) -> None:
    own = profiles()[model]
    if own.qr == "raster":
        (paper,) = read(encode(Page("Beleg", (QrCode("x" * 600, Correction.M),)), own))
        runs = _black_runs(paper.images[0])
        assert min(runs) >= 3


def _black_runs(image: Image.Image) -> list[int]:
    row = [image.getpixel((x, image.height // 2)) == 0 for x in range(image.width)]
    runs, length = [], 0
    for black in [*row, False]:
        if black:
            length += 1
        elif length:
            runs.append(length)
            length = 0
    return runs


def test_a_picture_is_printed_or_named(model: str) -> None:
    logo = Image.new("L", (900, 300), 0)
    png = BytesIO()
    logo.save(png, "PNG")
    writer = PageWriter("Logo")
    writer.picture(png.getvalue(), "Gasthaus Zur Linde")
    own = profiles()[model]
    (paper,) = read(encode(writer.page(), own))
    if own.pictures:
        assert paper.images[0].width == own.dots
        assert paper.images[0].height == round(300 * own.dots / 900)
    else:
        assert paper.text.strip() == "Gasthaus Zur Linde"


def test_a_rule_is_one_whole_line(model: str) -> None:
    writer = PageWriter("Linien")
    writer.text("x")
    for kind in RuleKind:
        writer.rule(kind)
        writer.row(Cell("y"), amount("1,00"))
    own = profiles()[model]
    rules = printed(writer.page(), model)[1:7:2]
    assert [len(rule) for rule in rules] == [own.columns.normal] * 3
    assert len(set("".join(rules))) in {2, 3}


def test_the_same_page_yields_the_same_bytes(model: str) -> None:
    page = Page("Beleg", (QrCode(QR),))
    assert encode(page, profiles()[model]) == encode(page, profiles()[model])


def test_no_page_depends_on_what_was_printed_before(model: str) -> None:
    writer = PageWriter("Groß")
    writer.banner("GROSS", size=Size.DOUBLE)
    small = PageWriter("Klein")
    small.text("klein")
    own = profiles()[model]
    _, second = read(encode(writer.page(), own) + encode(small.page(), own))
    assert second.printed[0] == PrintedLine("klein", Style())


def test_columns_are_those_of_the_model(model: str) -> None:
    columns: Columns = profiles()[model].columns
    assert columns.double == columns.normal // 2
    assert columns.small >= columns.normal


def test_the_library_leaves_nothing_behind(model: str) -> None:
    if model != "default":
        return
    code = (
        "import logging, tempfile, pathlib, os, sys;"
        "from kasse.documents.page import PageWriter;"
        "from kasse.hardware.printers.escpos import encode;"
        "from kasse.hardware.printers.profiles import profile;"
        "w = PageWriter('x'); w.text('ä'); assert b'\\x84' in encode(w.page(), profile('default'));"
        "assert not logging.getLogger().handlers;"
        "assert 'ESCPOS_CAPABILITIES_FILE' not in os.environ;"
        "sys.exit(len(list(pathlib.Path(tempfile.gettempdir()).iterdir())))"
    )
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "TMPDIR": folder}, timeout=60, check=False
        )
    assert result.returncode == 0
