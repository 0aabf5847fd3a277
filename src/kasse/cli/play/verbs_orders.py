"""Verbs for people and tables: sign in and out, order, void, change, transfer, hand over, describe."""

from __future__ import annotations

from dataclasses import replace

from kasse.cli.play.names import StepTable
from kasse.cli.play.playing import Deed, Outcome, Play, pick, pick_one, present
from kasse.domain.staff import Operator
from kasse.usecases.change_line import change_price, discount_line
from kasse.usecases.describe_tab import describe_tab
from kasse.usecases.hand_over import hand_over
from kasse.usecases.menu_orders import cancel_menus, order_menus, recall_menus
from kasse.usecases.send_order import send_order
from kasse.usecases.sign_in import sign_in, sign_out
from kasse.usecases.transfer_lines import transfer_lines
from kasse.usecases.void_lines import void_lines


def read_sign_in(step: StepTable) -> Deed:
    """An operator signs in with a PIN; that of the master data unless the step says another."""
    number = step.operator("by")
    known = step.names.pins.get(number, "")
    pin = step.text("pin", known)
    if not pin:
        step.wrong("Die PIN dieses Bedieners ist nicht bekannt: bitte „pin“ angeben.")

    def do(play: Play, _operator: Operator | None) -> Outcome:
        play.operators[number] = sign_in(play.till, number, pin)
        play.tally.sign_ins += 1
        return Outcome()

    return do


def read_sign_out(step: StepTable) -> Deed:
    """An operator signs out."""
    number = step.operator("by")

    def do(play: Play, operator: Operator | None) -> Outcome:
        sign_out(play.till, present(operator))
        del play.operators[number]
        return Outcome()

    return do


def read_order(step: StepTable) -> Deed:
    """Send an order for a table; whoever takes menu orders orders ahead."""
    table, wishes, menu_level = step.place(), step.wishes("lines"), step.menu_level()

    def do(play: Play, operator: Operator | None) -> Outcome:
        waiter = present(operator)
        usual = play.till.usual_level(waiter, menu_level)
        wanted = [replace(wish, usual_level=usual) for wish in wishes]
        if waiter.menus:
            order_menus(play.till, waiter, table, wanted)
            return Outcome()
        return play.order_sent(waiter, send_order(play.till, waiter, table, wanted))

    return do


def read_recall(step: StepTable) -> Deed:
    """Recall all that was ordered ahead for a table."""
    table = step.place()

    def do(play: Play, operator: Operator | None) -> Outcome:
        waiter = present(operator)
        return play.order_sent(waiter, recall_menus(play.till, waiter, table))

    return do


def read_void(step: StepTable) -> Deed:
    """Take back what was sent and not yet settled."""
    table, reason = step.place(), step.text("reason")
    refs = step.line_refs("lines", required=True) or ()

    def do(play: Play, operator: Operator | None) -> Outcome:
        waiter = present(operator)
        parts = [(line.id, quantity) for line, quantity in pick(play.tab(waiter, table), refs)]
        if waiter.menus:
            cancel_menus(play.till, waiter, table, parts, reason)
            return Outcome()
        sent = void_lines(play.till, waiter, table, parts, reason)
        play.tally.voids += 1
        return play.order_sent(waiter, sent)

    return do


def read_price(step: StepTable) -> Deed:
    """Give an open line another price for one."""
    table, reason = step.place(), step.text("reason", "")
    ref, price = step.line_ref(with_quantity=False), step.money("price")

    def do(play: Play, operator: Operator | None) -> Outcome:
        waiter = present(operator)
        line = pick_one(play.tab(waiter, table), ref)
        return play.order_sent(waiter, change_price(play.till, waiter, table, line.id, price, reason))

    return do


def read_discount(step: StepTable) -> Deed:
    """Take a percentage or an amount off an open line."""
    table, reason = step.place(), step.text("reason", "")
    ref = step.line_ref(with_quantity=False)
    basis_points = step.percent("percent") if step.has("percent") else None
    amount = step.money("amount") if step.has("amount") else None
    if (basis_points is None) == (amount is None):
        step.wrong("Ein Rabatt wird entweder mit „percent“ oder mit „amount“ angegeben.")

    def do(play: Play, operator: Operator | None) -> Outcome:
        waiter = present(operator)
        line = pick_one(play.tab(waiter, table), ref)
        sent = discount_line(
            play.till, waiter, table, line.id, basis_points=basis_points, amount=amount, reason=reason
        )
        return play.order_sent(waiter, sent)

    return do


def read_transfer(step: StepTable) -> Deed:
    """Move lines, or the whole tab, to another table."""
    table, target = step.place(), step.place("to")
    refs = step.line_refs("lines")
    if table == target:
        step.wrong("Umgebucht wird auf einen anderen Tisch.", "to")

    def do(play: Play, operator: Operator | None) -> Outcome:
        waiter = present(operator)
        parts = None
        if refs is not None:
            parts = [(line.id, quantity) for line, quantity in pick(play.tab(waiter, table), refs)]
        sent = transfer_lines(play.till, waiter, table, target, parts)
        play.tally.transfers += 1
        return play.order_sent(waiter, sent)

    return do


def read_hand_over(step: StepTable) -> Deed:
    """Give an open table to another operator."""
    table, receiver = step.place(), step.operator("to")

    def do(play: Play, operator: Operator | None) -> Outcome:
        hand_over(play.till, present(operator), table, receiver)
        return Outcome()

    return do


def read_describe(step: StepTable) -> Deed:
    """Note a table's name, guests, payer, and how it is going to be paid."""
    table = step.place()
    name = step.text("name") if step.has("name") else None
    guests = step.number("guests", most=999) if step.has("guests") else None
    payer = step.text("payer") if step.has("payer") else None
    method = step.payment("payment") if step.has("payment") else None
    if not any(step.has(key) for key in ("name", "guests", "payer", "payment")):
        step.wrong("Bitte angeben, was notiert wird: name, guests, payer oder payment.")

    def do(play: Play, operator: Operator | None) -> Outcome:
        describe_tab(
            play.till,
            present(operator),
            table,
            name=name,
            guests=guests,
            payer=payer,
            payment_code=None if method is None else method.code,
        )
        return Outcome()

    return do
