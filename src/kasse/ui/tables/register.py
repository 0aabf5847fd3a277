"""*Kasse*: what is done a few times a day: receipts, closing, reports, cash in and out, drawer, light."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.business import PaymentKind
from kasse.domain.business_case import CASE_NAMES, NUMBERED, move_called
from kasse.domain.money import ZERO, Money
from kasse.domain.shifts import Figures
from kasse.domain.staff import Right
from kasse.ports.books import Voucher
from kasse.settings import Setting
from kasse.settings.declared.papers import PRINT_X
from kasse.settings.declared.register import CASH_IN_REASONS, CASH_OUT_REASONS
from kasse.settings.declared.tables import LAST_ORDERS
from kasse.ui import wording
from kasse.ui.desk import once
from kasse.ui.questions import AmountQuestion, Question, one_of
from kasse.ui.tables.view import TablesAction
from kasse.ui.theme.tokens import THEME_LABELS
from kasse.ui.widgets.choices import Choice, Section
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.close_day import report_day
from kasse.usecases.move_cash import move_cash
from kasse.usecases.take_payment import Paid
from kasse.usecases.use_function import open_drawer
from kasse.usecases.vouchers import find_voucher

if TYPE_CHECKING:
    from kasse.ui.tables.screen import TablesScreen

_THEME_ICONS = {"light": "sun", "dark": "moon", "strong": "contrast"}
_HIDDEN = {
    TablesAction.ALL: Choice(TablesAction.ALL, "Alle Tische", icon="users"),
    TablesAction.MINE: Choice(TablesAction.MINE, "Meine Tische", icon="user"),
    TablesAction.TRANSFER: Choice(TablesAction.TRANSFER, "Umbuchen", icon="arrow-left-right"),
    TablesAction.HANDOVER: Choice(TablesAction.HANDOVER, "Tischübergabe", icon="hand"),
}


class RegisterMenu:
    """Opens in the place of the floor; what is not allowed says so."""

    def __init__(self, screen: TablesScreen) -> None:
        self._screen = screen

    def open(self) -> None:
        """Show what there is."""
        screen = self._screen
        operator = screen.operator
        if operator is None:
            return
        lacking = partial(wording.missing_right, screen.till.staff, operator)
        cash, report = lacking(Right.CASH), lacking(Right.REPORT)
        tables = (
            *(_HIDDEN[a] for a in screen.view.hidden_actions() if a in _HIDDEN),
            Choice("name", "Tisch mit Namen", icon="bookmark", off=lacking(Right.ORDER)),
            Choice("overview", "Alle Bediener", icon="users", off=lacking(Right.OTHERS_TABLES)),
        )
        day = (
            Choice("receipts", "Letzte Rechnungen", icon="receipt-text"),
            *self._receivables(lacking(Right.PAY)),
            *self._vouchers(),
            *self._last_orders(),
            Choice("papers", "Letzte Papiere", icon="file-text", off=self._no_papers()),
            Choice("settlement", "Bedienerabrechnung", icon="user"),
            Choice("x", "Zwischenbericht", icon="printer", off=report),
            *self._units(report),
            Choice("closing", "Tagesabschluss", icon="archive", off=report and lacking(Right.CLOSE_DAY)),
        )
        program = (
            Choice("fiscal", "Finanzamt", icon="scale", off=self._no_office()),
            Choice("master", "Stammdaten", icon="book-open", off=lacking(Right.MASTER_DATA)),
            Choice("settings", "Einstellungen", icon="settings", off=lacking(Right.SETTINGS)),
            Choice("quit", "Beenden", icon="power"),
        )
        money = (
            Choice("in", "Einlage", icon="plus", off=cash),
            Choice("out", "Entnahme", icon="minus", off=cash),
            Choice("drawer", "Schublade öffnen", icon="package-open", off=cash),
        )
        now = screen.view.look.theme
        light = tuple(
            Choice(("theme", name), label.capitalize(), icon=_THEME_ICONS[name], chosen=name == now)
            for name, label in THEME_LABELS.items()
        )
        sections = [
            Section("Tische", tables),
            Section("Tag", day),
            Section("Bargeld", money),
            Section("Bildschirm", light),
            Section("Programm", program),
        ]
        screen.ask(Question("Kasse", tuple(sections), self._chosen))

    def _receivables(self, off: str) -> tuple[Choice, ...]:
        """Open invoices, where the house sells on account."""
        methods = self._screen.till.house.payment_methods.values()
        known = any(method.kind is PaymentKind.ACCOUNT for method in methods)
        return (Choice("receivables", "Offene Rechnungen", icon="file-text", off=off),) if known else ()

    def _units(self, off: str) -> tuple[Choice, ...]:
        """The report by accounting units, where there are any."""
        divided = bool(self._screen.till.house.units)
        return (Choice("units", "Bericht je Betrieb", icon="building-2", off=off),) if divided else ()

    def _vouchers(self) -> tuple[Choice, ...]:
        """What is left of a voucher, where the house sells them."""
        articles = self._screen.till.catalogue.articles.values()
        sold = any(article.active and article.case in NUMBERED for article in articles)
        return (Choice("voucher", "Gutschein prüfen", icon="gift"),) if sold else ()

    def _ask_voucher(self, number: str = "") -> None:
        screen = self._screen
        ask = TextAsk(
            "Gutschein prüfen",
            number,
            accept="Prüfen",
            placeholder="Nummer eintippen oder scannen",
            hint="Sagt, wie viel noch darauf ist. Eingelöst wird er beim Bezahlen.",
            most=50,
            lift=False,
        )
        screen.ask_text(ask, self._check_voucher)

    def _check_voucher(self, number: str) -> None:
        screen = self._screen
        if not number:
            return

        def found(voucher: Voucher) -> None:
            name = f"{CASE_NAMES[voucher.case]} {voucher.number}"
            screen.desk.board.say(f"{name}: noch {voucher.balance} € von {voucher.sold} €.")

        def refused(why: str) -> None:
            screen.desk.board.say(why)
            if screen.view.isVisible():
                self._ask_voucher(number)

        work = partial(find_voucher, screen.till, number)
        screen.desk.do(screen.desk.background, work, asker=screen, then=found, refused=refused)

    def _last_orders(self) -> tuple[Choice, ...]:
        wanted = self._screen.till.settings[LAST_ORDERS]
        return (Choice("orders", "Letzte Bonierungen", icon="list"),) if wanted else ()

    def _no_papers(self) -> str:
        """Why there are no kept papers to see."""
        printers = self._screen.till.house.printers.values()
        keeps = any(printer.kind == "virtual" for printer in printers)
        return "" if keeps else "Alle Drucker haben Papier, hier wird nichts aufgehoben."

    def _no_office(self) -> str:
        """Why the back office cannot be opened."""
        screen, operator = self._screen, self._screen.operator
        if screen.desk.opened.office is None:
            return "In diesem Land gibt es hier nichts zu tun."
        if operator is None or screen.till.staff.may(operator, Right.MASTER_DATA):
            return ""
        return wording.missing_right(screen.till.staff, operator, Right.SETTINGS)

    def _chosen(self, key: object) -> None:
        screen = self._screen
        deeds: dict[object, Callable[[], None]] = {
            "receipts": screen.navigator.show_receipts,
            "receivables": screen.navigator.show_receivables,
            "voucher": self._ask_voucher,
            "x": self._report,
            "orders": screen.navigator.show_last_orders,
            "papers": screen.navigator.show_papers,
            "settlement": screen.navigator.show_settlement,
            "units": screen.navigator.show_units,
            "closing": screen.navigator.show_closing,
            "fiscal": screen.navigator.show_fiscal,
            "settings": screen.navigator.show_settings,
            "master": screen.navigator.show_master,
            "name": screen.opening.ask_name,
            "overview": screen.opening.show_all,
            "in": partial(self._ask_amount, "Einlage", CASH_IN_REASONS, 1),
            "out": partial(self._ask_amount, "Entnahme", CASH_OUT_REASONS, -1),
            "drawer": self._open_drawer,
            "quit": screen.navigator.quit,
        }
        if key in deeds:
            deeds[key]()
        elif isinstance(key, TablesAction):
            screen.act(key)
        elif isinstance(key, tuple):
            screen.navigator.show_theme(str(key[1]))

    def _report(self) -> None:
        screen, operator = self._screen, self._screen.operator
        if operator is None:
            return

        def printed(figures: Figures) -> None:
            paper = "Der Zwischenbericht wird gedruckt." if screen.till.settings[PRINT_X] else ""
            screen.desk.board.say(f"Umsatz bisher {figures.gross} €.", paper)

        work = partial(report_day, screen.till, operator)
        screen.desk.do(screen.desk.background, work, asker=screen, then=printed)

    def _ask_amount(self, title: str, reasons: Setting[tuple[str, ...]], sign: int) -> None:
        screen = self._screen

        def answered(amount: Money) -> None:
            if not amount:
                screen.desk.board.say("Bitte einen Betrag eingeben.")
                return
            choices = [Choice(reason, reason) for reason in screen.till.settings[reasons]]
            chosen = partial(self._move_cash, amount.times(sign))
            screen.ask(one_of(f"{title} {amount} € – wofür?", choices, chosen))

        screen.ask(AmountQuestion(title, answered, confirm="Weiter"))

    def _move_cash(self, amount: Money, reason: object) -> None:
        screen, operator = self._screen, self._screen.operator
        if operator is None:
            return

        def moved(paid: Paid) -> None:
            screen.desk.note_secured(paid.secured)
            screen.desk.board.say(f"{amount} € gebucht, Beleg {paid.receipt.number}.")

        till, words = screen.till, str(reason)
        case = move_called(words, comes_in=amount > ZERO)
        screen.desk.do(
            screen.desk.signing,
            once(till, lambda key: move_cash(till, operator, amount, words, movement=case, key=key)),
            asker=screen,
            then=moved,
        )

    def _open_drawer(self) -> None:
        screen, operator = self._screen, self._screen.operator
        if operator is not None:
            screen.desk.do(screen.desk.books, partial(open_drawer, screen.till, operator), asker=screen)
