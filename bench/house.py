"""The houses that are measured: the demonstration house without printers, and one with ten thousand articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kasse.cli.master_file import MasterFile, demo_master
from kasse.domain.catalogue import Article, Menu, MenuSection
from kasse.domain.master import Master
from kasse.domain.tax import TaxClass
from kasse.usecases.pins import hash_pin

MANY = 10_000
SECTION = 60
"""Articles in one subdivision of the big house's menu: what fits on a screen."""


def demo_house() -> MasterFile:
    """The demonstration house; what it would print goes nowhere."""
    file = demo_master(hash_pin)
    house = file.master.house
    terminals = {n: replace(t, receipt_printer="") for n, t in house.terminals.items()}
    return MasterFile(replace(file.master, house=replace(house, printers={}, terminals=terminals)), file.pins)


def big_house(articles: int = MANY) -> MasterFile:
    """The demonstration house with so many articles: its own, and copies of them under other numbers."""
    file = demo_house()
    catalogue = file.master.catalogue
    own = list(catalogue.articles.values())
    sold = [a for a in own if _is_plain(a, file.master)]
    many = dict(catalogue.articles)
    first = max(many) // 1000 * 1000 + 1000
    for i in range(articles - len(own)):
        of = sold[i % len(sold)]
        many[first + i] = replace(
            of, number=first + i, name=f"{of.name} {i}", button_text=f"{of.label} {i}", scan_code=""
        )
    numbers = sorted(number for number in many if number >= first)
    sections = tuple(
        MenuSection(f"Teil {1 + i // SECTION}", tuple(numbers[i : i + SECTION]))
        for i in range(0, len(numbers), SECTION)
    )
    menus = (*catalogue.menus, Menu(max(m.number for m in catalogue.menus) + 1, "Alles", sections, 1))
    return MasterFile(
        replace(file.master, catalogue=replace(catalogue, articles=many, menus=menus)), file.pins
    )


def _is_plain(article: Article, master: Master) -> bool:
    return (
        article.function is None
        and article.active
        and not (article.open_price or article.sold_out or article.side_groups or article.zero_allowed)
        and article.price(1).cents > 0
        and master.catalogue.groups[article.group].tax_class in {TaxClass.FOOD, TaxClass.DRINK}
    )


def five_lines(master: Master) -> Sequence[tuple[int, ...]]:
    """Article numbers for orders of five lines in two rates of tax: two dishes and three drinks each."""
    groups = master.catalogue.groups
    plain = [a for a in master.catalogue.articles.values() if _is_plain(a, master)]
    food = [a.number for a in plain if groups[a.group].tax_class is TaxClass.FOOD]
    drink = [a.number for a in plain if groups[a.group].tax_class is TaxClass.DRINK]
    return [
        (
            food[2 * i % len(food)],
            food[(2 * i + 1) % len(food)],
            *(drink[(3 * i + k) % len(drink)] for k in range(3)),
        )
        for i in range(120)
    ]
