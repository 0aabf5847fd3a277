"""Notifications to the tax office: made at any time, kept with what they said, mailed, printed, noted as handed in."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kasse.documents.text import text
from kasse.domain.master import Master
from kasse.domain.refused import Refused
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.ports.books import ActKind
from kasse.ports.notification import Reason
from kasse.ports.outbox import JobKind
from kasse.settings.declared.fiscal_de import ACQUIRED_ON, BSI_ID, FISCAL_ADDRESSES, MEINFISKAL, TILL_MODEL
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import close_day
from kasse.usecases.draw_paper import draw_paper, receipt_paper_page
from kasse.usecases.notify import (
    MAIL_LANE,
    find_notification,
    hand_in,
    make_notification,
    notifications,
    print_notification,
    still_to_hand_in,
)
from tests.store.house import BEER, Desk
from tests.usecases.at_the_desk import jobs
from tests.usecases.device_bench import change, commission, tse

TODAY = date(2026, 5, 4)


def mails(desk: Desk) -> list[dict[str, Any]]:
    far = desk.clock.replace(year=2100)
    return [dict(job.job.payload) for job in desk.outbox.due(MAIL_LANE, far, kind=JobKind.MAIL)]


def set_addresses(desk: Desk) -> None:
    change_setting(desk.till, desk.boss, FISCAL_ADDRESSES, ("chef@linde.example", "steuer@rat.example"))


def certify(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if devices that are taken into use from now on were certified ones."""
    info = SoftwareTse.info
    monkeypatch.setattr(SoftwareTse, "info", lambda device: replace(info(device), is_test=False))


# --- making --------------------------------------------------------------------------------------------------


@pytest.mark.feature("M-DE-02")
def test_one_is_made_at_any_time_and_names_all_tills_of_the_site(desk: Desk) -> None:
    made = make_notification(desk.till, desk.boss)
    view = find_notification(desk.books, made.number)
    assert view.notification.reason is Reason.ON_DEMAND
    assert [till.serial for till in view.notification.tills] == ["LINDE-1", "LINDE-2", "LINDE-3", "LINDE-4"]
    assert view.notification.tills[0].tse_serial == tse(desk).info().serial
    assert view.xml == made.form.xml
    assert view.xml_sha256 == hashlib.sha256(view.xml.encode()).hexdigest()
    desk.order(BEER)
    assert make_notification(desk.till, desk.boss).number == 2


def test_who_may_not_change_settings_makes_none(desk: Desk) -> None:
    with pytest.raises(Refused):
        make_notification(desk.till, desk.waiter)
    assert notifications(desk.books) == []


@pytest.mark.feature("M-DE-07")
def test_the_day_of_acquisition_is_that_of_each_till(desk: Desk) -> None:
    change_setting(desk.till, desk.boss, ACQUIRED_ON, date(2025, 12, 20))
    make_notification(desk.till, desk.boss)
    view = notifications(desk.books)[0]
    assert [till.acquired_on for till in view.notification.tills] == [date(2025, 12, 20), None, None, None]
    assert "3 Kasse 1 „Kasse 1“: Anschaffung" not in view.missing
    assert "3 Kasse 2 „Kasse 2“: Anschaffung" in view.missing


def test_what_the_device_does_not_tell_is_typed_in(desk: Desk) -> None:
    change_setting(desk.till, desk.boss, BSI_ID, "BSI-K-TR-0362-2019")
    change_setting(desk.till, desk.boss, TILL_MODEL, "Tresen-PC 7")
    make_notification(desk.till, desk.boss)
    till = notifications(desk.books)[0].notification.tills[0]
    assert (till.bsi_id, till.model) == ("BSI-K-TR-0362-2019", "Tresen-PC 7")


@pytest.mark.feature("M-DE-08")
def test_the_kept_one_says_what_is_missing_and_that_a_test_device_is_none(desk: Desk) -> None:
    make_notification(desk.till, desk.boss)
    view = notifications(desk.books)[0]
    assert "3 Kasse 1 „Kasse 1“: Zertifizierungs-ID des BSI" in view.missing
    assert any("Test-TSE" in hint for hint in view.hints)
    assert view.names_test_device


def test_what_was_made_stays_as_it_was(desk: Desk) -> None:
    make_notification(desk.till, desk.boss)
    before = notifications(desk.books)[0]
    rename(desk, name="Gasthaus Zur Eiche", tax_number="999")
    assert notifications(desk.books)[0] == before
    assert before.notification.firm == "Gasthaus Zur Linde"


# --- mail, MeinFiskal, paper ---------------------------------------------------------------------------------


@pytest.mark.feature("M-DE-03", "M-DE-04")
def test_what_is_made_by_itself_is_queued_to_be_mailed_to_the_fiscal_addresses(desk: Desk) -> None:
    set_addresses(desk)
    commission(desk)
    change(desk)
    assert mails(desk) == [
        {"mail": "notification", "number": 1, "to": ["chef@linde.example", "steuer@rat.example"]},
        {"mail": "notification", "number": 2, "to": ["chef@linde.example", "steuer@rat.example"]},
    ]
    assert notifications(desk.books)[0].mailed_to == ("chef@linde.example", "steuer@rat.example")


@pytest.mark.feature("M-DE-03")
def test_one_made_on_demand_is_mailed_only_if_wanted(desk: Desk) -> None:
    with pytest.raises(Refused, match="keine Mailadresse"):
        make_notification(desk.till, desk.boss, mail=True)
    set_addresses(desk)
    make_notification(desk.till, desk.boss)
    assert mails(desk) == []
    make_notification(desk.till, desk.boss, mail=True)
    assert [mail["number"] for mail in mails(desk)] == [2]


def test_whether_it_is_for_meinfiskal_stands_in_it(desk: Desk) -> None:
    make_notification(desk.till, desk.boss)
    change_setting(desk.till, desk.boss, MEINFISKAL, True)
    make_notification(desk.till, desk.boss)
    assert [view.meinfiskal for view in notifications(desk.books)] == [True, False]


@pytest.mark.feature("M-DE-06", "M-DE-08")
def test_the_sheet_is_printed_with_how_to_fill_the_form_in(desk: Desk) -> None:
    make_notification(desk.till, desk.boss)
    print_notification(desk.till, desk.boss, 1)
    payload = jobs(desk)[-1].payload
    page = draw_paper(desk.till, payload)
    assert page is not None
    paper = " ".join(text(page).split())
    assert "Der Steuerpflichtige muss sie prüfen und ergänzen" in paper
    assert "Mein ELSTER" in paper
    again = draw_paper(desk.till, payload, again=True)
    assert again is not None
    assert "WIEDERHOLUNG" in text(again)
    with pytest.raises(Refused, match="gibt es nicht"):
        print_notification(desk.till, desk.boss, 2)


# --- handed in -----------------------------------------------------------------------------------------------


def test_when_and_how_it_was_handed_in_stands_beside_it_once(desk: Desk) -> None:
    make_notification(desk.till, desk.boss)
    hand_in(desk.till, desk.boss, 1, on=TODAY, how=" ELSTER,  XML hochgeladen ")
    view = notifications(desk.books)[0]
    assert (view.handed_in_on, view.handed_in_how) == (TODAY, "ELSTER, XML hochgeladen")
    with pytest.raises(Refused, match="schon als abgegeben"):
        hand_in(desk.till, desk.boss, 1, on=TODAY, how="ELSTER")


@pytest.mark.parametrize(
    ("number", "on", "how", "words"),
    [
        (2, TODAY, "ELSTER", "gibt es nicht"),
        (1, TODAY - timedelta(days=1), "ELSTER", "bis heute"),
        (1, TODAY + timedelta(days=1), "ELSTER", "bis heute"),
        (1, TODAY, "  ", "wie sie abgegeben"),
        (1, TODAY, "x" * 201, "wie sie abgegeben"),
    ],
)
def test_what_cannot_be_is_not_noted(desk: Desk, number: int, on: date, how: str, words: str) -> None:
    make_notification(desk.till, desk.boss)
    with pytest.raises(Refused, match=words):
        hand_in(desk.till, desk.boss, number, on=on, how=how)
    assert notifications(desk.books)[0].handed_in_on is None


@pytest.mark.feature("M-DE-06")
def test_the_date_that_runs_is_that_of_the_oldest_since_the_last_one_handed_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    certify(monkeypatch)
    make_notification(desk.till, desk.boss)  # on demand: nobody waits for it
    assert still_to_hand_in(desk.books) is None
    change(desk)
    commission(desk)
    make_notification(desk.till, desk.boss)
    due = still_to_hand_in(desk.books)
    assert due is not None
    assert (due.number, due.due_on) == (2, date(2026, 6, 4))
    hand_in(desk.till, desk.boss, 4, on=TODAY, how="ELSTER")  # a later one says all that the earlier said
    assert still_to_hand_in(desk.books) is None


def test_nobody_waits_for_one_that_names_a_test_device(desk: Desk) -> None:
    commission(desk)
    assert notifications(desk.books)[0].names_test_device
    assert still_to_hand_in(desk.books) is None


# --- the business --------------------------------------------------------------------------------------------


def rename(desk: Desk, **changes: Any) -> None:
    """Somebody changes the business data."""
    master = desk.till.master
    changed: Master = replace(
        master, house=replace(master.house, business=replace(master.house.business, **changes))
    )
    with desk.books.act(ActKind.MASTER_DATA, at=desk.now(), operator=9) as act:
        act.save_master(changed)
    desk.till.master = desk.books.master()


@pytest.mark.feature("M-BET-05")
def test_business_data_feed_receipts_the_closing_for_dsfinvk_and_the_notification(desk: Desk) -> None:
    desk.order(BEER)
    old = desk.pay().receipt.number
    rename(
        desk, name="Zur Eiche GmbH", street="Seeweg 2", postcode="83684", city="Tegernsee", tax_number="111/222/333",
        vat_id="DE1", site_name="Gasthaus am See", site_street="Ufer 5", site_postcode="83700", site_city="Rottach",
        tax_office="Miesbach",
    )  # fmt: skip
    desk.order(BEER)
    new = desk.pay().receipt.number
    head = text(receipt_paper_page(desk.till, new))
    assert all(words in head for words in ("Zur Eiche GmbH", "Seeweg 2", "83684 Tegernsee", "111/222/333"))
    assert "Gasthaus Zur Linde" in text(receipt_paper_page(desk.till, old))
    closing = close_day(desk.till, desk.boss).closing.number
    (day,) = desk.books.bons.days(1, closing, closing)
    assert day.frozen is not None
    frozen = day.frozen["business"]
    assert (frozen["name"], frozen["city"], frozen["tax_number"]) == (
        "Zur Eiche GmbH",
        "Tegernsee",
        "111/222/333",
    )
    assert frozen["site"] == ["Gasthaus am See", "Ufer 5", "83700", "Rottach"]
    make_notification(desk.till, desk.boss)
    facts = notifications(desk.books)[0].notification
    assert (facts.firm, facts.tax_number, facts.tax_office) == ("Zur Eiche GmbH", "111/222/333", "Miesbach")
    assert (facts.site_name, facts.site_city) == ("Gasthaus am See", "Rottach")
