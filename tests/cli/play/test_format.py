"""A written day is checked as a whole, with file and line, before anything is played."""

from pathlib import Path

import pytest

from kasse.cli.master_file import MasterFile
from kasse.cli.play.format import load_day, read_day
from kasse.cli.toml_source import FileRefused, TomlSource
from tests.cli.play.conftest import HEAD, day_of, written
from tests.cli.play.stages import hash_pin

ANNA = 'at = "10:00", by = "Anna Berger", do = "sign_in"'
BY = 'by = "Anna Berger"'

FAULTS = {
    f'{BY}, do = "ordre", table = 12': "Ein Verb „ordre“ gibt es nicht. Gemeint ist vielleicht „order“.",
    f"{BY}, table = 12": "Es fehlt „do“",
    'do = "drawer"': "Es fehlt „by“",
    'by = "Anna Burger", do = "drawer"': "Gemeint ist vielleicht „Anna Berger“",
    'by = 77, do = "drawer"': "Bediener mit der Nummer 77",
    'by = "Markus Huber", do = "drawer"': "Markus Huber ist nicht angemeldet",
    f'{BY}, do = "sign_in"': "schon angemeldet",
    f'{BY}, do = "drawer", tabel = 12': "Ein Feld „tabel“ gibt es hier nicht",
    f'{BY}, do = "drawer", at = "9:30"': "keine Uhrzeit",
    f'{BY}, do = "drawer", at = "09:59"': "liegt vor dem Schritt davor",
    f'{BY}, do = "order", table = 99, lines = ["Breze"]': "Einen Tisch 99 gibt es nicht",
    f'{BY}, do = "order", lines = ["Breze"]': "Es fehlt „table“",
    f'{BY}, do = "order", table = 12': "mindestens einem Posten",
    f'{BY}, do = "order", table = 12, lines = []': "mindestens einem Posten",
    f'{BY}, do = "order", table = 12, lines = [true]': "Ein Posten ist eine Tabelle oder ein Text",
    f'{BY}, do = "order", table = 12, lines = ["Brezn"]': "Gemeint ist vielleicht „Breze“",
    f'{BY}, do = "order", table = 12, lines = [9999]': "Artikel mit der Nummer 9999",
    f'{BY}, do = "order", table = 12, lines = ["Geldabgabe"]': "ist eine Funktion",
    f'{BY}, do = "order", table = 12, lines = [{{ article = "Breze", quantity = 0.5 }}]': "muss eine Menge",
    f'{BY}, do = "order", table = 12, lines = [{{ article = "Breze", sides = ["Senf"] }}]': "„Senf“ gibt es nicht",
    f'{BY}, do = "order", table = 12, lines = [{{ article = "Breze", sides = 201 }}]': "Liste von Artikeln",
    f'{BY}, do = "order", table = 12, lines = [{{ article = "Breze", level = 10 }}]': "von 1 bis 9",
    f'{BY}, do = "order", table = 12, lines = [{{ article = "Breze", artikel = 1 }}]': "Ein Feld „artikel“",
    f'{BY}, do = "void", table = 12, reason = "x"': "mindestens einem Posten",
    f'{BY}, do = "void", table = 12, lines = ["Breze"]': "Es fehlt „reason“",
    f'{BY}, do = "void", table = 12, reason = "x", lines = [{{ quantity = 1 }}]': "„article“ oder mit „line“",
    f'{BY}, do = "price", table = 12, line = 1': "Es fehlt „price“",
    f'{BY}, do = "price", table = 12, line = 1, price = 4.5': "in Anführungszeichen",
    f'{BY}, do = "discount", table = 12, line = 1': "„percent“ oder mit „amount“",
    f'{BY}, do = "discount", table = 12, line = 1, percent = "zehn"': "kein Betrag",
    f'{BY}, do = "transfer", table = 12, to = 12': "auf einen anderen Tisch",
    f'{BY}, do = "transfer", table = 12': "Es fehlt „to“",
    f'{BY}, do = "hand_over", table = 12, to = "Niemand"': "Bediener „Niemand“",
    f'{BY}, do = "describe", table = 12': "was notiert wird",
    f'{BY}, do = "describe", table = 12, payment = "XX"': "Zahlungsart „XX“",
    f'{BY}, do = "pay", table = 12': "Es fehlt „with“",
    f'{BY}, do = "pay", table = 12, with = "XX"': "Zahlungsart „XX“",
    f'{BY}, do = "pay", table = 12, with = "CHF"': "muss dastehen, wie viel",
    f'{BY}, do = "pay", table = 12, with = ["BA", "EC"]': "Nur eine Zahlungsart",
    f'{BY}, do = "pay", table = 12, with = ["BA"], given = "5"': "„given“ gilt für eine einzige",
    f'{BY}, do = "pay", table = 12, with = [{{ way = "BA", sum = "5" }}]': "Ein Feld „sum“",
    f'{BY}, do = "pay", table = 12, with = [{{ way = "BA", amount = 5.5 }}]': "„amount“ muss ein Betrag",
    f'{BY}, do = "pay", table = 12, with = [{{ way = "BA", amount = "x" }}]': "kein Betrag",
    f'{BY}, do = "pay", table = 12, with = "BA", share = "1/2", amount = "5"': "Geteilt wird entweder",
    f'{BY}, do = "pay", table = 12, with = "BA", share = "2/3"': "Anteil von 1/2",
    f'{BY}, do = "pay", table = 12, with = "BA", discount = 0.1': "„discount“ ist ein Anteil",
    f'{BY}, do = "pay", table = 12, with = "BA", discount = "viel"': "kein Betrag",
    f'{BY}, do = "internal", table = 12, account = "Chef"': "internes Konto „Chef“",
    f'{BY}, do = "internal", table = 12, account = 8': "internes Konto 8",
    f'{BY}, do = "reverse", receipt = "Stammtisch", reason = "x"': "Beleg „Stammtisch“ gibt es bis hierher nicht",
    f'{BY}, do = "reverse"': "Es fehlt „reason“",
    f'{BY}, do = "cash_in", amount = "-5", reason = "x"': "ohne Vorzeichen",
    f'{BY}, do = "cash_out", amount = "5"': "Es fehlt „reason“",
    f'{BY}, do = "function", article = "Breze"': "ist keine Funktion",
    f'{BY}, do = "count"': "Gezählt wird entweder",
    f'{BY}, do = "count", notes = {{ 3 = 1 }}': "keine Münzen oder Scheine",
    f'{BY}, do = "count", notes = {{ 50 = -1 }}': "keine Münzen oder Scheine",
    f'{BY}, do = "count", notes = {{ viel = 1 }}': "kein Betrag",
    f'{BY}, do = "count", notes = 5': "nennt Münzen und Scheine",
    'do = "printer_out", printer = "Theke"': "Einen Drucker Theke gibt es nicht",
    'do = "printer_out"': "Es fehlt „printer“",
    f'{BY}, do = "power_cut"': "Ein Feld „by“ gibt es hier nicht",
    f'{BY}, do = "drawer", expect = {{ receipt = "1" }}': "Ein Feld „receipt“ gibt es hier nicht",
    f'{BY}, do = "drawer", expect = {{ total = "1" }}': "„total“ braucht einen Tisch",
    f'{BY}, do = "drawer", expect = {{ table = 12 }}': "wessen Summe",
    f'{BY}, do = "drawer", expect = {{ waiting = 2 }}': "nennt Drucker und Zahl",
    f'{BY}, do = "drawer", expect = {{ waiting = {{ Theke = 1 }} }}': "Einen Drucker Theke",
    f'{BY}, do = "drawer", expect = 5': "muss eine Tabelle sein",
    f'{BY}, do = "x_report", expect = {{ tax = {{ 7 = 0.5 }} }}': "nennt Steuersätze und Beträge",
    f'{BY}, do = "x_report", expect = {{ tax = {{ 7 = "x" }} }}': "kein Betrag",
    f'{BY}, do = "close_day", expect = {{ number = 1, refused = "x" }}': "Was abgelehnt wird, hat kein Ergebnis",
}


@pytest.mark.parametrize("step", FAULTS, ids=lambda step: step.removeprefix(f"{BY}, "))
def test_a_step_with_a_fault_is_refused_with_file_and_line(step: str) -> None:
    with pytest.raises(FileRefused) as refused:
        day_of(ANNA, step)
    assert len(refused.value.problems) == 1
    assert str(refused.value).startswith("tag.toml, Zeile 5: ")
    assert FAULTS[step] in str(refused.value)


def test_a_fault_deep_in_a_step_is_named_on_its_own_line() -> None:
    text = HEAD + (
        '[[step]]\nby = 1\ndo = "sign_in"\n\n[[step]]\nby = 1\ndo = "order"\ntable = 12\n'
        'lines = [\n  "Breze",\n  { article = "Breze", sides = [\n    233,\n    "Senf" ] },\n]\n'
    )
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "Senf" in row)
    with pytest.raises(FileRefused, match=f"tag.toml, Zeile {line}: Einen Artikel „Senf“"):
        read_day(TomlSource.parse(text, "tag.toml"), hash_pin)


def test_all_faults_of_a_day_are_named_at_once() -> None:
    with pytest.raises(FileRefused) as refused:
        day_of(ANNA, 'do = "tip"', f'{BY}, do = "drawer", beep = 1', f'{BY}, do = "pay", table = 99')
    assert [problem.line for problem in refused.value.problems] == [5, 6, 7, 7]


def test_a_long_list_of_faults_is_cut() -> None:
    with pytest.raises(FileRefused) as refused:
        day_of(*['do = "x"'] * 30)
    assert len(refused.value.problems) == 30
    assert str(refused.value).endswith("… und 10 weitere.")


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ('start = "10:00"\n', "„start“: Der erste Zeitpunkt braucht ein Datum"),
        ('business = "demo"\n', "„start“"),
        ('start = "2026-11-20 10:00"\nzone = "Europe/Passau"\n', "Zeitzone „Europe/Passau“"),
        ('start = "2026-11-20 10:00"\ncolour = 1\n', "Ein Feld „colour“"),
        (
            'start = "2026-11-20 10:00"\nbusiness = "fehlt.toml"\n',
            "fehlt.toml: Die Datei lässt sich nicht lesen",
        ),
    ],
)
def test_a_head_with_a_fault_is_refused(head: str, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        day_of('at = "10:00", by = 1, do = "sign_in"', head=head)


def test_a_day_without_steps_is_refused() -> None:
    with pytest.raises(FileRefused, match="Es fehlen die Schritte"):
        read_day(TomlSource.parse(HEAD, "tag.toml"), hash_pin)
    with pytest.raises(FileRefused, match="Es fehlen die Schritte"):
        read_day(TomlSource.parse(HEAD + "step = 5", "tag.toml"), hash_pin)
    with pytest.raises(FileRefused, match="Ein Schritt ist eine Tabelle"):
        read_day(TomlSource.parse(HEAD + "step = [5]", "tag.toml"), hash_pin)


def test_steps_can_stand_in_tables_or_one_a_line() -> None:
    tables = HEAD + '[[step]]\nat = "10:00"\nby = "Anna Berger"\ndo = "sign_in"\n'
    one = read_day(TomlSource.parse(tables, "tag.toml"), hash_pin)
    other = day_of(ANNA)
    assert [(s.at, s.by, s.verb) for s in one.steps] == [(s.at, s.by, s.verb) for s in other.steps]
    assert [s.line for s in one.steps] == [3]
    assert [s.line for s in other.steps] == [4]


def test_a_wrong_sign_in_lets_nobody_in() -> None:
    wrong = 'at = "10:00", by = 1, do = "sign_in", pin = "0000", expect = { refused = "PIN" }'
    with pytest.raises(FileRefused, match="Anna Berger ist nicht angemeldet"):
        day_of(wrong, f'{BY}, do = "drawer"')


def test_after_a_power_cut_and_after_signing_out_nobody_is_signed_in() -> None:
    for leave in ('do = "power_cut"', f'{BY}, do = "sign_out"'):
        with pytest.raises(FileRefused, match="Zeile 6: Anna Berger ist nicht angemeldet"):
            day_of(ANNA, leave, f'{BY}, do = "drawer"')


IMBISS = """
[{0}business]
name = "Imbiss"
street = "Gasse 1"
postcode = "94032"
city = "Passau"
[[{0}terminal]]
number = 1
name = "Kasse"
serial = "K-1"
[[{0}payment]]
code = "BA"
name = "Bar"
kind = "cash"
[[{0}level]]
number = 1
name = "Alle"
rights = "all"
[[{0}operator]]
number = 1
name = "Eva"
level = 1
pin = "1234"
[[{0}main_group]]
number = 1
name = "Küche"
[[{0}group]]
number = 1
name = "Würste"
main_group = 1
tax = "food"
articles = [{{ number = 1, name = "Bratwurst", price = "4,50" }}]
"""
SALE = (
    'at = "2026-11-20 10:00", by = "Eva", do = "sign_in"',
    'by = "Eva", do = "order", table = "Direktverkauf", lines = ["2 x Bratwurst"]',
)


def test_a_day_can_bring_its_business_in_another_file_or_in_itself(tmp_path: Path) -> None:
    start = 'start = "2026-11-20 09:00"\n'
    (tmp_path / "imbiss.toml").write_text(IMBISS.format(""), encoding="utf-8")
    file = tmp_path / "tag.toml"
    file.write_text(written(*SALE, head=f'business = "imbiss.toml"\n{start}'), encoding="utf-8")
    beside = load_day(file, hash_pin)
    inside = read_day(TomlSource.parse(written(*SALE, head=start) + IMBISS.format("master."), "t"), hash_pin)
    assert beside.master.house.business.name == inside.master.house.business.name == "Imbiss"
    assert beside.master.catalogue == inside.master.catalogue


def test_a_fault_in_the_business_of_a_day_is_named_with_its_own_file_and_line(tmp_path: Path) -> None:
    text = IMBISS.format("").replace('"4,50"', '"4,50x"')
    (tmp_path / "imbiss.toml").write_text(text, encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "4,50x" in row)
    file = tmp_path / "tag.toml"
    file.write_text('business = "imbiss.toml"\nstart = "2026-11-20 09:00"\n', encoding="utf-8")
    with pytest.raises(FileRefused, match=f"imbiss.toml, Zeile {line}: .*kein Betrag"):
        load_day(file, hash_pin)


def test_a_day_without_business_is_for_the_house_of_the_books(house: MasterFile) -> None:
    head = 'start = "2026-11-20 09:00"\n'
    source = TomlSource.parse(written('by = 1, do = "sign_in", pin = "1111"', head=head), "tag.toml")
    assert read_day(source, hash_pin, house.master).master is house.master
    source = TomlSource.parse(written('by = 1, do = "sign_in"', head=head), "tag.toml")
    with pytest.raises(FileRefused, match="PIN dieses Bedieners ist nicht bekannt"):
        read_day(source, hash_pin, house.master)
