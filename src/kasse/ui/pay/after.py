"""After a payment: the change stands until the next tap, or the next guest is asked at once when there is none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kasse.domain.business import PaymentKind, counter_of
from kasse.domain.money import ZERO, Money
from kasse.domain.sales import Receipt, ReceiptKind, redeemed
from kasse.domain.staff import Right
from kasse.settings.declared.screen import SIGN_OUT_AFTER_SALE
from kasse.ui import wording
from kasse.ui.customer.bills import paid_bill
from kasse.ui.orders.ticket_lines import short_title
from kasse.ui.pay.correcting import Correcting
from kasse.ui.pay.invoicing import ENTERTAINMENT, RECIPIENT
from kasse.ui.pay.models import PaidModel
from kasse.ui.pay.showing import bill_note, guest_name, share_words
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.line_rows import TicketLine
from kasse.usecases.change_payment import not_changeable
from kasse.usecases.follow_ups import opens_drawer
from kasse.usecases.print_again import reprint_receipt
from kasse.usecases.take_payment import Paid
from kasse.usecases.use_function import open_drawer

if TYPE_CHECKING:
    from kasse.ui.pay.screen import PayScreen

_TITLES = {ReceiptKind.INTERNAL: "Interner Beleg", ReceiptKind.REVERSAL: "Storno"}


class AfterPayment:
    """The second face of the payment screen."""

    def __init__(self, screen: PayScreen) -> None:
        self._screen = screen
        self._paid: Paid | None = None
        self._correcting = Correcting(screen, self)

    @property
    def is_shown(self) -> bool:
        """Whether the change, or what was paid, stands on the screen."""
        return self._paid is not None

    def leave(self) -> None:
        """The bill is shown again."""
        self._paid = None

    # What is shown.

    def show(self, paid: Paid) -> None:
        """Tell what goes back; go on by itself where nothing does and somebody has still to pay."""
        screen = self._screen
        who = guest_name(screen.shares.guest)
        tab = screen.till.look(screen.operator, screen.table)
        fits = screen.shares.paid(paid, tab.lines if tab else ())
        screen.take_tab()
        if not fits:
            screen.desk.board.say("Der Tisch wurde inzwischen geändert.", "Bitte neu aufteilen.")
        if self._rest and not paid.change:
            if fits:
                screen.desk.board.say(
                    f"{who} hat bezahlt: {paid.receipt.total} €, {paid_with(paid.receipt)}.",
                    f"Beleg {paid.receipt.number}.",
                )
            screen.fresh()
        else:
            words = paid_words(paid.receipt)
            self._show(paid, f"{who} {words}" if self._several else words)

    def stands(self, paid: Paid) -> bool:
        """Whether it is this payment that is to be seen."""
        return self._paid is paid and self._screen.view.isVisible()

    def show_instead(self, paid: Paid, words: str) -> None:
        """What came of the payment that stood there."""
        self._show(paid, words)

    def show_again(self, paid: Paid) -> None:
        """What a guest has paid before, with the keys to print it again and to take it back."""
        self._show(paid, paid_words(paid.receipt))

    def _show(self, paid: Paid, words: str) -> None:
        self._paid = paid
        receipt, desk = paid.receipt, self._screen.desk
        self._screen.view.show_paid(self._model(paid, words))
        if desk.guests.watched:
            is_sale = receipt.kind is ReceiptKind.SALE
            desk.guests.show(paid_bill(desk.till, receipt, receipt_lines(receipt)) if is_sale else None)
        self._screen.view.setFocus()

    @property
    def _several(self) -> bool:
        return len(self._screen.shares.guests) > 1

    @property
    def _rest(self) -> bool:
        tab = self._screen.tab
        return tab is not None and bool(tab.lines)

    def _model(self, paid: Paid, words: str) -> PaidModel:
        receipt, zone = paid.receipt, self._screen.till.zone
        signed = paid.secured is None or paid.secured.is_signed
        security = "" if paid.secured is None else " · signiert" if signed else " · ohne Signatur"
        label, amount, given = _due_back(receipt)
        main, second = self._next_labels()
        title = _TITLES.get(receipt.kind, "Rechnung")
        return PaidModel(
            f"{receipt.table_label} · {words}",
            f"{title} {wording.number(receipt.number)}",
            f"{receipt.operator_name} · {wording.clock(receipt.issued_at, zone)}{security}",
            receipt_lines(receipt),
            paid_with(receipt),
            wording.euro(receipt.total),
            label,
            wording.euro(amount),
            given,
            self._hint(receipt),
            self._actions(receipt),
            main,
            second_label=second,
            warning="" if signed else "Die TSE antwortet nicht: Der Beleg trägt den Ausfallvermerk.",
        )

    def _hint(self, receipt: Receipt) -> str:
        if receipt.training:
            return "Übung: Die Schublade bleibt zu, nichts davon zählt."
        if left := self._left_on_vouchers(receipt):
            return left
        stands = "Der Betrag bleibt stehen bis zur nächsten Eingabe."
        return f"Die Schublade ist offen. {stands}" if opens_drawer(self._screen.till, receipt) else stands

    def _left_on_vouchers(self, receipt: Receipt) -> str:
        """What the guest can still spend of vouchers that he has paid with."""
        if receipt.kind is not ReceiptKind.SALE or receipt.reverses is not None:
            return ""
        found = [self._screen.till.books.voucher(number) for number in redeemed(receipt)]
        return " ".join(f"Auf {v.number} bleiben {v.balance} €." for v in found if v is not None)

    def _actions(self, receipt: Receipt) -> tuple[Choice, ...]:
        till = self._screen.till
        lacking = partial(wording.missing_right, till.staff, self._screen.operator)
        printer = "" if till.terminal.receipt_printer else "An dieser Kasse ist kein Belegdrucker."
        reversal_off = lacking(Right.REVERSAL)
        if receipt.reverses is not None:
            reversal_off = "Ein Storno lässt sich nicht stornieren."
        return (
            Choice("copy", "Kopie drucken", icon="copy", off=lacking(Right.REPRINT) or printer),
            Choice("drawer", "Lade", icon="package-open", off=lacking(Right.CASH) or printer),
            Choice("receipts", "Belege", icon="receipt-text"),
            Choice("reverse", "Storno", icon="trash-2", kind=KeyKind.DANGER, off=reversal_off),
            *self._more(lacking(Right.REPRINT) or printer, lacking(Right.REVERSAL)),
        )

    def _more(self, off: str, reversal_off: str) -> tuple[Choice, ...]:
        """What else may be wanted of a sale."""
        receipt = self._paid.receipt if self._paid else None
        if receipt is None or receipt.kind is not ReceiptKind.SALE:
            return ()
        choices = [Choice(ENTERTAINMENT, "Bewirtungs\u00adbeleg", icon="utensils", off=off)]
        if receipt.customer is None or not receipt.customer.has_address:
            choices.append(Choice(RECIPIENT, "Rechnung an …", icon="file-text", off=off))
        way_off = reversal_off or not_changeable(receipt)
        return (*choices, Choice("way", "Zahlungsart", icon="wallet", off=way_off))

    def _next_labels(self) -> tuple[str, str]:
        """The words on the next step and on the step beside it."""
        screen = self._screen
        if self._rest and screen.tab is not None:
            guest = screen.shares.guest
            if guest.parts:
                return f"{guest_name(guest)}: {guest.total} kassieren", "Zu den Tischen"
            return f"Rest {screen.tab.total} kassieren", "Zu den Tischen"
        if screen.till.settings[SIGN_OUT_AFTER_SALE]:
            return "Abmelden", "Zu den Tischen"
        if screen.is_counter:
            return "Nächster Verkauf", "Zu den Tischen"
        return "Zu den Tischen", f"{short_title(screen.table, None)} öffnen"

    # The keys.

    def act(self, action: object) -> None:
        """One of the keys below the change."""
        screen, paid = self._screen, self._paid
        if paid is None or self._correcting.busy or not screen.settling.taps_allowed:
            return
        desk, till, operator = screen.desk, screen.till, screen.operator
        number = paid.receipt.number
        match action:
            case "copy":
                screen.settling.start_patience()
                desk.do(
                    desk.books,
                    partial(reprint_receipt, till, operator, number),
                    asker=screen,
                    then=lambda _: desk.board.say("Die Kopie wird gedruckt."),
                )
            case "drawer":
                screen.settling.start_patience()
                desk.do(desk.books, partial(open_drawer, till, operator), asker=screen)
            case "entertainment":
                screen.settling.start_patience()
                screen.invoicing.print_entertainment(operator, paid.receipt)
            case "recipient":
                screen.invoicing.print_invoice(operator, paid.receipt)
            case "receipts":
                screen.navigator.show_receipts()
            case "reverse":
                self._correcting.ask_reason(paid)
            case "way":
                self._correcting.ask_other_way(paid)

    def go_on(self) -> None:
        """The next step: the rest, the next sale, or the tables."""
        screen = self._screen
        if not screen.settling.taps_allowed:
            return
        if self._rest:
            screen.settling.start_patience()
            screen.fresh()
            screen.look_again()  # while the change stood, nothing moved
        elif screen.till.settings[SIGN_OUT_AFTER_SALE]:
            screen.navigator.sign_out()
        elif screen.is_counter:
            screen.navigator.open_table(counter_of(screen.till.terminal.number))
        else:
            screen.navigator.show_tables()

    def second_step(self) -> None:
        """The step beside it: leave what is left open, or sit new guests down at the table."""
        screen = self._screen
        if not screen.settling.taps_allowed:
            return
        if self._rest or screen.is_counter or screen.till.settings[SIGN_OUT_AFTER_SALE]:
            screen.navigator.show_tables()
        else:
            screen.navigator.open_table(screen.table)


def _due_back(receipt: Receipt) -> tuple[str, Money, str]:
    """What stands in the large field: its label, the amount, and what was given."""
    if receipt.reverses is not None:
        cash = -Money.sum(p.amount for p in receipt.payments if p.kind is PaymentKind.CASH)
        if cash > ZERO:
            return "Bar zurückgeben", cash, paid_with(receipt)
        return "Storniert", -receipt.total, paid_with(receipt)
    given = " + ".join(
        f"{p.name} {p.given}" + (f" {p.currency}" if p.currency else "")
        for p in receipt.payments
        if p.given > ZERO
    )
    if receipt.change:
        return "Rückgeld", receipt.change, f"Gegeben {given}"
    if receipt.kind is ReceiptKind.INTERNAL:
        return "Intern gebucht", receipt.total, receipt.reason
    if is_owed(receipt):
        return paid_with(receipt), receipt.total, receipt.customer.name if receipt.customer else receipt.payer
    return "Bezahlt", receipt.total, given


def is_owed(receipt: Receipt) -> bool:
    """Whether nobody has paid yet: it goes to an account or a room."""
    kinds = {payment.kind for payment in receipt.payments}
    return bool(kinds) and kinds <= {PaymentKind.ACCOUNT, PaymentKind.ROOM}


def paid_words(receipt: Receipt) -> str:
    """What became of the bill, in a word."""
    return "abgerechnet" if is_owed(receipt) else "bezahlt"


def receipt_lines(receipt: Receipt) -> tuple[TicketLine, ...]:
    """Goods, discounts and tip of a receipt."""
    lines = [
        TicketLine(i, share_words(line.quantity), line.name, str(line.amount), bill_note(line))
        for i, line in enumerate(receipt.lines)
    ]
    lines += [
        TicketLine(("discount", i), "", discount.name, str(-discount.total))
        for i, discount in enumerate(receipt.discounts)
    ]
    if receipt.tip:
        lines.append(TicketLine("tip", "", "Trinkgeld", str(receipt.tip)))
    return tuple(lines)


def paid_with(receipt: Receipt) -> str:
    """The ways that it was paid, in words."""
    given = [p for p in receipt.payments if p.given > ZERO or receipt.reverses is not None]
    return " + ".join(dict.fromkeys(p.name for p in given)) or receipt.reason
