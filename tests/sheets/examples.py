"""A sheet of articles with every kind of column that matters to lists and files, whatever the program declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kasse.domain.business import Business, House, Terminal
from kasse.domain.catalogue import Article
from kasse.domain.master import Master
from kasse.domain.money import Money
from kasse.domain.staff import Operator, PasswordLevel, Right, Staff
from kasse.domain.tax import Country
from kasse.settings.kinds import Amount, Choice, Maybe, Number, NumberOf, NumbersOf, Referred, Switch, Text
from kasse.sheets import Column, Key, Sheet
from kasse.sheets.model import next_free
from tests.domain.examples import CATALOGUE

HOUSE = House(
    business=Business("Probe", "Weg 1", "10115", "Berlin", Country.DE),
    terminals={1: Terminal(1, "Theke", "K1")},
    areas={},
    places={},
    payment_methods={},
    internal_accounts={},
    printers={},
    void_reasons=(),
    remarks=(),
)
STAFF = Staff({1: Operator(1, "Anna", 1, "")}, {1: PasswordLevel(1, "Leitung", frozenset(Right))})
MASTER = Master(HOUSE, CATALOGUE, STAFF)


def _price(article: Article) -> int | None:
    return article.prices[0].cents if article.prices and article.prices[0] is not None else None


def _priced(article: Article, cents: int | None) -> Article:
    return replace(article, prices=(None if cents is None else Money(cents), *article.prices[1:]))


def _with(master: Master, articles: Mapping[Any, Article]) -> Master:
    return replace(master, catalogue=replace(master.catalogue, articles=dict(articles)))


def _renamed(article: Article, key: Key) -> Article:
    return replace(article, number=int(key))


NUMBER: Column[Article, int] = Column(
    key="number",
    kind=Number(1, 999_999),
    label="Nummer",
    help="Die Nummer.",
    get=lambda a: a.number,
    shown=True,
)
NAME: Column[Article, str] = Column(
    key="name",
    kind=Text(40),
    label="Bezeichnung",
    help="Wie er heißt.",
    get=lambda a: a.name,
    put=lambda a, text: replace(a, name=text),
    words=("Artikelname",),
    shown=True,
)
GROUP: Column[Article, int | None] = Column(
    key="group",
    kind=NumberOf(Referred.PRODUCT_GROUP),
    label="Warengruppe",
    help="Wozu er gehört.",
    get=lambda a: a.group,
    put=lambda a, number: replace(a, group=number or 0),
    shown=True,
)
PRICE: Column[Article, int | None] = Column(
    key="price_1",
    kind=Maybe(Amount(-1_000_00, 1_000_00)),
    label="Preis 1",
    help="Was er kostet.",
    get=_price,
    put=_priced,
    shown=True,
)
SIDES: Column[Article, tuple[int, ...]] = Column(
    key="sides",
    kind=NumbersOf(Referred.SIDE_GROUP),
    label="Beilagen",
    help="Was dazu gewählt wird.",
    get=lambda a: a.side_groups,
    put=lambda a, numbers: replace(a, side_groups=numbers),
    stored="side_groups",
)
HUE: Column[Article, str] = Column(
    key="hue",
    kind=Choice({"": "wie die Gruppe", "Honig": "Gelb wie Honig", "Petrol": "Petrol"}),
    label="Farbe",
    help="Die Farbe der Taste.",
    get=lambda a: a.hue,
    put=lambda a, hue: replace(a, hue=hue),
)
CODE: Column[Article, str] = Column(
    key="scan_code",
    kind=Text(20),
    label="EAN",
    help="Der Strichcode.",
    get=lambda a: a.scan_code,
    put=lambda a, code: replace(a, scan_code=code),
)
SOLD_OUT: Column[Article, bool] = Column(
    key="sold_out",
    kind=Switch(),
    label="Ausverkauft",
    help="Heute nicht mehr da.",
    get=lambda a: a.sold_out,
    put=lambda a, flag: replace(a, sold_out=flag),
)
ACTIVE: Column[Article, bool] = Column(
    key="active",
    kind=Switch(),
    label="In Gebrauch",
    help="Nicht stillgelegt.",
    get=lambda a: a.active,
    put=lambda a, flag: replace(a, active=flag),
)
LABEL: Column[Article, str] = Column(
    key="label", kind=Text(60), label="Auf der Taste", help="Was die Taste zeigt.", get=lambda a: a.label
)
ARTICLES: Sheet[Article] = Sheet(
    key="try_articles",
    label="Artikel",
    one="Der Artikel",
    page="Speisekarte",
    help="Was verkauft wird.",
    table="article",
    columns=(NUMBER, NAME, GROUP, PRICE, SIDES, HUE, CODE, SOLD_OUT, ACTIVE, LABEL),
    rows=lambda master: master.catalogue.articles,
    with_rows=_with,
    title=lambda a: a.name,
    blank=lambda master: Article(next_free(master.catalogue.articles, 100), "", 10, (None,)),
    renamed=_renamed,
    is_active=lambda a: a.active,
    put_away=lambda a, used: replace(a, active=used),
    former=("PLU-Liste",),
)


def house_with(articles: Mapping[int, Article]) -> Master:
    """The house with these articles."""
    return _with(MASTER, articles)
