"""One till, three modes of a waiter: practice, the boss, and operator 98 who takes menus ahead."""

from __future__ import annotations

import pytest

from kasse.domain.staff import Operator
from kasse.settings.declared.tables import BOSS_OVERVIEW
from kasse.sheets.declared import OPERATORS
from kasse.usecases.change_master import Edit, change_master
from kasse.usecases.change_setting import Change, change_settings
from kasse.usecases.pins import hash_pin
from kasse.usecases.till import Changed
from tests.ui.at_work import TillAtWork

BOSS, WAITER, TRAINEE, TAKER = "Georg Hirsch", "Anna Berger", "Übungsbediener", "Menüs"


def serve(work: TillAtWork, name: str, table: int) -> None:
    """Somebody signs in, sends a beer to a table, and leaves."""
    work.sign_in(name)
    if not work.tables.pad.isVisible():
        work.tap(work.tables.choices.close_key)
    work.open_table(table)
    work.tap_tile("Helles 0,5")
    work.send()
    work.program.sign_out()
    work.settle()


@pytest.mark.feature("R-01")
def test_who_signs_in_decides_what_an_order_is_and_which_tables_are_seen(at_work: TillAtWork) -> None:
    till = at_work.shop.till
    level = next(o.level for o in till.staff.operators.values() if o.name == WAITER)
    taker = Operator(98, TAKER, level, hash_pin("9898"), menus=True)
    change_master(till, None, [Edit(OPERATORS, None, taker)])
    change_settings(till, None, [Change(BOSS_OVERVIEW, "1", till.settings.scope_for(BOSS_OVERVIEW))])
    at_work.pins[98] = "9898"
    at_work.desk.changed.emit(Changed.MASTER)
    at_work.settle()
    waiter = next(o for o in till.staff.operators.values() if o.name == WAITER)

    serve(at_work, WAITER, 12)
    serve(at_work, TRAINEE, 14)
    serve(at_work, TAKER, 11)

    at_work.sign_in(TRAINEE)
    assert at_work.is_training()
    assert at_work.program.guide.strip.open_key.isVisible()
    trainee = at_work.program.operator
    assert trainee is not None
    assert till.look(trainee, 14) is not None, "what was practised is there in practice"
    assert till.look(trainee, 12) is None
    at_work.program.sign_out()
    at_work.settle()

    assert till.books.tab(11) is None, "what is taken ahead is not sold"
    order = till.books.menu_order(11)
    assert order is not None
    assert [item.line.name for item in order.items] == ["Helles 0,5"]
    assert till.look(waiter, 14) is None, "practice is nobody else's"

    at_work.sign_in(BOSS)
    cells = at_work.tables.choices.cells
    assert cells.isVisible(), "the boss sees first what all waiters have open"
    names = [cells.cell_name(i) for i in range(cells.cell_count())]
    assert [name.split(",")[0] for name in names] == ["Tisch 12"]
    at_work.choose(at_work.tables.choices, "Tisch 12")
    assert at_work.window.shown == "orders"
