"""The foot: silence while all is well; a word in amber, and on a tap what is the case and what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kasse.domain.staff import Right
from kasse.ports.books import BooksError
from kasse.ports.foot import BackupState, FootFacts
from kasse.ports.notices import Level, Notice
from kasse.ports.outbox import JobKind
from kasse.settings.declared.data import BACKUP_FOLDER
from kasse.ui import language
from kasse.ui.board_notices import BoardNotices
from kasse.ui.foot_words import backup_words, late_words, network_words
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import BAR, Box
from kasse.ui.widgets.status_line import Device, DeviceState, StatusLine
from kasse.usecases.change_setting import change_setting
from tests.store.house import ZONE
from tests.ui.at_work import TillAtWork

EVENING = datetime(2026, 11, 20, 22, 14, tzinfo=UTC)
STICK = Path("/media/stick")


class SharedBooks:
    """A foot whose database can be unplugged."""

    shared = True

    def __init__(self) -> None:
        self.is_there = True
        self.late: dict[JobKind, int] = {}

    def read(self) -> FootFacts:
        if not self.is_there:
            raise BooksError("Die Daten lassen sich gerade nicht lesen.")
        return FootFacts(None, self.late)


@pytest.fixture
def shared(at_work: TillAtWork) -> SharedBooks:
    foot = SharedBooks()
    object.__setattr__(at_work.desk.opened, "foot", foot)
    look(at_work)
    return foot


def look(work: TillAtWork) -> None:
    """What the foot does every five seconds."""
    work.program.status.look()
    work.settle()


def words_in(work: TillAtWork) -> list[str]:
    foot = work.window.status
    return [foot.cell_name(i) for i in range(foot.cell_count())]


def set_folder(work: TillAtWork, folder: Path) -> None:
    till = work.shop.till
    leader = next(o for o in till.staff.operators.values() if till.staff.may(o, Right.SETTINGS))
    change_setting(till, leader, BACKUP_FOLDER, folder)


class TestTheBackup:
    def test_is_a_grey_word_that_says_when_and_where(self, at_work: TillAtWork, tmp_path: Path) -> None:
        (tmp_path / "stick").mkdir()
        set_folder(at_work, tmp_path / "stick")
        at_work.shop.backups.run_once()
        look(at_work)
        assert "Sicherung, bereit" in words_in(at_work)
        at_work.tap_cell(at_work.window.status, "Sicherung")
        assert at_work.notice.startswith("Zuletzt gesichert am 20.11.2026 um 18:30 Uhr.")
        assert "stick; die nächste kommt mit dem Abschluss." in at_work.notice

    def test_that_failed_is_amber_and_says_what_to_do(self, at_work: TillAtWork, tmp_path: Path) -> None:
        set_folder(at_work, tmp_path / "stick")
        at_work.shop.backups.run_once()
        at_work.until(lambda: "nicht gelungen" in at_work.notice)
        at_work.tap(at_work.window.status.answer_keys[0])
        at_work.until(lambda: at_work.notice == "")
        look(at_work)
        assert "Sicherung, Achtung" in words_in(at_work)
        at_work.tap_cell(at_work.window.status, "Sicherung")
        assert at_work.notice.startswith("Noch nie gesichert.")
        assert "Bitte den Stick oder das Laufwerk anschließen" in at_work.notice

    def test_is_not_spoken_of_where_it_is_off(self, at_work: TillAtWork) -> None:
        look(at_work)
        assert not [words for words in words_in(at_work) if words.startswith("Sicherung")]

    def test_that_is_too_old_asks_for_the_closing(self) -> None:
        state = BackupState(STICK, EVENING - timedelta(days=5), 4)
        assert not state.is_well
        assert backup_words(state, ZONE) == (
            "Zuletzt gesichert am 15.11.2026 um 23:14 Uhr.",
            "Bitte den Tag abschließen, dann wird von selbst gesichert.",
        )

    def test_of_three_business_days_ago_is_well(self) -> None:
        assert BackupState(STICK, EVENING, 3).is_well

    def test_in_a_folder_far_down_leaves_room_for_the_sentence(self) -> None:
        far = Path("/media/restaurant/DATENSTICK-2026/kasse/sicherungen")
        assert backup_words(BackupState(far, EVENING), ZONE)[1].startswith("Sie liegt in …/sicherungen;")


class TestTheSharedDatabase:
    def test_is_a_grey_word_while_it_answers(self, at_work: TillAtWork, shared: SharedBooks) -> None:
        assert "Verbunden, bereit" in words_in(at_work)

    def test_that_is_gone_is_told_with_what_happens_meanwhile_and_is_back_by_itself(
        self, at_work: TillAtWork, shared: SharedBooks
    ) -> None:
        shared.is_there = False
        look(at_work)
        assert "Datenbank fehlt, Achtung" in words_in(at_work)
        at_work.tap_cell(at_work.window.status, "Datenbank fehlt")
        assert "Gebucht wird nichts, Getipptes bleibt stehen." in at_work.notice
        shared.is_there = True
        look(at_work)
        at_work.desk.board.solve("said")
        at_work.until(lambda: "Verbunden, bereit" in words_in(at_work))

    def test_is_not_spoken_of_where_the_books_are_a_file(self, at_work: TillAtWork) -> None:
        look(at_work)
        assert not [words for words in words_in(at_work) if words.startswith(("Verbunden", "Datenbank"))]


class TestWhatWaits:
    def test_is_counted_and_named_on_a_tap(self, at_work: TillAtWork, shared: SharedBooks) -> None:
        shared.late = {JobKind.TSE_ARCHIVE: 2, JobKind.SELF_CHECK: 1}
        look(at_work)
        assert "3 warten, Achtung" in words_in(at_work)
        at_work.tap_cell(at_work.window.status, "3 warten")
        assert at_work.notice.startswith("2 Archive der TSE warten. 1 Selbstprüfung wartet.")

    def test_says_what_to_do(self) -> None:
        assert late_words({JobKind.TSE_ARCHIVE: 1}) == (
            "1 Archiv der TSE wartet.",
            "Es wird von selbst nachgeholt. Bleibt es über Nacht dabei, bitte die Kasse neu starten.",
        )


def test_news_of_the_backup_can_be_taken_off_the_line(at_work: TillAtWork) -> None:
    notices = BoardNotices(at_work.desk.board)
    notices.post(Notice("backup", Level.WARNING, "Die Sicherung ist nicht gelungen.", ""))
    at_work.until(at_work.window.status.answer_keys[0].isVisible)
    assert at_work.window.status.answer_keys[0].accessibleName() == "Verstanden"


class TestTheRoom:
    DEVICES = (
        Device("tse", "shield-check", "TSE bereit"),
        *(Device(f"p{i}", "printer", f"Drucker {i}") for i in range(9)),
        Device("backup", "hard-drive-download", "Sicherung", DeviceState.ATTENTION),
    )

    @pytest.mark.parametrize("wide", [768, 1024])
    def test_what_is_well_makes_place_for_what_is_not(self, look: Look, qtbot: QtBot, wide: int) -> None:
        line = StatusLine(look)
        qtbot.addWidget(line)
        line.place(Box(0, 0, wide, BAR))
        line.show_place("Freitag, 20.11.2026 · Kasse 1", "Fr 20.11.2026 · Kasse 1")
        line.show_devices(self.DEVICES)
        names = [line.cell_name(i) for i in range(line.cell_count())]
        assert "Sicherung, Achtung" in names
        assert 2 < len(names) < len(self.DEVICES)
        assert line.cell_box(line.cell_count() - 1).right() < wide - 90


@pytest.mark.parametrize(
    "words",
    [
        " ".join(backup_words(BackupState(STICK, EVENING), ZONE)),
        " ".join(backup_words(BackupState(STICK, EVENING, 4), ZONE)),
        " ".join(backup_words(BackupState(STICK), ZONE)),
        " ".join(network_words(is_there=False)),
        " ".join(late_words({JobKind.TSE_ARCHIVE: 1, JobKind.SELF_CHECK: 2})),
        "Die Sicherung ist nicht gelungen, verkauft wird weiter. /media/stick ist nicht da. Bitte den Stick oder das Laufwerk anschließen, dann wird von selbst gesichert.",
        "Auf /media/stick sind 3 MB frei, nötig sind 40 MB. Bitte Platz schaffen oder den Stick wechseln.",
    ],
)
def test_an_english_waiter_reads_all_of_it_in_english(words: str) -> None:
    said = language.catalogue("en").text(words)
    assert not {"ist", "sind", "Sicherung", "Bitte", "wird", "warten", "gesichert", "Uhr"} & set(said.split())
