"""Verbs for the day and its mishaps: count, report, close; printers, signing device and power that fail."""

from __future__ import annotations

from kasse.cli.play.names import StepTable
from kasse.cli.play.playing import Deed, Outcome, Play, present
from kasse.cli.play.stage import TseFault
from kasse.cli.toml_table import as_money, as_whole, gist
from kasse.domain.money import ZERO, Money
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import Series
from kasse.settings.declared import ALL
from kasse.usecases.change_setting import change_setting
from kasse.usecases.close_day import close_day, look_at_day, report_day
from kasse.usecases.report_units import print_units
from kasse.usecases.set_availability import lock_article, set_remaining, unlock_article
from kasse.usecases.settle_operator import print_settlement

NOTES = frozenset(
    Money(cents) for cents in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000)
)
"""Coins and notes in euro, as cash is counted."""


def read_setting(step: StepTable) -> Deed:
    """Give a setting another value."""
    key, text = step.text("key"), step.text("value")
    found = next((setting for setting in ALL if setting.key == key), None)
    value: object = None
    if found is None:
        step.wrong(f"Eine Einstellung „{key}“ gibt es nicht.{gist(key, [each.key for each in ALL])}", "key")
    else:
        try:
            value = found.kind.read(text)
        except Refused as refusal:
            step.wrong(f"„{key}“: {refusal}", "value")

    def do(play: Play, operator: Operator | None) -> Outcome:
        if found is not None:
            change_setting(play.till, present(operator), found, value)
        return Outcome()

    return do


def read_lock(step: StepTable) -> Deed:
    """Sell an article no more."""
    article = step.article()

    def do(play: Play, operator: Operator | None) -> Outcome:
        lock_article(play.till, present(operator), article)
        return Outcome()

    return do


def read_unlock(step: StepTable) -> Deed:
    """Sell it again."""
    article = step.article()

    def do(play: Play, operator: Operator | None) -> Outcome:
        unlock_article(play.till, present(operator), article)
        return Outcome()

    return do


def read_remaining(step: StepTable) -> Deed:
    """There is so much of an article; without a quantity nobody counts it any more."""
    article = step.article()
    left = step.quantity("quantity") if step.has("quantity") else None

    def do(play: Play, operator: Operator | None) -> Outcome:
        set_remaining(play.till, present(operator), article, left)
        return Outcome()

    return do


def read_count(step: StepTable) -> Deed:
    """Count the cash; the closing to come takes it as counted."""
    amount = step.money("amount") if step.has("amount") else None
    notes = _notes(step) if step.has("notes") else None
    difference = step.money("difference") if step.has("difference") else None
    if sum(each is not None for each in (amount, notes, difference)) != 1:
        step.wrong("Gezählt wird entweder mit „amount“, mit „notes“ oder mit „difference“.")

    def do(play: Play, operator: Operator | None) -> Outcome:
        play.till.staff.require(present(operator), Right.CLOSE_DAY)
        counted = amount if amount is not None else notes
        if counted is None:
            counted = look_at_day(play.till).figures.cash_expected + (difference or ZERO)
        play.counted = counted
        return Outcome()

    return do


def _notes(step: StepTable) -> Money:
    """{"50" = 3, "0,20" = 10}: how many of each coin and note."""
    value = step.raw("notes")
    total = ZERO
    try:
        for name, many in value.items() if isinstance(value, dict) else ():
            worth, count = as_money(name), as_whole(many)
            if worth not in NOTES or count is None or count < 0:
                step.wrong(f"„{name} = {many}“ sind keine Münzen oder Scheine.", "notes", name)
            elif worth is not None:
                total += worth.times(count)
    except Refused as refusal:
        step.wrong(str(refusal), "notes")
    if not isinstance(value, dict):
        step.wrong('„notes“ nennt Münzen und Scheine mit ihrer Zahl, etwa { 50 = 3, "0,20" = 10 }.', "notes")
    return total


def read_x_report(_step: StepTable) -> Deed:
    """Print the figures so far."""

    def do(play: Play, operator: Operator | None) -> Outcome:
        return Outcome(figures=report_day(play.till, present(operator)))

    return do


def read_units_report(step: StepTable) -> Deed:
    """Print the report by accounting units, or that of one of them, for the day that is sold for now."""
    unit = step.text("unit", "")

    def do(play: Play, operator: Operator | None) -> Outcome:
        till = play.till
        printed = print_units(till, present(operator), till.books.business_date, unit)
        return Outcome(figures=printed.day.of(unit).figures)

    return do


def read_settle(step: StepTable) -> Deed:
    """Print the settlement of an operator: one's own unless `operator` names another."""
    other = step.operator("operator") if step.has("operator") else None

    def do(play: Play, operator: Operator | None) -> Outcome:
        who = present(operator)
        printed = print_settlement(play.till, who, who.number if other is None else other)
        return Outcome(settlement=printed.day.settlement)

    return do


def read_close_day(_step: StepTable) -> Deed:
    """Close the day with the cash that was counted before, if it was."""

    def do(play: Play, operator: Operator | None) -> Outcome:
        before = play.till.books.last_number(Series.RECEIPT)
        closed = close_day(play.till, present(operator), play.counted)
        for number in range(before + 1, play.till.books.last_number(Series.RECEIPT) + 1):
            booked = play.till.books.receipt(number)  # what the till books by itself with the closing
            play.tally.count_receipt(booked.receipt, booked.secured)
        play.counted = None
        play.tally.closings += 1
        return Outcome(figures=closed.closing.figures, closing=closed.closing)

    return do


def read_printer_out(step: StepTable) -> Deed:
    """A printer stops printing."""
    name = step.printer()

    def do(play: Play, _operator: Operator | None) -> Outcome:
        play.stage.printer_out(name)
        return Outcome()

    return do


def read_printer_back(step: StepTable) -> Deed:
    """A printer prints again."""
    name = step.printer()

    def do(play: Play, _operator: Operator | None) -> Outcome:
        play.stage.printer_back(name)
        return Outcome()

    return do


def read_tse_out(step: StepTable) -> Deed:
    """The signing device stops signing."""
    fault = step.choice("fault", TseFault, TseFault.OUT)

    def do(play: Play, _operator: Operator | None) -> Outcome:
        play.stage.tse_out(fault)
        return Outcome()

    return do


def read_tse_back(_step: StepTable) -> Deed:
    """The signing device answers again."""

    def do(play: Play, _operator: Operator | None) -> Outcome:
        play.stage.tse_back()
        return Outcome()

    return do


def read_power_cut(_step: StepTable) -> Deed:
    """The power fails; the till starts anew and nobody is signed in."""

    def do(play: Play, _operator: Operator | None) -> Outcome:
        play.stage.power_cut()
        play.till = play.stage.till
        play.operators.clear()
        play.counted = None
        play.tally.power_cuts += 1
        return Outcome()

    return do
