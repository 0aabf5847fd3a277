"""What a step states that it expects, and the comparison with what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kasse.cli.play.names import StepTable
from kasse.cli.play.playing import Outcome, Play
from kasse.cli.toml_table import Table, as_money, as_whole
from kasse.domain.money import Money
from kasse.domain.orders.compose import voucher_number
from kasse.domain.refused import Refused
from kasse.domain.staff import Operator

ORDER = frozenset({"signed"})
RECEIPT = frozenset({"signed", "receipt", "change", "tax", "number"})
REPORT = frozenset({"revenue", "cash", "tax", "balances"})
SETTLEMENT = frozenset({"ordered", "collected", "also_collected", "not_collected", "own_cash"})
CLOSING = REPORT | {"number", "difference"}

Seen = Callable[[Play, Operator | None, Outcome], object]
"""What is to be seen after a step; compared with what was expected by =="""


@dataclass(frozen=True, slots=True)
class Expectation:
    """`refused` is part of the refusal that must come, None if none may; `sights` what must be seen after it."""

    refused: str | None = None
    sights: tuple[tuple[str, object, Seen], ...] = ()

    def misses(self, play: Play, operator: Operator | None, outcome: Outcome) -> Iterator[str]:
        """A German sentence for each thing that is not as expected."""
        for name, wanted, seen in self.sights:
            found = seen(play, operator, outcome)
            if found != wanted:
                yield f"Erwartet war {name} = {_said(wanted)}, es ist {_said(found)}."


NOTHING = Expectation()


def _said(value: object) -> str:
    if value is None:
        return "nichts"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_said(each)}" for key, each in value.items()) or "nichts"
    return str(value)


def read_expect(step: StepTable, made: frozenset[str]) -> Expectation:
    """Read a step's `expect`. `made` are the things that its verb lets one expect beside those of all verbs."""
    if not step.has("expect"):
        return NOTHING
    table = step.table("expect")
    sights: list[tuple[str, object, Seen]] = []

    def sight(name: str, wanted: object, seen: Seen) -> None:
        sights.append((name, wanted, seen))

    if table.has("total"):
        sight("total", table.money("total"), _total(step, table))
    elif table.has("table"):
        table.wrong("„table“ sagt nur, wessen Summe „total“ meint.", "table")
    if table.has("open_tables"):
        sight("open_tables", table.number("open_tables"), lambda play, *_: _open_tables(play))
    if table.has("waiting"):
        wanted = _waiting(step, table.raw("waiting"))
        sight("waiting", wanted, lambda play, *_: {n: play.stage.waiting().get(n, 0) for n in wanted})
    if table.has("vouchers"):
        left = _sums(step, table.raw("vouchers"), "vouchers")
        sight("vouchers", left, lambda play, *_: {number: _left(play, number) for number in left})
    if "balances" in made and table.has("balances"):
        cash = _sums(step, table.raw("balances"), "balances")
        sight("balances", cash, lambda _p, _o, out: {name: _cash_of(out, name) for name in cash})
    for name, (read, seen) in _OUTCOMES.items():
        if name in made and table.has(name):
            sight(name, read(table, name), seen)
    if "tax" in made and table.has("tax"):
        rates = _taxes(step, table.raw("tax"))
        sight("tax", rates, lambda _p, _o, out: {rate: _tax(out, rate) for rate in rates})
    refused = table.text("refused") if table.has("refused") else None
    if refused is not None and any(name in made for name, *_ in sights):
        table.wrong("Was abgelehnt wird, hat kein Ergebnis, das man erwarten könnte.", "refused")
    table.end()
    return Expectation(refused, tuple(sights))


def _total(step: StepTable, expect: Table) -> Seen:
    """The sum open on the table that the expectation names, else on that of the step."""
    named = expect.raw("table") if expect.has("table") else step.raw("table")
    where = 0
    try:
        where = step.names.place(named)
    except Refused:
        expect.wrong("„total“ braucht einen Tisch, den es gibt: bitte „table“ angeben.", "total")

    def seen(play: Play, operator: Operator | None, _outcome: Outcome) -> Money:
        training = operator is not None and operator.training
        tabs = play.till.books.open_tabs()
        return Money.sum(tab.total for tab in tabs if tab.table == where and tab.training is training)

    return seen


def _open_tables(play: Play) -> int:
    return sum(not tab.training for tab in play.till.books.open_tabs())


def _number(outcome: Outcome) -> int | None:
    if outcome.closing is not None:
        return outcome.closing.number
    return outcome.receipt.number if outcome.receipt is not None else None


_OUTCOMES: Mapping[str, tuple[Callable[[Table, str], object], Seen]] = {
    "signed": (Table.flag, lambda _p, _o, out: out.secured is not None and out.secured.is_signed),
    "receipt": (Table.money, lambda _p, _o, out: out.receipt and out.receipt.total),
    "change": (Table.money, lambda _p, _o, out: out.receipt and out.receipt.change),
    "number": (Table.number, lambda _p, _o, out: _number(out)),
    "revenue": (Table.money, lambda _p, _o, out: out.figures and out.figures.gross),
    "cash": (Table.money, lambda _p, _o, out: out.figures and out.figures.cash_expected),
    "ordered": (Table.money, lambda _p, _o, out: out.settlement and out.settlement.ordered),
    "collected": (Table.money, lambda _p, _o, out: out.settlement and out.settlement.collected),
    "also_collected": (Table.money, lambda _p, _o, out: out.settlement and out.settlement.also_collected),
    "not_collected": (Table.money, lambda _p, _o, out: out.settlement and out.settlement.not_collected),
    "own_cash": (Table.money, lambda _p, _o, out: out.settlement and out.settlement.cash.balance),
    "difference": (Table.money, lambda _p, _o, out: out.closing and out.closing.difference),
}


def _tax(outcome: Outcome, rate: str) -> Money:
    taxes = outcome.receipt.taxes if outcome.receipt else outcome.figures.taxes if outcome.figures else ()
    return Money.sum(each.tax for each in taxes if str(each.rate) == rate)


def _left(play: Play, number: str) -> Money | None:
    found = play.till.books.voucher(voucher_number(number))
    return None if found is None else found.balance


def _cash_of(outcome: Outcome, name: str) -> Money | None:
    balances = outcome.figures.balances if outcome.figures else ()
    return next((balance.balance for balance in balances if balance.name == name), None)


def _waiting(step: StepTable, value: object) -> dict[str, int]:
    if not isinstance(value, dict) or any(as_whole(each) is None for each in value.values()):
        step.wrong('„waiting“ nennt Drucker und Zahl der Papiere, etwa { "Küche" = 2 }.', "expect", "waiting")
        return {}
    for name in value:
        if name not in step.names.master.house.printers:
            step.wrong(f"Einen Drucker {name} gibt es nicht.", "expect", "waiting")
    return dict(value)


def _sums(step: StepTable, value: object, field: str) -> dict[str, Money]:
    """{"G-1" = "12,00"}: an amount by name."""
    found: dict[str, Money] = {}
    try:
        for name, each in value.items() if isinstance(value, dict) else ():
            amount = as_money(each)
            if amount is not None:
                found[name] = amount
    except Refused as refusal:
        step.wrong(str(refusal), "expect", field)
        return {}
    if not isinstance(value, dict) or len(found) != len(value):
        step.wrong(f'„{field}“ nennt Beträge, etwa {{ "…" = "12,00" }}.', "expect", field)
    return found


def _taxes(step: StepTable, value: object) -> dict[str, Money]:
    """{"19" = "1,20", "7" = "0,85"}: the tax contained, by rate."""
    found: dict[str, Money] = {}
    try:
        for rate, each in value.items() if isinstance(value, dict) else ():
            amount = as_money(each)
            if amount is not None:
                found[rate.removesuffix("%").strip().replace(".", ",") + " %"] = amount
    except Refused as refusal:
        step.wrong(str(refusal), "expect", "tax")
        return {}
    if not isinstance(value, dict) or len(found) != len(value):
        step.wrong('„tax“ nennt Steuersätze und Beträge, etwa { 19 = "1,20", 7 = "0,85" }.', "expect", "tax")
    return found
