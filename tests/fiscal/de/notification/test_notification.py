"""The notification under § 146a (4) AO: the file for the portal, the form's fields, what is missing, and until when."""

import json
from dataclasses import fields, replace
from datetime import date
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.documents.notification_sheet import notification_page
from kasse.documents.pdf import pdf
from kasse.documents.text import text
from kasse.fiscal.de.germany import Germany
from kasse.fiscal.de.notification.duty import due_on
from kasse.fiscal.de.notification.form import form_of
from kasse.fiscal.de.notification.xml_file import NAMESPACE, short_bsi_id, xml_of
from kasse.fiscal.neutral import NeutralFiscal
from kasse.ports.notification import Notification, NotifiedTill, Reason
from tests.fiscal.de.notification.examples import BAR, GARDEN, TSE, notification
from tests.golden import check_golden
from tests.store.house import START

BERLIN = ZoneInfo("Europe/Berlin")
IN_ORDER = [
    "Art", "Software", "SoftwareVersion", "SeriennummerAS", "Hersteller", "Modell", "SeriennummerTSE",
    "InbetriebnahmeTSE", "BSIID", "ArtTSE", "AnschaffungAS", "InbetriebnahmeAS", "AusserbetriebnahmeAS",
    "GrundAusserbetriebnahme",
]  # fmt: skip
days = st.dates(date(2020, 1, 1), date(2099, 12, 31))
texts = st.text(max_size=40)


@st.composite
def tills(draw: st.DrawFn) -> NotifiedTill:
    optional = st.none() | days
    return NotifiedTill(
        draw(st.integers(1, 99)), draw(texts), draw(texts), draw(st.integers(1, 99)), draw(texts), draw(texts),
        draw(texts), draw(texts), draw(texts), draw(texts), draw(st.none() | st.integers(1, 9)), draw(optional),
        draw(st.booleans()), draw(texts), draw(optional), draw(optional), draw(optional), draw(texts),
    )  # fmt: skip


notifications = st.builds(
    Notification,
    reason=st.sampled_from(Reason),
    happened_on=days,
    tills=st.lists(tills(), max_size=3).map(tuple),
    **{field.name: texts for field in fields(Notification) if field.type == "str"},
)


def systems(n: Notification) -> list[dict[str, str]]:
    """What the file says of each till."""
    root = ET.fromstring(xml_of(n))
    assert root.tag == f"{{{NAMESPACE}}}Aufzeichnung146a"
    assert root.attrib == {"version": "1"}
    (inner,) = root
    assert inner.tag == root.tag
    return [{child.tag.partition("}")[2]: child.text or "" for child in system} for system in inner]


# --- the file ------------------------------------------------------------------------------------------------


@pytest.mark.feature("M-DE-01")
def test_the_file_names_every_till_of_the_site_in_the_portals_words() -> None:
    check_golden(xml_of(notification()), "notification/two-tills.xml")
    bar, garden = systems(notification())
    assert list(garden) == IN_ORDER
    assert list(bar) == IN_ORDER[:-2]
    assert (bar["SeriennummerAS"], garden["SeriennummerAS"]) == ("LINDE-1", "LINDE-2")
    assert (bar["SeriennummerTSE"], bar["BSIID"], bar["ArtTSE"]) == (TSE, "0362-2019", "2")
    assert (garden["AusserbetriebnahmeAS"], garden["GrundAusserbetriebnahme"]) == (
        "31.10.2026",
        "Saison zu Ende, verkauft",
    )


@pytest.mark.feature("M-DE-01", "M-DE-08")
def test_the_file_says_that_it_has_to_be_checked_in_the_portal() -> None:
    head = xml_of(notification()).splitlines()
    assert head[0] == '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    assert "im Portal alle Angaben prüfen" in head[1]


@pytest.mark.feature("M-DE-01")
def test_firm_and_site_stand_in_the_file_for_whoever_types_them_in() -> None:
    content = xml_of(notification(site_street="Seeweg 2", site_city="Tegernsee--Süd -"))
    head = content.partition("-->")[0]
    assert "Gasthaus Zur Linde, Marktplatz 1, 94032 Passau, Steuernummer 153/246/80124" in head
    assert "Betriebsstätte: Gasthaus Zur Linde, Seeweg 2, 94032 Tegernsee–-Süd –" in head
    assert systems(notification(site_city="Tegernsee--Süd -"))


@pytest.mark.feature("M-DE-07")
def test_the_day_of_acquisition_stands_in_file_and_form() -> None:
    assert systems(notification(BAR))[0]["AnschaffungAS"] == "20.12.2025"
    form = form_of(notification(BAR))
    assert ("Anschaffung", "20.12.2025") in [(f.label, f.value) for f in form.sections[2].fields]


@given(notifications)
def test_whatever_people_typed_the_file_can_be_read_and_keeps_the_order(n: Notification) -> None:
    found = systems(n)
    assert len(found) == len(n.tills)
    for system in found:
        assert list(system) == [name for name in IN_ORDER if name in system]
        assert all(system.values())


@given(notifications)
def test_a_notification_survives_being_kept_in_the_books(n: Notification) -> None:
    assert Notification.of_record(json.loads(json.dumps(n.as_record()))) == n


def test_only_a_number_of_the_bsi_counts_as_one() -> None:
    assert short_bsi_id("BSI-K-TR-0490-2021") == short_bsi_id(" 0490-2021") == "0490-2021"
    assert short_bsi_id("BSI-K-TR-490") == short_bsi_id("") == short_bsi_id("0490-2021x") == ""


# --- the form ------------------------------------------------------------------------------------------------


@pytest.mark.feature("M-DE-01", "M-DE-06", "M-DE-08")
def test_the_sheet_is_grouped_like_the_form_and_tells_step_by_step_what_to_do() -> None:
    page = notification_page(
        form_of(notification()), number=3, reason=Reason.COMMISSIONING, made_at=START, zone=BERLIN
    )
    check_golden(text(page), "notification/two-tills.txt")
    assert pdf(page).startswith(b"%PDF")


@pytest.mark.feature("M-DE-08")
def test_what_is_not_known_is_named_and_never_made_up() -> None:
    bare = NotifiedTill(1, "Schank", "LINDE-1", 1, "kasse", "PC-Kasse", "kasse", "0.1.0")
    form = form_of(notification(bare, tax_number="", postcode=""))
    assert list(form.missing) == [
        "1 Steuerpflichtiger: PLZ, Ort",
        "1 Steuerpflichtiger: Steuernummer",
        "3 Kasse 1 „Schank“: Seriennummer der TSE",
        "3 Kasse 1 „Schank“: Inbetriebnahme der TSE",
        "3 Kasse 1 „Schank“: Zertifizierungs-ID des BSI",
        "3 Kasse 1 „Schank“: Art der TSE",
        "3 Kasse 1 „Schank“: Anschaffung",
        "3 Kasse 1 „Schank“: Inbetriebnahme",
    ]
    page = notification_page(form, number=1, reason=Reason.ON_DEMAND, made_at=START, zone=BERLIN)
    assert text(page).count("fehlt noch") >= len(form.missing)
    assert "Abzugeben bis" not in text(page)  # on demand: no date runs
    assert form_of(notification()).missing == ()


def test_a_reason_for_the_end_is_missing_only_where_there_was_an_end() -> None:
    form = form_of(notification(replace(GARDEN, end_reason="")))
    assert list(form.missing) == ["3 Kasse 2 „Garten“: Grund der Außerbetriebnahme"]


def test_what_does_not_fit_together_is_told() -> None:
    odd = replace(
        GARDEN, started_on=date(2025, 1, 1), ended_on=date(2024, 1, 1), bsi_id="0362/2019", tse_is_test=True
    )
    hints = "\n".join(form_of(notification(odd)).hints)
    for words in (
        "Test-TSE",
        "„0362/2019“ ist keine",
        "Inbetriebnahme (01.01.2025) liegt vor der Anschaffung (20.12.2025)",
        "Außerbetriebnahme (01.01.2024) liegt vor der Inbetriebnahme (01.01.2025)",
    ):
        assert words in hints
    assert form_of(notification()).hints == ()


def test_germany_wants_to_be_told_and_others_do_not() -> None:
    assert Germany.notification_form(None, notification()) == form_of(notification())  # type: ignore[arg-type]
    assert NeutralFiscal().notification_form(notification()) is None


# --- the month -----------------------------------------------------------------------------------------------


@pytest.mark.feature("M-DE-06")
@pytest.mark.parametrize(
    ("happened", "due"),
    [
        (date(2026, 11, 20), date(2026, 12, 20)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2025, 7, 1), date(2025, 8, 1)),
        (date(2025, 6, 30), date(2025, 7, 31)),
        (date(2021, 3, 1), date(2025, 7, 31)),
    ],
)
def test_there_is_a_month_to_hand_it_in(happened: date, due: date) -> None:
    assert due_on(happened) == due


@given(days)
def test_the_last_day_is_never_before_the_event_by_the_law_of_2025(happened: date) -> None:
    assert due_on(happened) >= date(2025, 7, 31)
    if happened >= date(2025, 7, 1):
        assert 28 <= (due_on(happened) - happened).days <= 31
