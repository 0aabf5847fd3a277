"""Documents on A4: every word of them can be read in the PDF, and a template is a text that people can change."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kasse.documents.a4 import (
    Chart,
    Document,
    Heading,
    Paragraph,
    Points,
    Table,
    markup_cell,
    read_markup,
)
from kasse.documents.a4_pdf import a4_pdf
from kasse.documents.audit_sheet import AuditFacts, ClosingLine, OutageLine, PackedFile, audit_sheet
from kasse.documents.procedures import ProcedureFacts, procedures_document, procedures_text
from kasse.domain.money import Money
from tests.documents.samples import BUSINESS

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def pages(document: Document) -> list[str]:
    file = io.BytesIO()
    a4_pdf(document, file, author="Linde")
    opened = pypdfium2.PdfDocument(file.getvalue())  # type: ignore[no-untyped-call]
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in opened]
    opened.close()  # type: ignore[no-untyped-call]
    return found


def facts(days: int = 3, *, findings: tuple[str, ...] = ()) -> AuditFacts:
    closings = [
        ClosingLine("Kasse 1", n, date.fromordinal(739_500 + n), NOW, 10 * n, Money(1000_00 + n), Money(n))
        for n in range(1, days + 1)
    ]
    return AuditFacts(
        business=BUSINESS,
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        made_at=NOW,
        version="1.2",
        files=[PackedFile("dsfinvk.zip", "Export nach DSFinV-K 2.4", 1234, "ab" * 32)],
        closings=closings,
        bons={"Beleg": 60, "AVBestellung": 90},
        outages=[OutageLine("Kasse 1", 1, NOW, None, 3, "Die TSE ist nicht erreichbar.")],
        findings=findings,
        hints=("Ein Hinweis.",),
        is_test=False,
    )


class TestMarkup:
    def test_headings_points_tables_and_paragraphs_are_read_from_a_plain_text(self) -> None:
        text = "# Titel\n\nEin Absatz,\nder weitergeht.\n\n- eins\n- zwei,\nweiter\n\n## Dann\n| A | B |\n| 1 | 2 |\n"
        assert list(read_markup(text)) == [
            Heading("Titel", 1),
            Paragraph("Ein Absatz, der weitergeht."),
            Points(("eins", "zwei, weiter")),
            Heading("Dann", 2),
            Table(("A", "B"), (("1", "2"),), (5, 5)),
        ]

    def test_rows_that_are_too_short_or_too_long_have_as_many_cells_as_the_head(self) -> None:
        (table,) = read_markup("| A | B |\n| 1 |\n| 1 | 2 | 3 |")
        assert isinstance(table, Table)
        assert table.rows == (("1", ""), ("1", "2"))

    @settings(max_examples=30)
    @given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=200))
    def test_any_text_becomes_a_document(self, text: str) -> None:
        pages(Document("Probe", tuple(read_markup(text + "\n\n| " + markup_cell(text) + " |"))))


class TestPdf:
    def test_every_page_has_title_and_number_and_heads_of_tables_are_repeated(self) -> None:
        rows = tuple((str(n), f"Zeile {n}") for n in range(200))
        found = pages(Document("Lange Liste", (Table(("Nr", "Text"), rows, (10, 90)),)))
        assert len(found) > 2
        for number, page in enumerate(found, 1):
            assert f"Seite {number}" in page
            assert "Lange Liste" in page
            assert "Nr Text" in page

    def test_markup_of_the_library_in_a_text_is_shown_and_not_obeyed(self) -> None:
        (page,) = pages(Document("Probe", (Paragraph("<b>fett</b> & mehr"), Heading("<i>x"))))
        assert "<b>fett</b> & mehr" in page
        assert "<i>x" in page

    def test_a_long_word_is_broken_and_not_cut_off(self) -> None:
        table = Table(("Summe", "x"), (("ab" * 60, "1"),), (20, 80))
        (page,) = pages(Document("Probe", (table,)))
        assert "ab" * 60 in page.replace(" ", "").replace("\ufffe", "")

    @pytest.mark.parametrize("values", [(), (0,), (5, -3), tuple(range(400))])
    def test_a_chart_of_any_length_and_sign_can_be_drawn(self, values: tuple[int, ...]) -> None:
        bars = tuple((f"{n}.", value, str(value)) for n, value in enumerate(values))
        (page,) = pages(Document("Probe", (Chart("Umsatz", bars),)))
        assert "Umsatz" in page


class TestSheet:
    def test_it_says_what_there_is_what_was_found_and_how_to_check_it(self) -> None:
        text = " ".join(pages(audit_sheet(facts(findings=("Beleg 7 ist falsch.",)), ZONE)))
        for words in (
            "Kassendaten vom 01.11.2026 bis 30.11.2026",
            "1 Beanstandung. Die Daten sind vollständig übergeben.",
            "Beleg 7 ist falsch.",
            "Ein Hinweis.",
            "Umsatz je Abschluss in €, Kasse 1",
            "Summe 60 3.000,06 0,06",
            "AVBestellung 90",
            "Summe 150",
            "dauert an",
            "dsfinvk.zip",
            "kasse fiscal check-tar",
        ):
            assert words in text
        assert "TEST-TSE" not in text

    def test_a_thousand_findings_are_counted_and_the_first_are_shown(self) -> None:
        text = " ".join(pages(audit_sheet(facts(findings=("falsch",) * 1000), ZONE)))
        assert "1000 Beanstandungen" in text
        assert "… und 900 weitere." in text

    def test_ten_years_fit(self) -> None:
        assert len(pages(audit_sheet(facts(3650), ZONE))) > 50


def test_the_description_of_procedures_has_no_gap_and_obeys_nothing_that_stands_in_the_facts() -> None:
    made = ProcedureFacts(
        made_on=date(2026, 12, 1),
        version="1.2",
        business={"Name": "# Linde | $made_on", "Ort": "88131 Lindau"},
        tills=[("1", "Theke", "LINDE-1", "")],
        devices=[],
        versions=[("1", "1.2", "01.12.2026")],
        database="eine SQLite-Datei",
        tse_kind="Swissbit",
        deadline=3,
        slips=False,
        outages=0,
        levels=[("1", "Leitung | alles", "Anna", "Storno")],
        payments=[("Bar", "BA", "bar")],
        trainees="",
        last_check="noch keine",
    )
    text = procedures_text(made)
    blocks = procedures_document(text).blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    assert ("1", "Leitung / alles", "Anna", "Storno") in tables[4].rows
    assert ("Name", "# Linde / $made_on") in tables[0].rows
    assert "Ausfallbelege werden nicht gedruckt" in text
    assert next(b.text for b in blocks if isinstance(b, Heading) and b.level == 2) == "1. Der Betrieb"
    assert len(tables) == 6
