"""Every verb of a written day does at the till what it says."""

from pathlib import Path

import pytest

from kasse import resources
from kasse.cli.play.runner import play
from kasse.cli.play.verbs import VERBS
from kasse.cli.toml_source import FileRefused
from kasse.domain.business_case import BusinessCase
from kasse.domain.money import Money
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.sales import Receipt, ReceiptKind
from kasse.ports.books import ActKind
from tests.cli.play.conftest import Open, Play, Played, day_of

A, P, G = 'by = "Anna Berger"', 'by = "Petra Steiner"', 'by = "Georg Hirsch"'
BEER = f'{P}, do = "order", table = 12, lines = ["3 x Helles 0,5", "Breze"]'  # 15,90
FOOD = f'{P}, do = "order", table = 12, lines = ["Schweinsbraten mit Knödel", "2 x Helles 0,5"]'  # 26,20


def last(played: Played, back: int = 0) -> Receipt:
    return played.books.latest_receipts(back + 1)[back].receipt


def total(played: Played, table: int = 12) -> Money | None:
    tab = played.books.tab(table)
    return None if tab is None else tab.total


def test_signing_in_and_out_stands_in_the_journal(play_steps: Play) -> None:
    played = play_steps(f'{A}, do = "sign_out"')
    assert [kind for kind in played.kinds if kind.startswith("log")] == ["login"] * 3 + ["logout"]
    assert played.tally.sign_ins == 3


def test_a_wrong_pin_lets_nobody_in(play_steps: Play) -> None:
    played = play_steps(
        'by = 1, do = "sign_in", pin = "0000", expect = { refused = "PIN stimmt nicht" }', sign_in=False
    )
    assert "login_refused" in played.kinds
    assert played.tally.refusals == 1


def test_an_order_says_all_that_a_waiter_can_say(play_steps: Play) -> None:
    played = play_steps(
        f"""{P}, at = "12:30", do = "order", table = 12, level = 2, lines = [
            "1/2 x Breze",
            181,
            {{ article = "Zwiebelrostbraten", quantity = 2, sides = ["medium", 201], course = 3, level = 1,
               remark = "Soße extra" }},
            {{ article = "Tagesgericht", price = "13,50", take_away = true }},
        ], expect = {{ total = "72,20", signed = true }}"""
    )
    breze, pommes, roast, day = played.books.tab(12).lines  # type: ignore[union-attr]
    assert (breze.quantity, breze.amount) == (Quantity(500), Money(90))
    assert (pommes.price_level, pommes.amount) == (2, Money(480))
    assert [c.name for c in roast.components] == ["Zwiebelrostbraten", "medium", "mit Pommes frites"]
    assert (roast.price_level, roast.course, roast.remark) == (1, 3, "Soße extra")
    assert (day.amount, day.take_away) == (Money(1350), True)
    assert f"{breze.ordered_at:%H:%M}" == "11:30"  # UTC
    assert (played.tally.orders, played.tally.lines) == (1, 4)


@pytest.mark.feature("M-PR-04")
def test_a_day_sells_from_the_menu_that_it_names(play_steps: Play) -> None:
    played = play_steps(
        f'{P}, do = "order", table = 12, lines = ["Frittatensuppe"]',
        f'{P}, do = "order", table = 12, menu = "Abendkarte", lines = ["Frittatensuppe"]',
        f'{P}, do = "order", table = 12, menu = "Abendkarte", level = 1, lines = ["Frittatensuppe"]',
    )
    lines = played.books.tab(12).lines  # type: ignore[union-attr]
    assert [line.price_level for line in lines] == [1, 2, 1]
    soup = played.stage.till.catalogue.named("Frittatensuppe")
    assert [line.amount for line in lines] == [soup.price(1), soup.price(2), soup.price(1)]


def test_what_is_voided_is_no_longer_open(play_steps: Play) -> None:
    played = play_steps(
        BEER, f'{P}, do = "void", table = 12, lines = ["2 x Helles 0,5", "Breze"], reason = "Falsch boniert"'
    )
    assert total(played) == Money(470)
    assert played.books.voids_of_day() == (2, Money(1120))
    assert played.tally.voids == 1


def test_a_price_is_changed_for_one_line(play_steps: Play) -> None:
    played = play_steps(
        FOOD, f'{P}, do = "price", table = 12, article = "Helles 0,5", price = "4,00", reason = "Reklamation"'
    )
    assert total(played) == Money(1680 + 800)


def test_a_line_is_discounted_by_percent_or_amount(play_steps: Play) -> None:
    played = play_steps(
        FOOD,
        f'{P}, do = "discount", table = 12, article = "Helles 0,5", percent = 10, expect = {{ total = "25,26" }}',
        f'{P}, do = "discount", table = 12, line = 1, amount = "1,80", expect = {{ total = "23,46" }}',
        f'{P}, do = "discount", table = 12, line = 1, percent = "0", expect = {{ total = "25,26" }}',
        f'{P}, do = "discount", table = 12, line = 1, percent = "12,5 %"',
    )
    assert total(played) == Money(2526 - 210)


def test_lines_and_whole_tabs_move_to_another_table(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        f'{P}, do = "transfer", table = 12, to = 13, lines = ["1 x Helles 0,5"]',
        f'{P}, do = "transfer", table = 12, to = 14, expect = {{ total = "0,00" }}',
    )
    assert (total(played, 13), total(played, 14)) == (Money(470), Money(1120))
    assert played.tally.transfers == 2


def test_a_table_goes_to_another_operator(play_steps: Play) -> None:
    played = play_steps(BEER, f'{P}, do = "hand_over", table = 12, to = "Anna Berger"')
    assert played.books.tab(12).operator == 1  # type: ignore[union-attr]


def test_name_guests_payer_and_payment_are_noted(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        f'{P}, do = "describe", table = 12, name = "Alois", guests = 3, payer = "Zimmer 7", payment = "ZI"',
    )
    tab = played.books.tab(12)
    assert tab is not None
    assert (tab.name, tab.guests, tab.payer, tab.payment_code) == ("Alois", 3, "Zimmer 7", "ZI")


def test_an_interim_bill_is_printed(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        'do = "printer_out", printer = "Beleg"',
        f'{P}, do = "interim_bill", table = 12, expect = {{ waiting = {{ "Beleg" = 1 }} }}',
    )
    assert played.books.tab(12).bill_printed  # type: ignore[union-attr]


def test_a_tab_is_paid_with_change_and_tip(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        f"""{P}, do = "pay", table = 12, with = "BA", given = "20", tip = "1,10",
            expect = {{ receipt = "17,00", change = "3,00", signed = true, number = 1, total = 0,
                        tax = {{ 7 = "0,12", "19 %" = "2,25" }} }}""",
    )
    assert (last(played).tip, last(played).kind) == (Money(110), ReceiptKind.SALE)
    assert (played.tally.sales, played.tally.revenue_cents, played.tally.tips_cents) == (1, 1590, 110)


def test_a_payment_can_be_mixed_and_in_foreign_cash(play_steps: Play) -> None:
    played = play_steps(
        FOOD,
        f"""{P}, do = "pay", table = 12,
            with = [{{ way = "CHF", amount = "10,00" }}, {{ way = "EC", amount = "5" }}, "BA"]""",
    )
    payments = {p.code: (p.amount, p.given) for p in last(played).payments}
    assert payments == {
        "CHF": (Money(1050), Money(1000)),
        "EC": (Money(500), Money(500)),
        "BA": (Money(1070), Money(1070)),
    }


def test_too_much_foreign_cash_gives_change_in_own_cash(play_steps: Play) -> None:
    played = play_steps(
        FOOD,
        f"""{P}, do = "pay", table = 12, with = [{{ way = "CHF", amount = "30" }}, "BA"],
            expect = {{ change = "5,30", receipt = "26,20" }}""",
    )
    assert last(played).total == Money(2620)


def test_a_bill_over_nothing_needs_no_payment(play_steps: Play) -> None:
    played = play_steps(
        f'{P}, do = "order", table = 12, lines = ["Räuberteller"]',
        f'{P}, do = "pay", table = 12, with = "BA", expect = {{ receipt = "0,00" }}',
    )
    assert last(played).payments == ()


def test_a_bill_is_split_by_lines_by_amount_and_in_equal_parts(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        f'{P}, do = "pay", table = 12, lines = ["Breze", {{ line = 1, quantity = "0,5" }}], with = "EC", '
        'expect = { receipt = "4,15", total = "11,75" }',
        f'{P}, do = "pay", table = 12, amount = "1,75", with = "BA", expect = {{ total = "10,00" }}',
        f'{P}, do = "pay", table = 12, share = "1/3", with = "BA", expect = {{ receipt = "3,34" }}',
        f'{P}, do = "pay", table = 12, share = "1/2", with = "BA", expect = {{ receipt = "3,33" }}',
        f'{P}, do = "pay", table = 12, share = "1/1", with = "BA", expect = {{ receipt = "3,33", total = 0 }}',
    )
    assert sum(r.receipt.total.cents for r in played.books.latest_receipts(10)) == 1590


def test_an_article_on_several_lines_is_taken_from_the_oldest(play_steps: Play) -> None:
    again = f'{P}, do = "order", table = 12, lines = ["2 x Helles 0,5"]'
    played = play_steps(BEER, again, f'{P}, do = "pay", table = 12, lines = ["4 x Helles 0,5"], with = "EC"')
    assert [(line.name, line.quantity) for line in last(played).lines] == [
        ("Helles 0,5", Quantity.of(3)),
        ("Helles 0,5", ONE),
    ]
    assert total(played) == Money(180 + 470)


def test_the_whole_bill_is_discounted(play_steps: Play) -> None:
    played = play_steps(
        FOOD,
        f'{P}, do = "pay", table = 12, lines = [{{ line = 1 }}], with = "BA", discount = "10 %", '
        'expect = { receipt = "15,12" }',
        f'{P}, do = "pay", table = 12, with = "BA", discount = "0,40", expect = {{ receipt = "9,00" }}',
    )
    assert [d.total for d in last(played).discounts] == [Money(40)]


def test_what_nobody_pays_goes_to_an_internal_account(play_steps: Play) -> None:
    played = play_steps(
        FOOD,
        f'{P}, do = "internal", table = 12, account = "Personal", lines = ["Schweinsbraten mit Knödel"]',
        f'{P}, do = "internal", table = 12, account = 2, expect = {{ receipt = "9,40" }}',
    )
    assert (last(played).kind, last(played).reason) == (ReceiptKind.INTERNAL, "Eigenverbrauch")
    assert last(played, 1).reason == "Personal"
    assert (played.tally.internal, played.tally.revenue_cents) == (2, 0)


def test_a_receipt_is_reversed_by_its_label_its_number_or_as_the_last(play_steps: Play) -> None:
    sale = [
        f'{P}, do = "order", table = "Direktverkauf", lines = ["Breze"]',
        f'{P}, do = "pay", table = "Direktverkauf", with = "BA", as = "{{}}"',
    ]
    played = play_steps(
        *(step.format("eins") for step in sale),
        *(step.format("zwei") for step in sale),
        *(step.format("drei") for step in sale),
        f'{P}, do = "reverse", reason = "Falsch boniert", expect = {{ receipt = "-1,80" }}',
        f'{P}, do = "reverse", receipt = "eins", reason = "Falsch boniert"',
        f'{P}, do = "reverse", receipt = 2, reason = "Falsch boniert"',
    )
    assert [last(played, back).reverses for back in (2, 1, 0)] == [3, 1, 2]
    assert (played.tally.reversals, played.tally.revenue_cents) == (3, 0)


def test_without_a_receipt_there_is_nothing_to_reverse(play_steps: Play) -> None:
    play_steps(f'{P}, do = "reverse", reason = "x", expect = {{ refused = "kein Beleg ausgestellt" }}')


def test_a_copy_is_printed(play_steps: Play) -> None:
    played = play_steps(BEER, f'{P}, do = "pay", table = 12, with = "BA"', f'{P}, do = "reprint"')
    assert "reprint" in played.kinds


def test_a_bewirtungsbeleg_is_printed_with_the_payment_and_after_it(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        f'{P}, do = "pay", table = 12, with = "BA", entertainment = true',
        f'{P}, do = "reprint", entertainment = true',
    )
    begun, reprinted = (
        act.body.get("entertainment")
        for act in reversed(played.books.journal())
        if act.kind in (ActKind.RECEIPT_BEGUN, ActKind.REPRINT)
    )
    assert (begun, reprinted) == (True, True)


def test_an_invoice_is_printed_for_somebody_who_asks_later(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        f'{P}, do = "pay", table = 12, with = "BA"',
        f"""{P}, do = "invoice", customer = {{ name = "Bau GmbH", street = "Ring 1", postcode = "94032",
            city = "Passau", vat_id = "DE 123456789" }}""",
    )
    assert "invoice" in played.kinds
    assert last(played).customer is None


def test_cash_goes_in_and_out_of_the_drawer(play_steps: Play) -> None:
    played = play_steps(
        f'{P}, do = "cash_in", amount = "100", reason = "Wechselgeld"',
        f'{P}, do = "cash_out", amount = "23,80", reason = "Bäcker", expect = {{ receipt = "-23,80" }}',
        f'{P}, do = "x_report", expect = {{ cash = "76,20", revenue = 0 }}',
    )
    assert played.tally.cash_movements == 2


@pytest.mark.feature("R-13")
def test_function_articles_do_what_they_stand_for(play_steps: Play) -> None:
    played = play_steps(
        f'{G}, do = "function", article = "Inbetriebnahme", expect = {{ signed = true, receipt = 0 }}',
        f'{G}, do = "function", article = "Bargeldbestand eingeben", amount = "200,00"',
        f'{G}, do = "function", article = "Geldabgabe", amount = "50,00", as = "Bank"',
        f'{G}, do = "function", article = "Schublade öffnen"',
        f'{G}, do = "function", article = "Geldabgabe", expect = {{ refused = "Bitte einen Betrag" }}',
        f'{G}, do = "x_report", expect = {{ cash = "150,00" }}',
    )
    assert [last(played, back).kind for back in (2, 1, 0)] == [
        ReceiptKind.TEST,
        ReceiptKind.CASH,
        ReceiptKind.CASH,
    ]
    assert "drawer" in played.kinds


def test_vouchers_deposits_and_down_payments_are_sold_and_come_back(play_steps: Play) -> None:
    played = play_steps(
        f"""{P}, do = "order", table = 12, lines = [
            {{ article = "Wertgutschein", price = "20,00", voucher = "w 1" }},
            {{ article = "Gutschein Bierprobe", voucher = "E1" }},
            {{ article = "Anzahlung Bierprobe", price = "5,00", voucher = "A1" }},
            "Pfand Bierkrug", "Tageszeitung",
        ]""",
        f"""{P}, do = "pay", table = 12, with = "BA",
            expect = {{ receipt = "48,20", vouchers = {{ W1 = "20", E1 = "19,00", A1 = "5,00" }} }}""",
        f'{P}, do = "order", table = 12, lines = ["2 x Bierprobe", "Pfand Bierkrug zurück", "Breze"]',
        f"""{P}, do = "pay", table = 12, set_off = ["E1", "A1"],
            with = [{{ way = "GU", voucher = "W1", amount = "10,00" }}, "EC"],
            expect = {{ receipt = "13,80", vouchers = {{ W1 = "10,00", E1 = 0, A1 = 0 }} }}""",
        f'{P}, do = "order", table = 12, lines = ["3 x Pfand Bierkrug zurück"], expect = {{ total = "-6,00" }}',
        f'{P}, do = "pay", table = 12, with = "BA", expect = {{ receipt = "-6,00", change = "6,00" }}',
        f'{P}, do = "x_report", expect = {{ revenue = "33,80", cash = "42,20" }}',
    )
    assert played.tally.revenue_cents == 33_80


def test_what_is_sold_on_account_is_collected_later(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        f"""{P}, do = "pay", table = 12, as = "Verein", with = ["RE"],
            customer = {{ name = "Musikverein", city = "Hals", number = "K7" }}""",
        f'{P}, do = "collect", receipt = "Verein", with = "EC", amount = "5,90"',
        f"""{P}, do = "collect", receipt = 1, with = "BA", given = "20,00", as = "bezahlt",
            expect = {{ receipt = "10,00", change = "10,00", signed = true }}""",
        f'{P}, do = "collect", receipt = 1, with = "BA", expect = {{ refused = "ist nichts offen" }}',
        f'{P}, do = "x_report", expect = {{ revenue = "15,90", cash = "10,00" }}',
    )
    customer = last(played, 2).customer
    assert customer is not None
    assert (customer.name, customer.city, customer.number) == ("Musikverein", "Hals", "K7")


def test_money_that_moves_says_what_it_stands_for(play_steps: Play) -> None:
    played = play_steps(
        f'{P}, do = "cash_in", amount = 200, case = "opening_float"',
        f'{P}, do = "cash_out", amount = "450,00", case = "wages", reason = "Lohn Mai"',
        f'{P}, do = "cash_out", amount = 1, case = "owner_in", expect = {{ refused = "wird eingezahlt" }}',
    )
    assert [(r.movement, r.reason) for r in (last(played, 1), last(played))] == [
        (BusinessCase.OPENING_FLOAT, "Anfangsbestand"),
        (BusinessCase.WAGES, "Lohn Mai"),
    ]


@pytest.mark.feature("M-WEI-19", "M-WEI-21")
def test_settings_carry_the_cash_of_operators_into_the_next_day(play_steps: Play) -> None:
    played = play_steps(
        f'{G}, do = "setting", key = "cash.carry_balance", value = "ja"',
        f'{G}, do = "setting", key = "cash.book_out", value = "ja"',
        f'{G}, do = "function", article = "Bargeldbestand eingeben", amount = "150,00"',
        BEER,
        f'{P}, do = "pay", table = 12, with = "BA"',
        f'{P}, do = "close_day", expect = {{ cash = "150,00", balances = {{ "Petra Steiner" = 0 }} }}',
        f'{P}, do = "x_report", expect = {{ cash = "150,00", revenue = 0, balances = {{ "Georg Hirsch" = "150,00" }} }}',
        f'{A}, do = "setting", key = "cash.book_out", value = "nein", expect = {{ refused = "nicht erlaubt" }}',
    )
    assert [last(played, back).movement for back in (1, 0)] == [
        BusinessCase.CASH_IN_TRANSIT,
        BusinessCase.OPENING_FLOAT,
    ]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (f'{G}, do = "setting", key = "cash.cary_balance", value = "ja"', "Gemeint ist vielleicht"),
        (f'{G}, do = "setting", key = "cash.carry_balance", value = "vielleicht"', "Bitte „ja“ oder „nein“"),
        (f'{P}, do = "cash_in", amount = 1, case = "sale"', "„case“ muss eines von"),
        (f'{P}, do = "cash_in", amount = 1', "Es fehlt „reason“"),
        (f'{P}, do = "x_report", expect = {{ balances = {{ "Anna" = "viel" }} }}', "kein Betrag"),
        (f'{P}, do = "x_report", expect = {{ vouchers = "W1" }}', "nennt Beträge"),
    ],
)
def test_what_cannot_be_read_is_told_before_anything_is_played(
    play_steps: Play, step: str, words: str
) -> None:
    with pytest.raises(FileRefused, match=words):
        play_steps(step)


def test_the_drawer_opens_without_a_sale(play_steps: Play) -> None:
    assert "drawer" in play_steps(f'{P}, do = "drawer"').kinds


@pytest.mark.parametrize(
    ("count", "difference"),
    [
        ('amount = "200,50"', "0,50"),
        ('notes = { 50 = 3, 20 = 2, "0,20" = 45 }', "-1,00"),
        ('difference = "-2,00"', "-2,00"),
    ],
)
def test_counted_cash_stands_beside_the_expected_in_the_closing(
    play_steps: Play, count: str, difference: str
) -> None:
    played = play_steps(
        f'{P}, do = "cash_in", amount = 200, reason = "Wechselgeld"',
        f'{P}, do = "count", {count}',
        f'at = "00:30", {P}, do = "close_day", expect = {{ difference = "{difference}", number = 1, cash = 200 }}',
        f'{P}, do = "close_day", expect = {{ number = 2, revenue = 0 }}',
    )
    assert played.books.closing(2)[0].counted is None
    assert played.tally.closings == 2


def test_a_day_is_not_closed_while_a_table_is_open(play_steps: Play) -> None:
    played = play_steps(
        BEER, f'{P}, do = "close_day", expect = {{ refused = "Noch offen: Tisch 12", open_tables = 1 }}'
    )
    assert played.tally.closings == 0


@pytest.mark.feature("M-TIS-12")
def test_a_waiter_is_settled_with_and_others_by_right(play_steps: Play) -> None:
    played = play_steps(
        f'{A}, do = "order", table = 12, lines = ["Helles 0,5"]',
        f'{A}, do = "hand_over", table = 12, to = "Petra Steiner"',
        f'{P}, do = "pay", table = 12, with = "BA"',
        f"""{A}, do = "settle",
            expect = {{ ordered = "4,70", collected = 0, also_collected = 0, not_collected = "4,70", own_cash = 0 }}""",
        f"""{G}, do = "settle", operator = "Petra Steiner",
            expect = {{ ordered = 0, collected = "4,70", also_collected = "4,70", own_cash = "4,70" }}""",
        f'{A}, do = "settle", operator = "Petra Steiner", expect = {{ refused = "nicht erlaubt" }}',
    )
    assert played.kinds.count("report") == 2


def test_a_house_without_units_is_reported_as_a_whole(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        f'{P}, do = "pay", table = 12, with = "BA"',
        f'{G}, do = "units_report", expect = {{ revenue = "15,90" }}',
        f'{G}, do = "units_report", unit = "Bar", expect = {{ refused = "Einen Betrieb „Bar“ gab es" }}',
        f'{A}, do = "units_report", expect = {{ refused = "nicht erlaubt" }}',
    )
    assert played.kinds.count("report") == 1


def test_an_x_report_closes_nothing(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        f'{P}, do = "pay", table = 12, with = "EC"',
        f"""{P}, do = "x_report", expect = {{ revenue = "15,90", cash = 0, tax = {{ 7 = "0,12" }} }}""",
    )
    assert "report" in played.kinds
    assert "closing" not in played.kinds


def test_papers_wait_for_a_printer_that_is_out(play_steps: Play) -> None:
    played = play_steps(
        'do = "printer_out", printer = "Küche"',
        FOOD,
        f'{P}, do = "order", table = 13, lines = ["Breze"], expect = {{ waiting = {{ "Küche" = 2, "Schank" = 0 }} }}',
        'do = "printer_back", printer = "Küche", expect = { waiting = { "Küche" = 0 } }',
    )
    assert played.stage.printed == {"Küche": 2, "Schank": 1}


def test_without_signing_device_everything_goes_on(play_steps: Play) -> None:
    pay = f'{P}, do = "pay", table = 12, with = "BA"'
    played = play_steps(
        BEER,
        'do = "tse_out"',
        f"{pay}, amount = 5, expect = {{ signed = false }}",
        'do = "tse_back"',
        f"{pay}, expect = {{ signed = true }}",
    )
    assert (played.tally.signed, played.tally.outages) == (2, 1)


def test_a_day_says_how_the_signing_device_fails(play_steps: Play) -> None:
    played = play_steps(
        BEER, 'do = "tse_out", fault = "store_full"', f'{P}, do = "pay", table = 12, with = "BA"'
    )
    assert played.tally.outages == 1


def test_after_a_power_cut_the_till_goes_on_where_it_was(play_steps: Play) -> None:
    played = play_steps(
        BEER,
        f'{P}, do = "count", amount = 1',
        'do = "power_cut"',
        f'{P}, do = "sign_in"',
        f'{P}, do = "pay", table = 12, with = "EC", expect = {{ receipt = "15,90" }}',
        f'{P}, do = "close_day"',
    )
    assert played.kinds.count("start") == 2
    assert "stop" not in played.kinds
    assert played.books.closing(1)[0].counted is None
    assert played.tally.power_cuts == 1


def test_training_counts_for_nothing(play_steps: Play) -> None:
    played = play_steps(
        'by = 90, do = "sign_in"',
        'by = 90, do = "order", table = 12, lines = ["Breze"], expect = { total = "1,80", open_tables = 0 }',
        'by = 90, do = "pay", table = 12, with = "BA", expect = { receipt = "1,80" }',
        f'{P}, do = "x_report", expect = {{ revenue = 0, cash = 0 }}',
    )
    assert (played.tally.training, played.tally.sales, played.tally.orders) == (1, 0, 0)
    assert played.tally.revenue_cents == 0


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (f'{P}, do = "pay", table = 13, with = "BA"', "nichts offen"),
        (f'{P}, do = "pay", table = 12, with = "BA", given = 5', "Es fehlen noch 10,90"),
        (f'{P}, do = "pay", table = 12, with = "EC", given = 50', "Ohne Bargeld"),
        (f'{P}, do = "pay", table = 12, with = "EC", amount = 50', "Zu teilen sind 15,90"),
        (f'{P}, do = "pay", table = 12, with = "EC", lines = [{{ line = 3 }}]', "Einen 3. Posten gibt es"),
        (f'{P}, do = "pay", table = 12, with = "EC", lines = ["Espresso"]', "nichts offen"),
        (f'{P}, do = "void", table = 12, lines = ["4 x Helles 0,5"], reason = "x"', "nicht so viel offen"),
        (f'{P}, do = "order", table = 12, lines = ["Hirschgulasch"]', "ausverkauft"),
        (f'{P}, do = "order", table = 12, lines = ["Rumpsteak 200 g"]', "fehlt noch: Beilage"),
        (f'{P}, do = "order", table = 12, lines = ["Tagesgericht"]', "Bitte einen Preis"),
        (f'{A}, do = "void", table = 12, lines = ["Helles 0,5"], reason = "x"', "hat nur Petra Steiner"),
        (f'{A}, do = "count", amount = 5', "nicht erlaubt"),
        (f'{A}, do = "reverse", receipt = 1, reason = "x"', "nicht erlaubt"),
        (f'{P}, do = "reprint", receipt = 99', "Beleg 99 gibt es"),
        (f'{P}, do = "invoice", receipt = 99, customer = "Bau GmbH"', "fehlt: Straße"),
        (f'{P}, do = "function", article = "Trinkgeld"', "beim Bezahlen"),
    ],
)
def test_what_the_till_refuses_is_refused_in_a_day_too(play_steps: Play, step: str, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        play_steps(BEER, step)
    played = play_steps(BEER, step + f', expect = {{ refused = "{words}" }}')
    assert played.tally.refusals == 1
    assert total(played) == Money(1590)


def test_no_verb_is_without_a_test() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f'do = "{verb}"' not in text] == []


def test_what_is_locked_or_counted_is_not_ordered_beyond_that(play_steps: Play) -> None:
    boss = 'at = "12:01", by = "Georg Hirsch"'
    refused = 'expect = { refused = "ausverkauft" }'
    played = play_steps(
        f'{boss}, do = "lock", article = "Breze"',
        f'{P}, do = "order", table = 12, lines = ["Breze"], {refused}',
        f'{boss}, do = "unlock", article = "Breze"',
        f'{boss}, do = "remaining", article = "Breze", quantity = 2',
        f'{P}, do = "order", table = 12, lines = ["3 x Breze"], expect = {{ refused = "sind noch 2 da" }}',
        f'{P}, do = "order", table = 12, lines = ["2 x Breze"]',
        f'{P}, do = "order", table = 12, lines = ["Breze"], {refused}',
        f'{boss}, do = "remaining", article = "Breze"',
        f'{P}, do = "order", table = 12, lines = ["9 x Breze"]',
    )
    (two, nine) = played.books.tab(12).lines  # type: ignore[union-attr]
    assert (two.quantity, nine.quantity) == (Quantity.of(2), Quantity.of(9))


@pytest.mark.feature("R-14")
def test_menus_are_ordered_ahead_cancelled_and_recalled(open_stage: Open, tmp_path: Path) -> None:
    plain = 'name = "Markus Huber"\nlevel = 1\n'
    business = resources.text("demo", "business.toml")
    (tmp_path / "menus.toml").write_text(business.replace(plain, f"{plain}menus = true\n"), encoding="utf-8")
    head = f'business = "{(tmp_path / "menus.toml").as_posix()}"\nstart = "2026-11-20 09:30"\n'
    day = day_of(
        'at = "10:00", by = "Markus Huber", do = "sign_in"',
        f'{A}, do = "sign_in"',
        'by = "Markus Huber", do = "order", table = 12, lines = ["3 x Helles 0,5", "Breze"], expect = { total = 0 }',
        'by = "Markus Huber", do = "void", table = 12, lines = ["Breze"], reason = "Abgesagt"',
        f'{A}, do = "recall", table = 12, expect = {{ total = "14,10", signed = true }}',
        f'{A}, do = "recall", table = 12, expect = {{ refused = "keine Menüs vorbestellt" }}',
        f'{A}, do = "pay", table = 12, with = "BA", expect = {{ receipt = "14,10" }}',
        head=head,
    )
    stage = open_stage(day)
    play([day], stage)
    assert stage.till.books.menu_orders() == []
