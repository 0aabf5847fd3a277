"""The demonstration house in other countries and with other printers, and tills opened in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from kasse.app.shop import Shop, Wiring
from kasse.cli.master_file import demo_master
from kasse.domain.business import Printer
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.sales import Tender
from kasse.domain.staff import Operator, Right
from kasse.domain.tax import Country
from kasse.usecases.book_order import OrderSent
from kasse.usecases.send_order import send_order
from kasse.usecases.take_payment import Paid, take_payment
from kasse.usecases.till import Till
from tests.cli.play.stages import hash_pin

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
TABLE = 12


@lru_cache(maxsize=1)
def demo() -> Master:
    """The demonstration house."""
    return demo_master(hash_pin).master


def in_country(country: Country) -> Master:
    """The same house abroad."""
    master = demo()
    business = replace(master.house.business, country=country)
    return replace(
        master,
        house=replace(master.house, business=business),
        catalogue=replace(master.catalogue, country=country),
    )


def with_printer(**changes: str) -> Master:
    """The same house whose kitchen printer is another one."""
    master = demo()
    printers: dict[str, Printer] = dict(master.house.printers)
    printers["Küche"] = replace(printers["Küche"], **changes)  # type: ignore[arg-type]
    return replace(master, house=replace(master.house, printers=printers))


def open_shop(
    folder: Path,
    setup: Master | None = None,
    *,
    now: Callable[[], datetime] = lambda: NOON,
    threads: bool = False,
) -> Shop:
    """A till of the demonstration house; its printers work when told, unless they have threads of their own."""
    return Shop(folder, Wiring(now=now, pictures=False, threads=threads), setup=setup or demo())


def boss(till: Till) -> Operator:
    """Somebody who may do everything."""
    return next(o for o in till.staff.operators.values() if till.staff.may(o, Right.CLOSE_DAY))


def order(till: Till, article: int = 101) -> OrderSent:
    """One soup for the table."""
    return send_order(till, boss(till), TABLE, [Wish(article)])


def pay(till: Till) -> Paid:
    """The whole table, in cash."""
    return take_payment(till, boss(till), TABLE, [Tender(till.own_cash(), Money(500_00))])
