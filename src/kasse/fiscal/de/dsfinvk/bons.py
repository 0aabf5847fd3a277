"""From the rows of a day to the rows of DSFinV-K: one Bon for each order, receipt and cash movement.

BON_ID is the number of the journal's act: unique and ascending over all kinds. Amounts are those that were printed;
where a line has to say how much tax is in it, the printed tax of its rate is shared out so that nothing is left over.
GV_NAME stays empty: it would divide the totals of a closing further, and what a discount or a voucher is called stands
in ARTIKELTEXT already.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kasse.domain.money import divide_half_away
from kasse.fiscal.de.dsfinvk.frame import Frame, Totals
from kasse.fiscal.de.dsfinvk.parts import TaxShares, parts_of
from kasse.fiscal.de.dsfinvk.receipt_facts import (
    NO_CUSTOMER,
    NOT_TAXABLE,
    UNPAID,
    Extra,
    ReceiptFacts,
    bon_typ,
    customer,
    extras,
    unpaid,
)
from kasse.fiscal.de.dsfinvk.rows import Row
from kasse.fiscal.de.dsfinvk.vocabulary import ZAHLART_TYP, log_time
from kasse.ports.bons import NoteRow, OrderRow, PaymentRow, Place, Portion, SignatureRow

_LONGEST_PROCESS_DATA = 1000
_PAID = {kind.value: typ for kind, typ in ZAHLART_TYP.items()}
_REF_TYP = {"invoice": "ExterneRechnung", "delivery_note": "ExternerLieferschein", "other": "ExterneSonstige"}

Rows = dict[str, list[Row]]


class BonRows:
    """Turns the portions of one day into rows, and adds up what its closing states."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._orders: dict[int, int] = {}
        self._receipts: dict[int, int] = {}
        self.totals = Totals()

    def of(self, portion: Portion) -> Rows:
        """The rows of a portion by table."""
        rows: Rows = defaultdict(list)
        signatures = {(s[0], s[1]): s for s in portion.signatures}
        order_lines = _by_act(portion.order_lines)
        lines, taxes = _by_act(portion.lines), _by_act(portion.taxes)
        payments, additions = _by_act(portion.payments), _by_act(portion.additions)
        orders_by_act = {row[0]: row[1] for row in portion.orders}
        # By their acts, so that BON_ID ascends through every file.
        for act, (kind, head) in sorted(_heads(portion).items()):
            number = head[1]
            if kind == "order":
                signature = signatures.get(("order", number))
                # Without one it is a mere change of price or discount, which is no Vorgang of its own.
                if signature is not None:
                    self._orders[number] = act
                    self._order(rows, head, order_lines[act], signature)
            elif kind == "receipt":
                self._receipts[number] = act
                bon = ReceiptFacts(head, lines[act], taxes[act], payments[act], additions[act])
                signature = signatures.get(("abort" if head[15] else "receipt", number))
                self._receipt(rows, bon, signature, _ordered_in(order_lines[act], orders_by_act.get(act)))
            else:
                self._note(rows, head, signatures.get(("note", number)))
        return rows

    def _note(self, rows: Rows, note: NoteRow, signature: SignatureRow | None) -> None:
        """What is worth securing and moves nothing: an interim bill, a drawer that was opened without a sale."""
        act, number, operator, at, body = note
        said = json.loads(body)
        bon, moment = self._bon_id(act), self._frame.local(at)
        end = moment if signature is None else self._frame.local(max(at, signature[11]))
        rows["transactions"].append(
            (bon, number, "AVSonstige", said["name"][:60], "", "0", moment, end, str(operator), "", 0,
             *NO_CUSTOMER, said["text"][:255])
        )  # fmt: skip
        rows["transactions_vat"].append((bon, NOT_TAXABLE, 0, 0, 0))
        self.totals.rates.setdefault(NOT_TAXABLE, 0)
        rows["datapayment"].append((bon, "Keine", "", self._frame.currency, None, 0))
        if signature is not None:
            self._signature(rows, bon, signature)

    def _order(self, rows: Rows, order: OrderRow, lines: Sequence[Any], signature: SignatureRow) -> None:
        act, number, table, operator, operator_name, at, training = order
        bon, shares, total = self._bon_id(act), TaxShares(), 0
        position = 0
        notes: dict[str, None] = {}
        for _, quantity, amount, take_away, components, reason, _ in lines:
            if quantity:
                total += amount
                line = (quantity, take_away, components)
                position = self._lines(rows, bon, position, line, shares, None)
                if reason:
                    notes[reason] = None
        kind = "AVTraining" if training else "AVBestellung"
        note = ", ".join(notes)[:255]
        moment, end = self._frame.local(at), self._frame.local(max(at, signature[11]))
        rows["transactions"].append(
            (bon, number, kind, "", "", "0", moment, end, str(operator), operator_name[:50], total,
             *NO_CUSTOMER, note)
        )  # fmt: skip
        for key, gross, tax in shares.sums():
            rows["transactions_vat"].append((bon, key, gross, gross - tax, tax))
        rows["datapayment"].append((bon, "Keine", "", self._frame.currency, None, 0))
        rows["allocation_groups"].append((bon, table[:50]))
        self._signature(rows, bon, signature)

    def _receipt(
        self, rows: Rows, receipt: ReceiptFacts, signature: SignatureRow | None, repriced: Repriced
    ) -> None:
        (
            act, number, kind, at, operator, operator_name, total, tip, cash, reason, table, table_label,
            reverses, _, discounts, _,
        ) = receipt.head  # fmt: skip
        bon, shares = self._bon_id(act), TaxShares()
        typ, name = bon_typ(receipt)
        counts = self.totals if typ == "Beleg" else None
        position = 0
        orders: dict[tuple[int, int], None] = {}
        for _, line_id, quantity, take_away, components in receipt.lines:
            line = (quantity, take_away, components)
            position = self._lines(rows, bon, position, line, shares, counts)
            ordered = _order_of(line_id)
            if ordered == (self._frame.terminal, repriced.order):
                orders.update(dict.fromkeys(repriced.origins))
            else:
                orders[ordered] = None
        for extra in extras(receipt, tip, cash, discounts, reason):
            position += 1
            self._extra(rows, bon, position, extra, shares, counts)
        # Who broke off was given his money back, if he had given any: it was never told that he had paid.
        payments = () if receipt.head[15] else receipt.payments
        stand_ins = list(unpaid(payments, receipt.additions))
        paid = self._payments(rows, bon, payments, counts)
        for extra in stand_ins:
            position += 1
            self._extra(rows, bon, position, extra, shares, counts)
        if not paid:
            rows["datapayment"].append((bon, "Keine", "", self._frame.currency, None, 0))
            if counts is not None:
                counts.payments["Keine", ""] += 0
        taken = -sum(cents for extra in stand_ins for _, _, cents in extra.amounts)
        self._taxes(rows, bon, receipt, taken)
        end = at if signature is None else max(at, signature[11])
        rows["transactions"].append(
            (bon, number, typ, name[:60], "", "1" if reverses is not None else "0", self._frame.local(at),
             self._frame.local(end), str(operator), operator_name[:50], total - taken, *customer(receipt),
             reason[:255] if kind != "internal" else "")
        )  # fmt: skip
        if table is not None:
            rows["allocation_groups"].append((bon, table_label[:50]))
        self._references(rows, bon, receipt, orders, reverses)
        if signature is not None:
            self._signature(rows, bon, signature)

    def _bon_id(self, act: int) -> str:
        self.totals.first = self.totals.first or act
        self.totals.last = max(self.totals.last, act)
        return bon_id(act)

    def _lines(
        self, rows: Rows, bon: str, position: int, line: tuple[int, int, str], shares: TaxShares,
        counts: Totals | None,
    ) -> int:  # fmt: skip
        """Writes a line's parts (quantity, take-away, components) after `position`; returns the last position."""
        quantity, take_away, components = line
        frame, totals = self._frame, self.totals
        for article, name, group, key, points, unit, paid, discount, gv, agency, voucher in parts_of(
            components
        ):
            position += 1
            place = str(position)
            rows["lines"].append(
                (bon, place, voucher, name, "", gv, "", "0" if take_away else "1", "0", agency, str(article),
                 frame.gtins.get(article, ""), str(group), frame.groups.get(group, ""), quantity, 1000, "", unit)
            )  # fmt: skip
            totals.articles.add(article)
            totals.rates[key] = points
            self._vat(rows, bon, place, (key, points, paid), (gv, "", agency), shares, counts)
            if discount:
                full = paid + discount
                tax = divide_half_away(full * points, 10_000 + points)
                off = divide_half_away(discount * points, 10_000 + points)
                rows["itemamounts"].append((bon, place, "base_amount", key, full, full - tax, tax))
                rows["itemamounts"].append((bon, place, "discount", key, -discount, off - discount, -off))
        return position

    def _extra(
        self, rows: Rows, bon: str, position: int, extra: Extra, shares: TaxShares, counts: Totals | None
    ) -> None:
        place = str(position)
        rows["lines"].append(
            (bon, place, extra.voucher[:50], extra.text[:255], "", extra.gv, "", "", "0", 0, "", "",
             "", "", None, None, "", None)
        )  # fmt: skip
        case = (extra.gv, "", 0)
        for amount in extra.amounts:
            self.totals.rates[amount[0]] = amount[1]
            self._vat(rows, bon, place, amount, case, shares, counts)

    @staticmethod
    def _vat(
        rows: Rows, bon: str, place: str, amount: tuple[int, int, int], case: tuple[str, str, int],
        shares: TaxShares, counts: Totals | None,
    ) -> None:  # fmt: skip
        key, points, gross = amount
        tax = shares.take(key, points, gross)
        rows["lines_vat"].append((bon, place, key, gross, gross - tax, tax))
        if counts is not None:
            sums = counts.cases[(*case, key)]
            sums[0] += gross
            sums[1] += gross - tax
            sums[2] += tax

    def _payments(self, rows: Rows, bon: str, payments: Sequence[PaymentRow], counts: Totals | None) -> bool:
        """Writes what was paid; returns whether anything was."""
        sums: dict[tuple[str, str, str], list[int]] = {}
        own = self._frame.currency
        for _, name, kind, amount, given, currency in payments:
            if kind in UNPAID:
                continue
            typ = _PAID[kind]
            entry = sums.setdefault((typ, name[:60], currency or own), [0, 0])
            entry[0] += given if currency else amount
            entry[1] += amount
        for (typ, name, currency), (foreign, amount) in sums.items():
            rows["datapayment"].append(
                (bon, typ, name, currency, None if currency == own else foreign, amount)
            )
            if counts is not None:
                counts.payments[typ, name] += amount
                if typ == "Bar":
                    counts.currencies[currency] += foreign
        return bool(sums)

    def _taxes(self, rows: Rows, bon: str, receipt: ReceiptFacts, taken: int) -> None:
        """The printed sums; what only stands for a payment lowers the untaxed one."""
        found: dict[int, tuple[int, int, int]] = {}
        for _, key, points, gross, net, tax in receipt.taxes:
            found[key] = (gross, net, tax)
            self.totals.rates.setdefault(key, points)  # of a receipt over nothing no line names it
        if taken:
            gross, net, tax = found.get(NOT_TAXABLE, (0, 0, 0))
            found[NOT_TAXABLE] = (gross - taken, net - taken, tax)
        if not found:
            found[NOT_TAXABLE] = (0, 0, 0)
            self.totals.rates.setdefault(NOT_TAXABLE, 0)
        for key, sums in found.items():
            rows["transactions_vat"].append((bon, key, *sums))

    def _references(
        self,
        rows: Rows,
        bon: str,
        receipt: ReceiptFacts,
        orders: Iterable[tuple[int, int]],
        reverses: int | None,
    ) -> None:
        references = rows["references"]
        if reverses is not None:
            references.append(self._reference(bon, self._frame.terminal, self._place_of_receipt(reverses)))
        else:
            for terminal, number in orders:
                place = self._place_of_order(terminal, number)
                if place is not None:
                    references.append(self._reference(bon, terminal, place))
        for _, kind, body in receipt.additions:
            if kind == "reference":
                what, text, name = json.loads(body)
                if what == "receipt":
                    place = self._place_of_receipt(int(text))
                    references.append(self._reference(bon, self._frame.terminal, place))
                else:
                    references.append((bon, "", _REF_TYP[what], name[:40], "", "", None, text[:40]))

    def _place_of_order(self, terminal: int, number: int) -> Place | None:
        if terminal == self._frame.terminal and number in self._orders:
            return Place(self._orders[number], self._frame.closing, self._frame.closed_at)
        return self._frame.place_of_order(terminal, number)

    def _place_of_receipt(self, number: int) -> Place | None:
        if number in self._receipts:
            return Place(self._receipts[number], self._frame.closing, self._frame.closed_at)
        return self._frame.place_of_receipt(number)

    def _reference(self, bon: str, terminal: int, place: Place | None) -> Row:
        if place is None:
            raise LookupError("a reference leads nowhere")
        when = self._frame.local(round(place.closed_at.timestamp() * 1000))
        till = self._frame.tills[terminal]
        return (bon, "", "Transaktion", "", when, till, place.closing or None, bon_id(place.act))

    def _signature(self, rows: Rows, bon: str, s: SignatureRow) -> None:
        _, _, serial, kind, data, transaction, start, finish, counter, signature, error, _ = s
        if serial:
            self.totals.serials.setdefault(serial)
        shown = data if len(data) <= _LONGEST_PROCESS_DATA else ""
        if transaction is None or start is None or finish is None:
            device = self._frame.device_ids(serial)
            rows["transactions_tse"].append((bon, device, None, "", "", kind, None, "", error[:200], shown))
            return
        rows["transactions_tse"].append(
            (bon, self._frame.device_ids(serial), transaction, log_time(start), log_time(finish), kind, counter,
             signature, "", shown)
        )  # fmt: skip


def bon_id(act: int) -> str:
    """BON_ID of an act: as wide for all of them, so that its texts ascend as its numbers do."""
    return f"{act:010d}"


class Repriced(NamedTuple):
    """The order that changed prices in the act of the receipt that settles them, and where they were ordered.

    It is secured by the receipt and no Vorgang of its own, so that references lead on to what was ordered.
    """

    order: int | None
    origins: tuple[tuple[int, int], ...]
    """Terminal and order number."""


def _ordered_in(order_lines: Sequence[Any], order: int | None) -> Repriced:
    return Repriced(order, tuple(_order_of(row[6]) for row in order_lines if row[6]))


def _order_of(line_id: str) -> tuple[int, int]:
    terminal, order, _ = line_id.split("-", 2)
    return int(terminal), int(order)


def _heads(portion: Portion) -> dict[int, tuple[str, Any]]:
    """The Bons of a portion by their acts; an act has one at most, and that of a receipt is its receipt."""
    heads: dict[int, tuple[str, Any]] = {row[0]: ("order", row) for row in portion.orders}
    heads |= {row[0]: ("receipt", row) for row in portion.receipts}
    heads |= {row[0]: ("note", row) for row in portion.notes}
    return heads


def _by_act(rows: Iterable[Any]) -> Mapping[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row)
    return grouped
