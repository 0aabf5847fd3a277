"""Short ways to give the small house another article, terminal, operator or account while a test runs."""

from dataclasses import replace
from typing import Any

from kasse.domain.business import InternalAccount, Unit
from kasse.domain.master import Master
from kasse.usecases.till import Till


def with_article(till: Till, number: int, **changes: Any) -> None:
    """An article is otherwise from now on."""
    catalogue = till.master.catalogue
    articles = {**catalogue.articles, number: replace(catalogue.articles[number], **changes)}
    till.master = replace(till.master, catalogue=replace(catalogue, articles=articles))


def with_terminal(till: Till, **changes: Any) -> None:
    """This till is otherwise from now on."""
    house = till.master.house
    own = replace(house.terminals[till.terminal.number], **changes)
    till.master = _with(till.master, terminals={**house.terminals, own.number: own})


def with_account(till: Till, account: InternalAccount) -> None:
    """There is another internal account, or it is otherwise."""
    accounts = {**till.master.house.internal_accounts, account.number: account}
    till.master = _with(till.master, internal_accounts=accounts)


def with_units(till: Till, *names: str) -> None:
    """The house is divided into accounting units, numbered from 1."""
    till.master = _with(till.master, units={i: Unit(i, name) for i, name in enumerate(names, 1)})


def _with(master: Master, **changes: Any) -> Master:
    return replace(master, house=replace(master.house, **changes))
