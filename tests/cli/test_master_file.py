"""Master data from a file: the demonstration house is believable, and a fault is named with its line."""

from dataclasses import fields
from datetime import date

import pytest

from kasse import resources
from kasse.cli.catalogue_file import HUES
from kasse.cli.master_file import MasterFile, demo_master, read_master
from kasse.cli.toml_source import FileRefused, TomlSource
from kasse.domain.business import InternalAccount, PaymentKind, Pricing, Unit
from kasse.domain.catalogue import FunctionCode, MenuSection, PlannedPrice
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
        ('serial = "K-1"', 'serial = "K-1"\nunit = 2', "", "Einen Betrieb 2 gibt es nicht"),
        ('serial = "K-1"', 'serial = "K-1"\nprice_level = 10', "", "ganze Zahl von 0 bis 9"),
        ('price = "4,50"', 'price = "4,50", units = [2]', "Bratwurst", "Einen Betrieb 2 gibt es nicht"),
        ('price = "4,50"', 'price = "4,50", price_level = 10', "Bratwurst", "ganze Zahl von 0 bis 9"),
        ('price = "4,50"', 'price = "4,50", purchase_price = "-1"', "Bratwurst", "darf nicht negativ sein"),
        ('price = "4,50"', 'price = "4,50", picture = "../x.png"', "Bratwurst", "bloße Name einer Datei"),
        ("level = 1", "level = 1\nprice_level = -1", "", "ganze Zahl von 0 bis 9"),
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
            'prices = ["4,50", "", "5,00"], open_price = true, zero_allowed = true, by_weight = true, side_groups = [1], '
            'take_away_group = 1, button = "Brat\\u00ADwurst", hue = "Senf", function = "tip", '
            'scan_code = "4012", sold_out = true, active = false, case = "deposit", agency = 7, price_level = 2, '
            'purchase_price = "1,10", calculated_price = "1,20", units = [3], picture = "wurst.png", '
            "discount_percents = [5, 10], amount_discounts = false, "
            'sold_times = "Mo-Fr 11:00-14:30", sold_from = 2026-12-01, sold_until = 2026-12-24 }',
        )
        + '\n[[unit]]\nnumber = 3\nname = "Bar"\n'
        + '\n[[agency]]\nnumber = 7\nname = "Metzgerei"\n\n[[side_group]]\nnumber = 1\nname = "Senf"\narticles = [1]\n',
        "imbiss.toml",
    )
    article = read_master(source, str).master.catalogue.articles[1]
    plain = read_master(TomlSource.parse(SMALL, "imbiss.toml"), str).master.catalogue.articles[1]
    same = {f.name for f in fields(article) if getattr(article, f.name) == getattr(plain, f.name)}
    assert same == {"number", "name", "group"}
    assert article.prices == (Money(450), None, Money(500))


BAR = """
[[unit]]
number = 2
name = "Bar"

[[area]]
number = 1
name = "Bar"
tables = [{ number = 1 }, { number = 2, active = false }]

[[internal_account]]
number = 1
name = "Personal"
pricing = "percent"
percent = "62,5"

[[internal_account]]
number = 2
name = "Eigenverbrauch"
pricing = "calculated"
active = false

[[menu]]
number = 1
name = "Karte"
sections = [{ name = "Würste", articles = [1, 0, 0, 1], hue = "Senf" }]

[[planned_price]]
article = 1
valid_from = 2027-02-01
price = "4,90"

[[planned_price]]
article = 1
level = 2
valid_from = 2027-01-01
price = ""
"""


def test_a_file_sets_up_units_price_rules_planned_prices_and_the_layout_of_keys() -> None:
    text = SMALL.replace('serial = "K-1"', 'serial = "K-1"\nunit = 2\nprice_level = 3') + BAR
    text = text.replace('pin = "1234"', 'pin = "1234"\nprice_level = 4')
    master = read_master(TomlSource.parse(text, "bar.toml"), str).master
    house, catalogue = master.house, master.catalogue
    assert house.units == {2: Unit(2, "Bar")}
    assert (house.terminals[1].unit, house.terminals[1].price_level) == (2, 3)
    assert [place.active for place in house.places.values()] == [True, False]
    assert house.internal_accounts == {
        1: InternalAccount(1, "Personal", pricing=Pricing.PERCENT, percent=62_50),
        2: InternalAccount(2, "Eigenverbrauch", pricing=Pricing.CALCULATED, active=False),
    }
    assert catalogue.menus[0].sections == (MenuSection("Würste", (1, 0, 0, 1), "Senf"),)
    assert catalogue.planned == (
        PlannedPrice(1, 2, date(2027, 1, 1), None),
        PlannedPrice(1, 1, date(2027, 2, 1), Money(490)),
    )
    assert master.staff.operators[1].price_level == 4


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('percent = "62,5"', 'percent = "9999"', "von 0 bis 999 Prozent"),
        ('percent = "62,5"', "percent = 62.5", "Prozentsatz wie 30"),
        ('percent = "62,5"', "", "Es fehlt „percent“"),
        ('pricing = "percent"', 'pricing = "cheap"', "level, purchase, calculated, percent"),
        ('pricing = "percent"', 'pricing = "purchase"', "gilt nur mit pricing"),
        ('hue = "Senf"', 'hue = "Rosa"', "Himbeere"),
        ("articles = [1, 0, 0, 1]", "articles = [1, 0, 7]", "Einen Artikel 7"),
        ("valid_from = 2027-02-01", 'valid_from = "bald"', "ein Datum wie 2027-01-31"),
        ("valid_from = 2027-02-01", "valid_from = 2027-02-01T10:00:00", "ein Datum wie 2027-01-31"),
        ("valid_from = 2027-02-01", "", "Es fehlt „valid_from“"),
        ('price = "4,90"', 'price = ""', "Preis 1 kann nicht leer sein"),
        ('price = "4,90"', 'price = "-4,90"', "darf nicht negativ sein"),
        ('price = "4,90"', "", "Es fehlt „price“"),
        ("level = 2\nvalid_from = 2027-01-01", "valid_from = 2027-02-01", "schon geplant"),
        ("article = 1\nvalid", "article = 9\nvalid", "Einen Artikel 9"),
        ('number = 2\nname = "Bar"', "number = 2", "Es fehlt „name“"),
    ],
)
def test_nonsense_of_the_back_office_is_named_with_its_line(old: str, new: str, words: str) -> None:
    assert old in BAR
    with pytest.raises(FileRefused, match=words) as refused:
        read_master(TomlSource.parse(SMALL + BAR.replace(old, new, 1), "bar.toml"), str)
    assert "bar.toml, Zeile " in str(refused.value)
