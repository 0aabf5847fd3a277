"""A day at the till, closed and exported: what an auditor reads is what was rung up, on either database."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kasse.app.exporting import Choice, Written, export_dsfinvk
from kasse.domain.business import InternalAccount, Pricing
from kasse.domain.refused import Refused
from kasse.fiscal.de.dsfinvk.value_lists import CASH_ONLY_GV, RECEIVABLE_GV
from kasse.ports.books import ActKind
from kasse.store.engine import reading_engine
from kasse.usecases.book_internal import book_internal
from kasse.usecases.close_day import close_day
from tests.store.day import play
from tests.store.house import BEER, SOUP, Desk, migrate, new_books
from tests.usecases.house_changes import with_account

NO_TURNOVER = (
    CASH_ONLY_GV
    | RECEIVABLE_GV
    | {
        "TrinkgeldAN",
        "MehrzweckgutscheinKauf",
        "MehrzweckgutscheinEinloesung",
    }
)

Table = list[Mapping[str, str]]


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A till after a day with everything in it, whose next day is open."""
    folder = tmp_path / "data"
    if request.param == "sqlite":
        url = new_books(folder, tmp_path_factory.getbasetemp())
    else:
        url = request.getfixturevalue("postgres_database")
        folder.mkdir()
        migrate(url, folder)
    with Desk(url, folder) as opened:
        play(opened)
        yield opened


def export(desk: Desk, target: Path, choice: Choice | None = None) -> Written:
    engine = reading_engine(desk.url)
    written = export_dsfinvk(engine, target, choice or Choice(), lambda _done, _total: True)
    engine.dispose()
    assert written is not None
    return written


def read(folder: Path, name: str) -> Table:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def cents(text: str) -> int:
    assert "." not in text
    whole, _, part = text.partition(",")
    return int(whole + part[:2])


class TestADay:
    def test_its_export_stands_every_test_that_an_auditor_makes(self, desk: Desk, tmp_path: Path) -> None:
        written = export(desk, tmp_path / "export")
        assert [(kind.name, kind.shown[0]) for kind in written.report.kinds] == []
        assert written.report.receipts > 20
        assert written.open_acts > 0

    def test_its_totals_are_those_of_the_closing_report(self, desk: Desk, tmp_path: Path) -> None:
        export(desk, tmp_path / "export")
        figures = desk.books.closing(1)[0].figures
        cases = read(tmp_path / "export", "businesscases")
        earned = [r for r in cases if r["GV_TYP"] not in NO_TURNOVER and r["AGENTUR_ID"] == "0"]
        assert sum(cents(row["Z_UMS_BRUTTO"]) for row in earned) == figures.gross.cents
        tips = sum(cents(row["Z_UMS_BRUTTO"]) for row in cases if row["GV_TYP"] == "TrinkgeldAN")
        assert tips == figures.tips.cents
        cash = {
            row["ZAHLART_WAEH"]: cents(row["ZAHLART_BETRAG_WAEH"])
            for row in read(tmp_path / "export", "cash_per_currency")
        }
        missing = sum(cents(row["Z_UMS_BRUTTO"]) for row in cases if row["GV_TYP"] == "DifferenzSollIst")
        assert cash["EUR"] - missing == figures.cash_expected.cents

    def test_training_own_use_and_what_came_to_nothing_count_for_nothing(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        export(desk, tmp_path / "export")
        kinds = {row["BON_ID"]: row["BON_TYP"] for row in read(tmp_path / "export", "transactions")}
        assert {"Beleg", "AVBestellung", "AVTraining", "AVSachbezug", "AVSonstige"} <= set(kinds.values())
        paid = {
            row["BON_ID"] for row in read(tmp_path / "export", "datapayment") if row["ZAHLART_TYP"] != "Keine"
        }
        counted = sum(cents(row["Z_ZAHLART_BETRAG"]) for row in read(tmp_path / "export", "payment"))
        assert counted == sum(
            cents(row["BASISWAEH_BETRAG"])
            for row in read(tmp_path / "export", "datapayment")
            if kinds[row["BON_ID"]] == "Beleg"
        )
        assert {kinds[bon] for bon in paid} <= {"Beleg", "AVTraining"}

    def test_a_reversal_names_the_receipt_that_it_takes_back(self, desk: Desk, tmp_path: Path) -> None:
        export(desk, tmp_path / "export")
        bons = {row["BON_ID"]: row for row in read(tmp_path / "export", "transactions")}
        reversals = [
            bon for bon, row in bons.items() if row["BON_STORNO"] == "1" and row["BON_TYP"] == "Beleg"
        ]
        assert reversals
        references = {row["BON_ID"]: row["REF_BON_ID"] for row in read(tmp_path / "export", "references")}
        for reversal in reversals:
            original = bons[references[reversal]]
            assert cents(original["UMS_BRUTTO"]) == -cents(bons[reversal]["UMS_BRUTTO"])

    def test_own_use_at_prices_of_its_own_leads_back_to_what_was_ordered(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        half = InternalAccount(5, "Halber Preis", pricing=Pricing.PERCENT, percent=5_000)
        with_account(desk.till, half)
        ordered = desk.order(BEER, SOUP, table=30)
        booked = book_internal(desk.till, desk.boss, 30, 5).receipt
        for table in (20, 21):
            desk.pay(table)
        close_day(desk.till, desk.boss)
        export(desk, tmp_path / "export")
        transactions = read(tmp_path / "export", "transactions")
        (own_use,) = [row for row in transactions if row["BON_NAME"] == "Halber Preis"]
        assert (own_use["BON_TYP"], cents(own_use["UMS_BRUTTO"])) == ("AVSachbezug", booked.total.cents)
        references = read(tmp_path / "export", "references")
        (origin,) = {row["REF_BON_ID"] for row in references if row["BON_ID"] == own_use["BON_ID"]}
        (order,) = [row for row in transactions if row["BON_ID"] == origin]
        assert (order["BON_TYP"], int(order["BON_NR"])) == ("AVBestellung", ordered.order.number)

    def test_an_outage_is_told_where_the_signature_would_be(self, desk: Desk, tmp_path: Path) -> None:
        export(desk, tmp_path / "export")
        unsigned = [row for row in read(tmp_path / "export", "transactions_tse") if row["TSE_TA_FEHLER"]]
        assert unsigned
        assert all(not row["TSE_TA_SIG"] and not row["TSE_TANR"] and row["TSE_ID"] for row in unsigned)


class TestClosings:
    def test_what_changes_after_a_closing_does_not_reach_back_into_its_export(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        export(desk, tmp_path / "before", Choice(first_number=1, last_number=1))
        master = desk.till.master
        groups = {number: replace(group, name="anders") for number, group in master.catalogue.groups.items()}
        business = replace(master.house.business, name="Nachfolger GmbH", city="Wien")
        changed = replace(
            master,
            house=replace(master.house, business=business),
            catalogue=replace(master.catalogue, groups=groups),
        )
        with desk.books.act(ActKind.MASTER_DATA, at=desk.now()) as act:
            act.save_master(changed)
        export(desk, tmp_path / "after", Choice(first_number=1, last_number=1))
        for path in sorted((tmp_path / "before").glob("*.csv")):
            assert path.read_bytes() == (tmp_path / "after" / path.name).read_bytes(), path.name

    def test_each_closing_follows_the_last_one_without_a_gap(self, desk: Desk, tmp_path: Path) -> None:
        for table in (20, 21):
            if desk.books.tab(table) is not None:
                desk.pay(table)
        close_day(desk.till, desk.boss)
        desk.order(BEER, SOUP, table=3)
        desk.pay(3)
        close_day(desk.till, desk.boss)
        written = export(desk, tmp_path / "export")
        assert written.report.is_clean
        heads = read(tmp_path / "export", "cashpointclosing")
        assert [row["Z_NR"] for row in heads] == ["1", "2", "3"]
        dates = [date.fromisoformat(row["Z_BUCHUNGSTAG"]) for row in heads]
        assert dates == sorted(dates)
        only = export(desk, tmp_path / "only", Choice(first_date=dates[1], last_date=dates[1]))
        assert [day.number for day in only.days] == [2]
        # Table 20 was ordered on by the day before the one it was paid on; the link leads across.
        assert {row["REF_Z_NR"] for row in read(tmp_path / "only", "references")} == {"2"}


class TestHandingOut:
    def test_a_cancelled_export_leaves_nothing_behind(self, desk: Desk, tmp_path: Path) -> None:
        engine = reading_engine(desk.url)
        folder = tmp_path / "stick"
        folder.mkdir()
        for stop_at in (0, 1, 3):
            tickets = iter([True] * stop_at)
            done = export_dsfinvk(
                engine,
                folder / "export.zip",
                Choice(),
                lambda _done, _total, t=tickets: next(t, False),  # type: ignore[misc]
            )
            assert done is None
            assert list(folder.iterdir()) == []
        engine.dispose()

    def test_a_name_that_is_taken_and_a_time_without_closing_are_refused(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        engine = reading_engine(desk.url)
        (tmp_path / "export").mkdir()
        with pytest.raises(Refused, match="gibt es schon"):
            export_dsfinvk(engine, tmp_path / "export", Choice(), lambda _done, _total: True)
        with pytest.raises(Refused, match="keinen Tagesabschluss"):
            export_dsfinvk(
                engine, tmp_path / "other", Choice(first_date=date(2031, 1, 1)), lambda _done, _total: True
            )
        engine.dispose()
