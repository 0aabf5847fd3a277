"""Master data from a file: the demonstration house is believable, and a fault is named with its line."""

from dataclasses import fields
from datetime import date

import pytest

from kasse import resources
from kasse.cli.catalogue_file import HUES
from kasse.cli.master_file import MasterFile, demo_master, read_master
from kasse.cli.toml_source import FileRefused, TomlSource
from kasse.domain.business import PaymentKind
from kasse.domain.catalogue import FunctionCode
from kasse.domain.money import Money
from kasse.domain.refused import Refused
from kasse.domain.staff import Right
from kasse.ui.theme.hues import HUE_ORDER

SMALL = """
[business]
name = "Imbiss"
street = "Gasse 1"
postcode = "94032"
city = "Passau"

[[terminal]]
number = 1
name = "Kasse"
serial = "K-1"

[[payment]]
code = "BA"
name = "Bar"
kind = "cash"

[[level]]
number = 1
name = "Alle"
rights = "all"

[[operator]]
number = 1
name = "Eva"
level = 1
pin = "1234"

[[main_group]]
number = 1
name = "Küche"

[[group]]
number = 1
name = "Würste"
main_group = 1
tax = "food"
articles = [
  { number = 1, name = "Bratwurst", price = "4,50" },
]
"""


@pytest.fixture(scope="module")
def demo() -> MasterFile:
    return demo_master(lambda pin: f"hash of {pin}")


def small(old: str = "", new: str = "") -> MasterFile:
    assert old in SMALL
    source = TomlSource.parse(SMALL.replace(old, new, 1) if old else SMALL, "imbiss.toml")
    return read_master(source, lambda pin: f"hash of {pin}")


def line_of(words: str) -> int:
    return next(n for n, row in enumerate(SMALL.splitlines(), 1) if words in row)


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ('price = "4,50"', 'price = "4,50", agency = 3', "", "Eine Agentur 3 gibt es nicht"),
        ('price = "4,50"', 'price = "4,50", case = "discount"', "Bratwurst", "„case“ muss eines von"),
        ('tax = "food"', 'tax = "fod"', 'tax = "food"', "standard, reduced"),
        ("main_group = 1", "main_group = 7", "main_group = 1", "Eine Hauptgruppe 7 gibt es nicht"),
        ('price = "4,50"', "price = 4.5", "Bratwurst", "in Anführungszeichen"),
        ('price = "4,50"', 'price = "4,5x"', "Bratwurst", "kein Betrag"),
        ('price = "4,50"', 'prise = "4,50"', "Bratwurst", "Gemeint ist vielleicht „price“"),
        ('price = "4,50"', 'price = "4,50", take_away_group = 5', "Bratwurst", "Warengruppe 5"),
        ('price = "4,50"', 'price = "4,50", side_groups = [3]', "Bratwurst", "Beilagengruppe 3"),
        ('price = "4,50"', 'price = "4,50", hue = "Rosa"', "Bratwurst", "Himbeere"),
        ('price = "4,50"', 'price = "-4,50"', "Bratwurst", "negativen Preis"),
        ('pin = "1234"', 'pin = "12"', "pin =", "4 bis 12 Ziffern"),
        ("level = 1", "level = 2", "level = 1", "Passwortebene 2"),
        ('rights = "all"', 'rights = ["ordr"]', "rights =", "Ein Recht ordr"),
        ('kind = "cash"', 'kind = "card"', "", "Zahlungsart für Bargeld"),
        ('serial = "K-1"', 'serial = "K-1"\nreceipt_printer = "X"', "", "Einen Drucker X"),
        ('tax = "food"', 'tax = "food"\nstation = "Herd"', "", "druckt kein Drucker"),
        ('city = "Passau"', "", "[business]", "Es fehlt „city“"),
        ('name = "Kasse"', 'name = "Kasse"\nnumber_of_drawers = 2', "", "Ein Feld „number_of_drawers“"),
    ],
)
def test_a_fault_is_named_with_file_and_line(old: str, new: str, at: str, words: str) -> None:
    with pytest.raises(FileRefused, match=words) as refused:
        small(old, new)
    if at:
        assert f"imbiss.toml, Zeile {line_of(at)}: " in str(refused.value)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(FileRefused) as refused:
        small('tax = "food"', 'tax = "fod"\nhue = "Rosa"\nbeep = 1')
    assert len(refused.value.problems) == 3


def test_the_same_number_twice_is_refused() -> None:
    with pytest.raises(FileRefused, match="Artikel 1 gibt es zweimal"):
        small('price = "4,50" },', 'price = "4,50" },\n  { number = 1, name = "Weißwurst", price = "3,50" },')


def test_a_pin_is_kept_as_hash_only() -> None:
    read = small()
    assert read.pins == {1: "1234"}
    operator = read.master.staff.operator(1)
    assert operator.pin_hash == "hash of 1234"


def test_a_rate_of_foreign_cash_is_kept_to_the_millionth(demo: MasterFile) -> None:
    assert demo.master.house.payment_method("CHF").rate_micros == 1_050_000
    assert demo.master.house.payment_method("USD").rate_micros == 860_000


def test_the_demonstration_house_has_the_size_of_a_real_one(demo: MasterFile) -> None:
    house, catalogue, staff = demo.master.house, demo.master.catalogue, demo.master.staff
    assert 140 <= len(catalogue.articles) <= 160
    assert len(house.areas) == 3
    assert len(house.places) == 30
    assert sum(not operator.training for operator in staff.operators.values()) == 6
    assert sum(operator.training for operator in staff.operators.values()) == 1
    assert {"Küche", "Schank", "Beleg"} == set(house.printers)
    assert {m.kind for m in house.payment_methods.values()} == set(PaymentKind)
    assert {a.function for a in catalogue.articles.values() if a.function} == set(FunctionCode)
    assert {a.name for a in house.internal_accounts.values()} == {"Personal", "Eigenverbrauch", "Besprechung"}


def test_the_demonstration_house_uses_all_that_an_article_can_be(demo: MasterFile) -> None:
    articles = demo.master.catalogue.articles.values()
    assert any(a.open_price for a in articles)
    assert any(a.zero_allowed for a in articles)
    assert any(a.sold_out for a in articles)
    assert any(a.side_groups for a in articles)
    assert any(group.free for group in demo.master.catalogue.side_groups.values())
    assert any("\u00ad" in a.button_text for a in articles)
    for article in articles:
        assert article.button_text.replace("\u00ad", "") != article.name or "\u00ad" in article.button_text


@pytest.mark.feature("M-PR-05", "M-WEI-04")
def test_the_evening_costs_more_and_what_has_no_evening_price_costs_the_same(demo: MasterFile) -> None:
    catalogue = demo.master.catalogue
    pils, breze = catalogue.named("Pils vom Fass 0,5"), catalogue.named("Breze")
    assert (pils.price(1), pils.price(2)) == (Money(490), Money(520))
    assert [breze.price(level) for level in range(1, 10)] == [Money(180)] * 9


def test_milk_drinks_of_the_demonstration_are_taxed_less_when_taken_away(demo: MasterFile) -> None:
    catalogue, day = demo.master.catalogue, date(2026, 11, 20)
    latte, espresso = catalogue.named("Latte macchiato"), catalogue.named("Espresso")
    assert str(catalogue.rate(latte, day, take_away=False)) == "19 %"
    assert str(catalogue.rate(latte, day, take_away=True)) == "7 %"
    assert str(catalogue.rate(espresso, day, take_away=True)) == "19 %"


def test_no_article_of_the_demonstration_is_out_of_reach(demo: MasterFile) -> None:
    catalogue = demo.master.catalogue
    on_menus = {n for menu in catalogue.menus for section in menu.sections for n in section.articles}
    as_sides = {n for group in catalogue.side_groups.values() for n in group.articles}
    assert on_menus | as_sides == set(catalogue.articles)
    assert [menu.name for menu in catalogue.menus][:2] == ["Tageskarte", "Abendkarte"]


def test_the_tables_of_the_demonstration_do_not_overlap(demo: MasterFile) -> None:
    places = list(demo.master.house.places.values())
    for a in places:
        for b in places:
            apart = (
                a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
            )
            assert a is b or a.area != b.area or apart, (a, b)


def test_the_waiters_of_the_demonstration_may_less_than_those_who_lead(demo: MasterFile) -> None:
    staff = demo.master.staff
    service, lead, boss = (staff.levels[number] for number in (1, 2, 3))
    assert service.rights < lead.rights < boss.rights == frozenset(Right)
    with pytest.raises(Refused, match="Anna Berger nicht erlaubt"):
        staff.require(staff.operator(1), Right.REVERSAL)


def test_the_pins_of_the_demonstration_are_marked_as_test_pins(demo: MasterFile) -> None:
    assert set(demo.pins) == set(demo.master.staff.operators)
    assert "test PINs" in resources.text("demo", "business.toml")


def test_the_hues_of_a_file_are_those_of_the_screens() -> None:
    assert HUES == HUE_ORDER


def test_nothing_of_an_article_is_forgotten_by_the_file() -> None:
    """Each field of an article can be written in a file; `group` is the table that it stands in."""
    source = TomlSource.parse(
        SMALL.replace(
            'price = "4,50" }',
            'prices = ["4,50", "", "5,00"], open_price = true, zero_allowed = true, side_groups = [1], '
            'take_away_group = 1, button = "Brat\\u00ADwurst", hue = "Senf", function = "tip", '
            'scan_code = "4012", sold_out = true, active = false, case = "deposit", agency = 7 }',
        )
        + '\n[[agency]]\nnumber = 7\nname = "Metzgerei"\n\n[[side_group]]\nnumber = 1\nname = "Senf"\narticles = [1]\n',
        "imbiss.toml",
    )
    article = read_master(source, str).master.catalogue.articles[1]
    plain = read_master(TomlSource.parse(SMALL, "imbiss.toml"), str).master.catalogue.articles[1]
    same = {f.name for f in fields(article) if getattr(article, f.name) == getattr(plain, f.name)}
    assert same == {"number", "name", "group"}
    assert article.prices == (Money(450), None, Money(500))
