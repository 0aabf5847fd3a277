"""Settings: who may change them, that every change stands in the journal, and that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, PasswordLevel, Right, Staff
from kasse.hardware.secrets.memory_secrets import MemorySecrets
from kasse.ports.books import ActKind
from kasse.ports.notices import Notice
from kasse.ports.outbox import Job, JobKind
from kasse.ports.secrets import SecretsError
from kasse.settings import Scope, Setting
from kasse.settings.declared import cash, data, ordering, papers, register, screen, tables, tse_access
from kasse.settings.declared.fiscal_de import TSE_DEADLINE, TSE_KIND
from kasse.usecases.change_setting import Change, change_setting, change_settings
from kasse.usecases.close_day import close_day, report_day
from kasse.usecases.keep_settings import move_former, tell_problems
from kasse.usecases.pins import hash_pin
from kasse.usecases.print_again import print_interim_bill
from kasse.usecases.setting_history import past_changes, take_back
from kasse.usecases.settings_file import preview, settings_text, take_over
from kasse.usecases.show_secret import LOCKED, MOST_TRIES, show_secret, why_not_shown
from tests.settings.examples import COUNT, EXAMPLES
from tests.store.house import SOUP, Desk
from tests.usecases.at_the_desk import jobs, last_act

PIN = "2468"


@pytest.fixture
def admin(desk: Desk) -> Operator:
    """Somebody with every right there is, and a PIN that is known here."""
    level = PasswordLevel(77, "Admin", frozenset(Right))
    operator = Operator(77, "Ada Admin", 77, hash_pin(PIN))
    staff = desk.till.staff
    desk.till.master = replace(
        desk.till.master,
        staff=Staff({**staff.operators, 77: operator}, {**staff.levels, 77: level}),
    )
    return operator


def everywhere(setting: Setting[Any], text: str | None) -> Change:
    return Change(setting, text)


class TestChanging:
    def test_a_change_is_in_force_at_once_and_stands_in_the_journal_with_old_and_new(
        self, desk: Desk
    ) -> None:
        change_setting(desk.till, desk.boss, TSE_DEADLINE, 5)
        change_setting(desk.till, desk.boss, TSE_DEADLINE, 7)
        assert desk.till.settings[TSE_DEADLINE] == 7
        act = last_act(desk)
        assert (act.kind, act.operator) == (ActKind.SETTING, desk.boss.number)
        assert act.body["settings"] == [["everywhere", TSE_DEADLINE.key, "5", "7"]]

    def test_several_changes_are_one_act_or_none(self, desk: Desk) -> None:
        good, bad = everywhere(papers.RECEIPT_COPIES, "2"), everywhere(TSE_DEADLINE, "99")
        before = last_act(desk).seq
        with pytest.raises(Refused, match="Wartezeit auf die TSE: Bitte eine ganze Zahl von 1 bis 30"):
            change_settings(desk.till, desk.boss, [good, bad])
        assert desk.till.settings[papers.RECEIPT_COPIES] == 1
        assert last_act(desk).seq == before
        change_settings(desk.till, desk.boss, [good, everywhere(TSE_DEADLINE, "9")])
        assert last_act(desk).seq == before + 1

    def test_taking_a_value_away_lets_the_one_further_away_hold_again(self, desk: Desk) -> None:
        change_settings(desk.till, desk.boss, [Change(papers.RECEIPT_COPIES, "3", "terminal:1")])
        assert desk.till.settings.origin(papers.RECEIPT_COPIES) is Scope.TERMINAL
        change_settings(desk.till, desk.boss, [Change(papers.RECEIPT_COPIES, None, "terminal:1")])
        assert desk.till.settings[papers.RECEIPT_COPIES] == 1
        assert desk.till.settings.origin(papers.RECEIPT_COPIES) is None

    def test_whoever_has_not_the_right_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="nicht erlaubt"):
            change_setting(desk.till, desk.waiter, TSE_DEADLINE, 5)

    def test_anybody_who_orders_may_choose_the_light_of_the_screen(self, desk: Desk) -> None:
        change_setting(desk.till, desk.waiter, screen.THEME, "dark")
        assert desk.till.settings[screen.THEME] == "dark"
        assert ("terminal:1", screen.THEME.key) in desk.till.settings.stored

    def test_what_is_set_up_by_an_assistant_is_changed_by_nobody_else(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="Assistent"):
            change_setting(desk.till, desk.boss, TSE_KIND, "epson")

    def test_a_setting_for_all_cannot_differ_at_one_till(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="gilt für alle Kassen"):
            change_settings(desk.till, desk.boss, [Change(TSE_DEADLINE, "5", "terminal:1")])

    def test_a_switch_that_is_on_because_of_others_cannot_be_turned_off(self, desk: Desk) -> None:
        on = [everywhere(cash.CARRY_BALANCE, "1"), everywhere(cash.EXPORT_CASH_BOOK, "1")]
        done = change_settings(desk.till, desk.boss, on)
        assert "„Bar-Umsatz automatisch ausbuchen“ ist damit auch eingeschaltet." in done.also
        with pytest.raises(Refused, match="bleibt eingeschaltet"):
            change_setting(desk.till, desk.boss, cash.BOOK_CASH_OUT, value=False)
        both_off = [everywhere(cash.CARRY_BALANCE, "0"), everywhere(cash.BOOK_CASH_OUT, "0")]
        change_settings(desk.till, desk.boss, both_off)
        assert not desk.till.settings[cash.BOOK_CASH_OUT]

    def test_a_printer_that_the_house_has_not_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="„Drucker Altbau“ gibt es nicht"):
            change_setting(desk.till, desk.boss, papers.REPORT_PRINTER, "Altbau")

    @pytest.mark.feature("M-TIS-02")
    def test_who_may_open_tables_changes_only_while_all_of_them_are_settled(self, desk: Desk) -> None:
        desk.order(SOUP, table=12)
        with pytest.raises(Refused, match=r"wenn alle Tische kassiert sind\. Noch offen: Tisch 12\."):
            change_setting(desk.till, desk.boss, tables.OPEN_TO_ALL, value=True)
        desk.pay(12)
        change_setting(desk.till, desk.boss, tables.OPEN_TO_ALL, value=True)
        assert desk.till.settings[tables.OPEN_TO_ALL]


class TestHistory:
    def test_it_tells_who_changed_what_when_newest_first(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, TSE_DEADLINE, 5)
        change_setting(desk.till, desk.boss, papers.RECEIPT_COPIES, 2)
        change_setting(desk.till, desk.boss, TSE_DEADLINE, 7)
        found = past_changes(desk.till, TSE_DEADLINE)
        assert [(change.old, change.new) for change in found] == [("5", "7"), (None, "5")]
        assert found[0].operator_name == desk.boss.name
        assert found[0].at > found[1].at

    def test_one_deed_takes_a_change_back_and_can_be_taken_back_itself(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, TSE_DEADLINE, 5)
        change_setting(desk.till, desk.boss, TSE_DEADLINE, 7)
        take_back(desk.till, desk.boss, TSE_DEADLINE, past_changes(desk.till, TSE_DEADLINE)[0])
        assert desk.till.settings[TSE_DEADLINE] == 5
        assert last_act(desk).body["takes_back"]
        take_back(desk.till, desk.boss, TSE_DEADLINE, past_changes(desk.till, TSE_DEADLINE)[0])
        assert desk.till.settings[TSE_DEADLINE] == 7

    def test_the_first_change_taken_back_leads_to_the_default(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, TSE_DEADLINE, 5)
        take_back(desk.till, desk.boss, TSE_DEADLINE, past_changes(desk.till, TSE_DEADLINE)[0])
        assert desk.till.settings.origin(TSE_DEADLINE) is None

    def test_what_is_so_already_is_not_taken_back(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, TSE_DEADLINE, 5)
        change = past_changes(desk.till, TSE_DEADLINE)[0]
        take_back(desk.till, desk.boss, TSE_DEADLINE, change)
        with pytest.raises(Refused, match="schon so"):
            take_back(desk.till, desk.boss, TSE_DEADLINE, change)

    def test_only_who_may_change_a_setting_takes_a_change_back(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, TSE_DEADLINE, 5)
        with pytest.raises(Refused, match="nicht erlaubt"):
            take_back(desk.till, desk.waiter, TSE_DEADLINE, past_changes(desk.till, TSE_DEADLINE)[0])


class TestStoredTexts:
    def test_earlier_keys_move_once(self, desk: Desk) -> None:
        with desk.books.act(ActKind.SETTING, at=desk.now()) as act:
            act.save_setting("try.number", "8", "everywhere")
        desk.till.read_settings()
        assert move_former(desk.till, EXAMPLES) == 1
        assert desk.till.settings.stored == {("everywhere", COUNT.key): "8"}
        assert move_former(desk.till, EXAMPLES) == 0

    def test_what_does_not_fit_is_told_until_it_is_put_right(self, desk: Desk) -> None:
        board = Board()
        with desk.books.act(ActKind.SETTING, at=desk.now()) as act:
            act.save_setting(TSE_DEADLINE.key, "viele", "everywhere")
        desk.till.read_settings()
        tell_problems(desk.till, board)
        assert "„Wartezeit auf die TSE“" in board.shown["settings"].text
        assert desk.till.settings[TSE_DEADLINE] == TSE_DEADLINE.default
        change_setting(desk.till, desk.boss, TSE_DEADLINE, 4)
        tell_problems(desk.till, board)
        assert not board.shown


class Board:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.shown: dict[str, Notice] = {}

    def post(self, notice: Notice) -> None:
        self.shown[notice.topic] = notice

    def clear(self, topic: str) -> None:
        self.shown.pop(topic, None)


class Locked(MemorySecrets):
    """A key store that takes nothing."""

    def set(self, name: str, value: str) -> None:
        raise SecretsError("Der Schlüsselbund des Rechners ist gesperrt.")


class TestSecrets:
    def test_a_secret_reaches_the_key_store_and_never_the_books(self, desk: Desk, admin: Operator) -> None:
        secrets = MemorySecrets()
        change = everywhere(tse_access.FISKALY_KEY, "live_geheim")
        change_settings(desk.till, admin, [change], secrets=secrets)
        assert secrets.get("fiskaly/api_key") == "live_geheim"
        assert desk.till.settings[tse_access.FISKALY_KEY] is not None
        assert "live_geheim" not in repr(change)
        assert "live_geheim" not in repr(last_act(desk)) + repr(desk.till.settings.stored)
        change_settings(desk.till, admin, [everywhere(tse_access.FISKALY_KEY, None)], secrets=secrets)
        assert secrets.get("fiskaly/api_key") is None
        assert desk.till.settings[tse_access.FISKALY_KEY] is None

    def test_a_locked_key_store_changes_nothing(self, desk: Desk, admin: Operator) -> None:
        before = last_act(desk).seq
        changes = [everywhere(papers.RECEIPT_COPIES, "2"), everywhere(tse_access.FISKALY_KEY, "live_geheim")]
        with pytest.raises(Refused, match="gesperrt"):
            change_settings(desk.till, admin, changes, secrets=Locked())
        assert last_act(desk).seq == before
        assert desk.till.settings[papers.RECEIPT_COPIES] == 1

    def test_a_secret_that_the_books_could_not_note_is_the_old_one_again(
        self, desk: Desk, admin: Operator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secrets = MemorySecrets()
        secrets.set("fiskaly/api_key", "alt")

        def broken(*_args: object, **_more: object) -> Iterator[None]:
            raise OSError("disk")

        with monkeypatch.context() as patch:
            patch.setattr(type(desk.books), "act", broken)
            with pytest.raises(OSError, match="disk"):
                change_settings(
                    desk.till, admin, [everywhere(tse_access.FISKALY_KEY, "neu")], secrets=secrets
                )
        assert secrets.get("fiskaly/api_key") == "alt"


@pytest.mark.feature("X-12")
class TestTheGuardedEye:
    @pytest.fixture
    def secrets(self, desk: Desk, admin: Operator) -> MemorySecrets:
        secrets = MemorySecrets()
        change_settings(
            desk.till, admin, [everywhere(tse_access.FISKALY_KEY, "live_geheim")], secrets=secrets
        )
        return secrets

    def allow(self, desk: Desk, admin: Operator) -> None:
        change_setting(desk.till, admin, data.SECRETS_SEEN, value=True)

    def test_it_shows_the_secret_for_the_own_pin_and_writes_the_look_down(
        self, desk: Desk, admin: Operator, secrets: MemorySecrets
    ) -> None:
        self.allow(desk, admin)
        assert show_secret(desk.till, secrets, admin, tse_access.FISKALY_KEY, PIN) == "live_geheim"
        act = last_act(desk)
        assert (act.kind, act.operator) == (ActKind.EYE_OPENED, admin.number)
        assert act.body == {"setting": tse_access.FISKALY_KEY.key}

    def test_it_is_shut_until_the_house_allows_it(
        self, desk: Desk, admin: Operator, secrets: MemorySecrets
    ) -> None:
        with pytest.raises(Refused, match="„Administratoren dürfen gesetzte Passwörter einsehen“"):
            show_secret(desk.till, secrets, admin, tse_access.FISKALY_KEY, PIN)

    def test_only_somebody_with_every_right_opens_it_or_allows_it(
        self, desk: Desk, admin: Operator, secrets: MemorySecrets
    ) -> None:
        level = PasswordLevel(78, "Fast alles", frozenset(Right) - {Right.VOID})
        other = replace(admin, number=78, level=78)
        staff = desk.till.staff
        desk.till.master = replace(
            desk.till.master,
            staff=Staff({**staff.operators, 78: other}, {**staff.levels, 78: level}),
        )
        with pytest.raises(Refused, match="wer alle Rechte hat"):
            change_setting(desk.till, other, data.SECRETS_SEEN, value=True)
        self.allow(desk, admin)
        with pytest.raises(Refused, match="wer alle Rechte hat"):
            show_secret(desk.till, secrets, other, tse_access.FISKALY_KEY, PIN)

    def test_five_wrong_pins_shut_it_for_five_minutes_even_for_the_right_one(
        self, desk: Desk, admin: Operator, secrets: MemorySecrets
    ) -> None:
        self.allow(desk, admin)
        for left in range(MOST_TRIES - 1, -1, -1):
            with pytest.raises(Refused, match="Diese PIN stimmt nicht") as refused:
                show_secret(desk.till, secrets, admin, tse_access.FISKALY_KEY, "0000")
            assert last_act(desk).kind is ActKind.EYE_REFUSED
            assert (str(left) in str(refused.value)) == (left > 1)
        with pytest.raises(Refused, match="gesperrt"):
            show_secret(desk.till, secrets, admin, tse_access.FISKALY_KEY, PIN)
        desk.clock += LOCKED + timedelta(seconds=1)
        assert show_secret(desk.till, secrets, admin, tse_access.FISKALY_KEY, PIN) == "live_geheim"

    def test_the_right_pin_forgives_the_wrong_ones_before_it(
        self, desk: Desk, admin: Operator, secrets: MemorySecrets
    ) -> None:
        self.allow(desk, admin)
        for _ in range(2):
            for _ in range(MOST_TRIES - 1):
                with pytest.raises(Refused):
                    show_secret(desk.till, secrets, admin, tse_access.FISKALY_KEY, "0000")
            assert show_secret(desk.till, secrets, admin, tse_access.FISKALY_KEY, PIN) == "live_geheim"

    def test_a_token_is_never_shown(self, desk: Desk, admin: Operator, secrets: MemorySecrets) -> None:
        self.allow(desk, admin)
        change_settings(desk.till, admin, [everywhere(tse_access.SWISSBIT_TOKEN, "tok")], secrets=secrets)
        assert "nie wieder gezeigt" in why_not_shown(desk.till, admin, tse_access.SWISSBIT_TOKEN)

    def test_books_that_came_to_another_machine_ask_for_the_password_anew(
        self, desk: Desk, admin: Operator, secrets: MemorySecrets
    ) -> None:
        self.allow(desk, admin)
        with pytest.raises(Refused, match="neu eingeben"):
            show_secret(desk.till, MemorySecrets(), admin, tse_access.FISKALY_KEY, PIN)


class TestFiles:
    def test_a_file_brings_other_books_to_the_same_values(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, papers.RECEIPT_COPIES, 3)
        change_setting(desk.till, desk.boss, register.CASH_IN_REASONS, ("Wechselgeld", "Bank"))
        text = settings_text(desk.till)
        both: tuple[Setting[Any], ...] = (papers.RECEIPT_COPIES, register.CASH_IN_REASONS)
        for setting in both:
            scope = desk.till.settings.scope_for(setting)
            change_settings(desk.till, desk.boss, [Change(setting, None, scope)])
        plan = preview(desk.till, text)
        assert {(each.setting, each.old, each.new) for each in plan.planned} == {
            (papers.RECEIPT_COPIES, None, "3"),
            (register.CASH_IN_REASONS, None, "Wechselgeld\nBank"),
        }
        assert desk.till.settings[papers.RECEIPT_COPIES] == 1
        take_over(desk.till, text, desk.boss, name="einstellungen.toml")
        assert desk.till.settings[papers.RECEIPT_COPIES] == 3
        assert last_act(desk).body["file"] == "einstellungen.toml"
        assert preview(desk.till, text).planned == ()

    def test_one_wrong_line_and_nothing_of_it_is_taken_over(self, desk: Desk) -> None:
        content = 'form = 1\n[alle]\n"receipt.copies" = 2\n"tse.deadline_seconds" = 99\n'
        assert preview(desk.till, content).wrong == (
            "Wartezeit auf die TSE: Bitte eine ganze Zahl von 1 bis 30 Sekunden angeben.",
        )
        with pytest.raises(Refused, match="Übernommen ist nichts"):
            take_over(desk.till, content, desk.boss)
        assert desk.till.settings[papers.RECEIPT_COPIES] == 1

    def test_what_does_not_belong_here_is_left_alone_and_said(self, desk: Desk) -> None:
        content = (
            'form = 1\n[alle]\n"gibt.es.nicht" = 1\n"tse.kind" = "epson"\n"tse.fiskaly_key" = "geheim"\n'
            '"receipt.copies" = 2\n[kasse-99]\n"receipt.copies" = 2\n[kasse-1]\n"tse.deadline_seconds" = 4\n'
        )
        plan = preview(desk.till, content)
        assert [each.setting for each in plan.planned] == [papers.RECEIPT_COPIES]
        assert len(plan.skipped) == 5
        assert "geheim" not in repr(plan)

    def test_whoever_may_not_change_settings_takes_none_over(self, desk: Desk) -> None:
        content = 'form = 1\n[alle]\n"receipt.copies" = 2\n'
        assert preview(desk.till, content, desk.waiter).planned == ()
        with pytest.raises(Refused):
            take_over(desk.till, content, desk.waiter)


def papers_of(desk: Desk) -> list[tuple[str, str]]:
    return [(job.payload["paper"], job.target) for job in jobs(desk) if job.payload["paper"] != "slip"]  # type: ignore[misc]


class TestEffects:
    """What settings do to deeds; what they do to screens is shown there."""

    def test_more_copies_of_a_receipt_come_out_as_copies(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, papers.RECEIPT_COPIES, 3)
        desk.order(SOUP)
        desk.pay()
        found: list[Job] = [job for job in jobs(desk) if job.payload["paper"] == "receipt"]
        assert [bool(job.payload.get("uncounted")) for job in found] == [False, True, True]

    def test_no_interim_bill_where_the_house_prints_none(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, papers.INTERIM_BILLS, value=False)
        desk.order(SOUP)
        with pytest.raises(Refused, match="ausgeschaltet"):
            print_interim_bill(desk.till, desk.boss, 12)

    def test_reports_come_out_where_and_as_often_as_is_set(self, desk: Desk) -> None:
        other = next(p for p in desk.till.house.printers if p != desk.till.terminal.receipt_printer)
        change_setting(desk.till, desk.boss, papers.REPORT_PRINTER, other)
        change_setting(desk.till, desk.boss, papers.Z_COPIES, 2)
        report_day(desk.till, desk.boss)
        close_day(desk.till, desk.boss)
        assert papers_of(desk) == [("x_report", other), ("closing", other), ("closing", other)]

    def test_reports_stay_off_paper_where_that_is_set(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, papers.PRINT_X, value=False)
        change_setting(desk.till, desk.boss, papers.Z_COPIES, 0)
        report_day(desk.till, desk.boss)
        close_day(desk.till, desk.boss)
        assert papers_of(desk) == []

    def test_the_day_waits_for_the_count_where_cash_has_to_be_counted(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, register.COUNT_BEFORE_CLOSING, value=True)
        with pytest.raises(Refused, match="zählen"):
            close_day(desk.till, desk.boss)
        assert close_day(desk.till, desk.boss, Money(0)).closing.number == 1

    def test_the_drawer_stays_shut_for_cash_where_that_is_set(self, desk: Desk) -> None:
        change_setting(desk.till, desk.boss, papers.DRAWER_FOR_CASH, value=False)
        desk.order(SOUP)
        desk.pay()
        assert jobs(desk, JobKind.DRAWER) == []

    @pytest.mark.feature("M-TIS-01")
    def test_a_table_is_open_to_all_where_that_is_set(self, desk: Desk) -> None:
        desk.order(SOUP)
        with pytest.raises(Refused, match="hat nur Chefin etwas offen"):
            desk.pay(by=desk.waiter)
        desk.pay()
        change_setting(desk.till, desk.boss, tables.OPEN_TO_ALL, value=True)
        desk.order(SOUP)
        desk.order(SOUP, by=desk.waiter)
        assert len(desk.pay(by=desk.waiter).receipt.lines) == 2

    @pytest.mark.feature("M-WEI-04")
    def test_an_empty_price_level_takes_price_one_only_where_that_is_set(self, desk: Desk) -> None:
        desk.order(Wish(SOUP, price_level=7))
        change_setting(desk.till, desk.boss, ordering.FILL_PRICE_LEVELS, value=False)
        with pytest.raises(Refused, match="in Preisebene 7 keinen Preis"):
            desk.order(Wish(SOUP, price_level=7))
        desk.order(SOUP)
