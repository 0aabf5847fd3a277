"""A file of master data is looked at first; then all of it is taken over in one act, or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kasse.app.exports import FolderExports
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.ports.books import ActKind
from kasse.sheets.declared import ARTICLES, MAIN_GROUPS, OPERATORS
from kasse.sheets.table import Table
from kasse.sheets.transfer import read_table
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.import_master import (
    CSV,
    WORKBOOK,
    file_content,
    preview,
    read_master_file,
    take_over,
    write_rows,
)
from tests.store.house import BEER, SOUP, Desk
from tests.usecases.at_the_desk import last_act

FOREIGN = """\
Art-Nr;Bezeichnung;Kategorie;VK;MwSt
701;Riesling;Wein;7,50;19
702;Flammkuchen;Elsass;11,90;7
"""


def table(text: str) -> Table:
    return read_table(ARTICLES, text.encode())


class TestTakingOver:
    @pytest.mark.feature("M-IF-09")
    def test_articles_of_another_till_come_in_one_act_together_with_their_product_groups(
        self, desk: Desk
    ) -> None:
        found = preview(desk.till, ARTICLES, table(FOREIGN), operator=desk.boss)
        assert found.errors == ()
        before = last_act(desk).seq
        take_over(desk.till, desk.boss, found, name="artikel-alt.csv")
        act = last_act(desk)
        assert (act.seq, act.kind, act.operator) == (before + 1, ActKind.MASTER_DATA, desk.boss.number)
        assert act.body["file"] == "artikel-alt.csv"
        catalogue = desk.till.catalogue
        assert catalogue.article(701).price(1) == Money(750)
        assert catalogue.group_of(catalogue.article(702)).name == "Elsass"
        assert desk.books.master() == desk.till.master
        desk.order(701)

    def test_looking_changes_nothing(self, desk: Desk) -> None:
        before = last_act(desk), desk.till.master
        preview(desk.till, ARTICLES, table(FOREIGN))
        assert (last_act(desk), desk.till.master) == before

    def test_with_one_error_nothing_is_taken_over(self, desk: Desk) -> None:
        found = preview(desk.till, ARTICLES, table(FOREIGN + "703;;Wein;x;19\n"))
        assert found.errors
        before = last_act(desk)
        with pytest.raises(Refused, match=r"^Zeile 4, .*Übernommen ist nichts\.$"):
            take_over(desk.till, desk.boss, found)
        assert last_act(desk) == before
        assert 701 not in desk.till.catalogue.articles

    def test_what_the_house_does_not_bear_is_told_with_the_line(self, desk: Desk) -> None:
        found = preview(desk.till, ARTICLES, table("Nummer;Warengruppe\n200;99\n"))
        (error,) = found.errors
        assert str(error).startswith("Zeile 2, Warengruppe: ")
        assert "99" in error.text

    def test_a_file_that_says_nothing_new_is_not_written_down(self, desk: Desk) -> None:
        rows = list(ARTICLES.rows(desk.till.master).values())
        found = preview(desk.till, ARTICLES, read_table(ARTICLES, file_content(ARTICLES, rows, (), CSV)))
        assert (found.unchanged, found.errors) == (len(rows), ())
        with pytest.raises(Refused, match="ist schon so"):
            take_over(desk.till, desk.boss, found)

    def test_what_somebody_changed_between_look_and_deed_is_not_overwritten(self, desk: Desk) -> None:
        found = preview(desk.till, ARTICLES, table("Nummer;Preis 1\n200;9,99\n"))
        beer = desk.till.catalogue.article(BEER)
        change_master(desk.till, desk.boss, [Edit(ARTICLES, beer, replace(beer, name="Export"))])
        with pytest.raises(Refused, match="ist inzwischen anders"):
            take_over(desk.till, desk.boss, found)
        assert desk.till.catalogue.article(BEER).name == "Export"

    def test_whoever_may_not_keep_master_data_imports_nothing(self, desk: Desk) -> None:
        found = preview(desk.till, ARTICLES, table("Nummer;Preis 1\n200;9,99\n"))
        with pytest.raises(Refused, match="nicht erlaubt"):
            take_over(desk.till, desk.waiter, found)

    def test_nobody_gives_himself_rights_by_a_file(self, desk: Desk) -> None:
        level = replace(
            desk.till.staff.levels[1], rights=desk.till.staff.levels[1].rights | {OPERATORS.right}
        )
        staff = replace(desk.till.staff, levels={**desk.till.staff.levels, 1: level})
        desk.till.master = replace(desk.till.master, staff=staff)
        content = read_table(OPERATORS, b"Nummer;Passwortebene\n1;2\n")
        found = preview(desk.till, OPERATORS, content, operator=desk.waiter)
        assert "alle Rechte" in str(found.errors[0])


class TestFiles:
    @pytest.mark.parametrize("ending", [WORKBOOK, CSV])
    def test_a_list_is_written_into_the_exports_and_read_from_there(
        self, desk: Desk, tmp_path: Path, ending: str
    ) -> None:
        desk.till.exports = FolderExports(tmp_path / "exports")
        rows = list(MAIN_GROUPS.rows(desk.till.master).values())
        written = Path(write_rows(desk.till, desk.boss, MAIN_GROUPS, rows, ending=ending).place)
        assert written.name.startswith("hauptgruppen-2026-05-04-")
        assert written.suffix == ending
        found = preview(desk.till, MAIN_GROUPS, read_master_file(desk.till, MAIN_GROUPS, written))
        assert (found.unchanged, found.new, found.changed) == (len(rows), (), ())

    def test_no_pin_goes_into_a_file(self, desk: Desk) -> None:
        rows = list(OPERATORS.rows(desk.till.master).values())
        for ending in (WORKBOOK, CSV):
            headings = read_table(OPERATORS, file_content(OPERATORS, rows, (), ending)).headings
            assert "PIN" not in headings
        assert b"hash-of" not in file_content(OPERATORS, rows, (), CSV)

    def test_writing_needs_the_right_and_a_known_ending(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="nicht erlaubt"):
            write_rows(desk.till, desk.waiter, ARTICLES, [])
        with pytest.raises(Refused, match=r"\.xlsx oder \.csv"):
            file_content(ARTICLES, [], (), ".pdf")

    def test_a_file_that_is_not_there_is_said(self, desk: Desk, tmp_path: Path) -> None:
        desk.till.exports = FolderExports(tmp_path)
        with pytest.raises(Refused, match="lässt sich nicht lesen"):
            read_master_file(desk.till, ARTICLES, tmp_path / "fehlt.csv")


def test_soup_is_still_sold_while_a_file_is_looked_at(desk: Desk) -> None:
    preview(desk.till, ARTICLES, table(FOREIGN))
    desk.order(SOUP)
