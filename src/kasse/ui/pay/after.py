"""After a payment: the change stands until the next tap, or the next guest is asked at once when there is none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.business import counter_of
from kasse.domain.money import ZERO
from kasse.domain.sales import Receipt
from kasse.domain.staff import Right
from kasse.ui import wording
from kasse.ui.desk import once
from kasse.ui.orders.ticket_lines import ticket_line
from kasse.ui.pay.models import PaidModel
from kasse.ui.receipts.reversal import reversal_question, reversal_words
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.line_rows import TicketLine
from kasse.usecases.print_again import reprint_receipt
from kasse.usecases.reverse_receipt import reverse_receipt
from kasse.usecases.take_payment import Paid
from kasse.usecases.use_function import open_drawer

if TYPE_CHECKING:
    from kasse.ui.pay.screen import PayScreen


class AfterPayment:
    """The second face of the payment screen."""

    def __init__(self, screen: PayScreen) -> None:
        self._screen = screen
        self._paid: Paid | None = None

    def show(self, paid: Paid) -> None:
        """Tell what goes back; go on by itself where nothing does and somebody has still to pay."""
        screen = self._screen
        who = screen.shares.guest.number
        screen.tab = screen.till.books.tab(screen.table, training=screen.operator.training)
        lines = screen.tab.lines if screen.tab else ()
        screen.shares.paid(lines)
        if lines and not paid.change:
            screen.desk.board.say(
                f"Gast {who} hat {paid.receipt.total} € bezahlt.", f"Beleg {paid.receipt.number}."
            )
            screen.fresh()
            return
        self._paid = paid
        screen.view.show_paid(self._model(paid, rest=bool(lines)))

    def _model(self, paid: Paid, *, rest: bool) -> PaidModel:
        screen, receipt = self._screen, paid.receipt
        till, operator = screen.till, screen.operator
        lacking = partial(wording.missing_right, till.staff, operator)
        given = " + ".join(
            f"{p.name} {p.given}" + (f" {p.currency}" if p.currency else "")
            for p in receipt.payments
            if p.given > ZERO
        )
        signed = paid.secured is None or paid.secured.is_signed
        next_label = f"Rest {screen.left} kassieren" if rest else "Nächster Verkauf"
        if not rest and not screen.is_counter:
            next_label = "Fertig"
        printer = "" if till.terminal.receipt_printer else "An dieser Kasse ist kein Belegdrucker."
        actions = (
            Choice("copy", "Kopie drucken", icon="copy", off=lacking(Right.REPRINT) or printer),
            Choice("drawer", "Lade", icon="package-open", off=lacking(Right.CASH)),
            Choice("receipts", "Belege", icon="receipt-text"),
            Choice("reverse", "Storno", icon="trash-2", kind=KeyKind.DANGER, off=lacking(Right.REVERSAL)),
        )
        return PaidModel(
            f"{receipt.table_label} bezahlt",
            f"Rechnung {wording.number(receipt.number)}",
            f"{receipt.operator_name} · {wording.clock(receipt.issued_at, till.zone)}",
            receipt_lines(receipt),
            paid_with(receipt),
            wording.euro(receipt.total),
            "Rückgeld" if paid.change else "Bezahlt",
            wording.euro(paid.change if paid.change else receipt.total),
            f"Gegeben {given}" if paid.change else given,
            "Der Betrag bleibt stehen bis zur nächsten Eingabe.",
            actions,
            next_label,
            warning="" if signed else "Die TSE antwortet nicht: Der Beleg trägt den Ausfallvermerk.",
        )

    def act(self, action: object) -> None:
        """One of the keys below the change."""
        screen, paid = self._screen, self._paid
        if paid is None:
            return
        desk, till, operator = screen.desk, screen.till, screen.operator
        number = paid.receipt.number
        match action:
            case "copy":
                desk.do(
                    desk.books,
                    partial(reprint_receipt, till, operator, number),
                    asker=screen,
                    then=lambda _: desk.board.say("Die Kopie wird gedruckt."),
                )
            case "drawer":
                desk.do(desk.books, partial(open_drawer, till, operator), asker=screen)
            case "receipts":
                screen.navigator.show_receipts()
            case "reverse":
                screen.ask(reversal_question(till, paid.receipt, partial(self._reverse, number)))

    def _reverse(self, number: int, reason: object) -> None:
        screen = self._screen
        till, operator = screen.till, screen.operator

        def done(reversal: Paid) -> None:
            screen.desk.note_secured(reversal.secured)
            screen.desk.board.say(*reversal_words(reversal))
            screen.navigator.show_tables()

        screen.desk.do(
            screen.desk.signing,
            once(till, lambda key: reverse_receipt(till, operator, number, str(reason), key=key)),
            asker=screen,
            then=done,
        )

    def go_on(self) -> None:
        """The next step: the rest, the next sale, or the tables."""
        screen = self._screen
        if not screen.taps_allowed:
            return
        if screen.tab is not None and screen.tab.lines:
            screen.fresh()
        elif screen.is_counter:
            screen.navigator.open_table(counter_of(screen.till.terminal.number))
        else:
            screen.navigator.show_tables()

    def to_tables(self) -> None:
        """Whatever is left is left open."""
        if self._screen.taps_allowed:
            self._screen.navigator.show_tables()


def receipt_lines(receipt: Receipt) -> tuple[TicketLine, ...]:
    """What stands on a receipt, discounts and tip included."""
    lines = [ticket_line(i, line) for i, line in enumerate(receipt.lines)]
    lines += [
        TicketLine(("discount", i), "", discount.name, str(-discount.total))
        for i, discount in enumerate(receipt.discounts)
    ]
    if receipt.tip:
        lines.append(TicketLine("tip", "", "Trinkgeld", str(receipt.tip)))
    return tuple(lines)


def paid_with(receipt: Receipt) -> str:
    """The ways that it was paid, in words."""
    return " + ".join(dict.fromkeys(p.name for p in receipt.payments)) or receipt.reason
