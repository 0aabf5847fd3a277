"""What happens on every day of the demonstration, so that it uses all that a written day can do.

It takes place at tables 24 and 25 and at the counter, where no guests are seated.
"""

from __future__ import annotations

from kasse.cli.play.day_maker import (
    ANNA,
    GEORG,
    JONAS,
    MARKUS,
    PETRA,
    SABINE,
    TRAINEE,
    TSE_BACK,
    TSE_OUT,
    DayMaker,
    clock,
)

COUNTER = "Direktverkauf"


def add_set_pieces(day: DayMaker) -> None:
    """Add everything that does not depend on guests."""
    _opening(day)
    _troubles(day)
    _a_regular_guest(day)
    _a_wrong_receipt(day)
    _own_people(day)
    _vouchers(day)
    _moving(day)
    _evening(day)


def _opening(day: DayMaker) -> None:
    """Georg opens, the waiters come; Anna mistypes her PIN."""
    day.add(clock(9, 45), GEORG, "sign_in")
    day.add(clock(9, 45), GEORG, "setting", key="cash.carry_balance", value="ja")
    day.add(clock(9, 45), GEORG, "setting", key="cash.book_out", value="ja")
    if day.index == 0:
        day.add(clock(9, 46), GEORG, "function", article="Inbetriebnahme", expect={"receipt": "0,00"})
    day.add(clock(9, 48), GEORG, "function", article="Bargeldbestand eingeben", amount="200,00")
    day.add(clock(9, 50), GEORG, "drawer")
    # The baker is late, and the kitchen has prepared five greetings.
    day.add(clock(9, 51), GEORG, "lock", article="Breze")
    day.add(clock(9, 52), GEORG, "remaining", article="Gruß aus der Küche", quantity=5)
    day.add(clock(10, 15), GEORG, "unlock", article="Breze")
    day.add(clock(10, 30), ANNA, "sign_in", pin="1112", expect={"refused": "Diese PIN stimmt nicht"})
    day.add(clock(10, 30), ANNA, "sign_in")
    day.add(clock(10, 45), MARKUS, "sign_in")
    day.add(clock(10, 50), PETRA, "sign_in")


def _troubles(day: DayMaker) -> None:
    """The signing device, the power and a printer fail, and come back."""
    day.add(TSE_OUT, 0, "tse_out")
    day.add(TSE_BACK, 0, "tse_back")
    day.add(clock(15, 40), 0, "power_cut")
    for operator in (ANNA, PETRA, GEORG):
        day.add(clock(15, 40), operator, "sign_in")
    day.add(clock(19, 5), 0, "printer_out", printer="Küche")
    day.add(clock(19, 17), 0, "printer_back", printer="Küche", expect={"waiting": {"Küche": 0}})


def _a_regular_guest(day: DayMaker) -> None:
    """Petra serves a regular guest who complains, gets his way, and pays with francs."""
    table = 25
    wishes = [{"article": "Schweinsbraten mit Knödel", "remark": "Soße extra", "course": 2}, "2 x Helles 0,5"]
    day.add(clock(12, 5), PETRA, "describe", table=table, name="Alois", guests=1)
    day.add(clock(12, 6), PETRA, "order", table=table, lines=wishes, expect={"total": "26,20"})
    day.add(
        clock(12, 15), PETRA, "void", table=table, lines=["1 x Helles 0,5"],
        reason="Gast hat es sich anders überlegt", expect={"total": "21,50"},
    )  # fmt: skip
    day.add(
        clock(12, 25), PETRA, "price", table=table, article="Schweinsbraten mit Knödel", price="15,00",
        reason="Reklamation", expect={"total": "19,70"},
    )  # fmt: skip
    day.add(
        clock(12, 26), PETRA, "discount", table=table, article="Helles 0,5", percent="10",
        reason="Stammgast", expect={"total": "19,23"},
    )  # fmt: skip
    sold_out = {"refused": "ausverkauft", "total": "19,23"}
    day.add(clock(12, 27), PETRA, "order", table=table, lines=["Hirschgulasch"], expect=sold_out)
    day.add(clock(12, 28), PETRA, "order", table=table, lines=["Gruß aus der Küche", "Espresso"])
    day.add(clock(12, 36), PETRA, "interim_bill", table=table)
    refused = {"refused": "Es fehlen noch", "total": "22,03"}
    day.add(clock(12, 37), PETRA, "pay", table=table, **{"with": "BA", "given": "5,00", "expect": refused})
    # 22,03 less 10 % is 19,83; with the tip 21,00. Ten francs are worth 10,50.
    ways = [{"way": "CHF", "amount": "10,00"}, {"way": "BA", "amount": "20,00"}]
    expect = {"receipt": "21,00", "change": "9,50", "tax": {"7": "0,88", "19": "1,01"}}
    payment = {"discount": "10 %", "tip": "1,17", "with": ways, "as": "Alois", "expect": expect}
    day.add(clock(12, 38), PETRA, "pay", table=table, **payment)
    day.add(clock(12, 39), PETRA, "reprint", receipt="Alois", entertainment=True)
    office = {
        "name": "Planungsbüro Inn GmbH",
        "street": "Innstraße 40",
        "postcode": "94032",
        "city": "Passau",
    }
    day.add(clock(12, 40), PETRA, "invoice", receipt="Alois", customer=office)


def _a_wrong_receipt(day: DayMaker) -> None:
    """Espresso instead of cappuccino: Anna may not reverse the receipt, Petra does."""
    at = clock(13, 10)
    day.add(at, PETRA, "order", table=COUNTER, lines=["2 x Espresso"])
    day.add(at, PETRA, "pay", table=COUNTER, **{"with": "BA", "given": "10,00", "as": "falsch"})
    not_allowed = {"refused": "Rechnungsstorno"}
    day.add(at + 1, ANNA, "reverse", receipt="falsch", reason="Falsch boniert", expect=not_allowed)
    back = {"receipt": "-5,60"}
    day.add(at + 2, PETRA, "reverse", receipt="falsch", reason="Falsch boniert", expect=back)
    twice = {"refused": "schon storniert"}
    day.add(at + 2, PETRA, "reverse", receipt="falsch", reason="Falsch boniert", expect=twice)
    day.add(at + 3, PETRA, "order", table=COUNTER, lines=["2 x Cappuccino"])
    day.add(at + 3, PETRA, "pay", table=COUNTER, **{"with": "EC", "expect": {"receipt": "7,80"}})
    # Milk drinks are taxed at 7 % when they are taken away, coffee at 19 % (second VAT level).
    day.add(at + 9, PETRA, "order", table=COUNTER, lines=["Latte macchiato", "Espresso"], take_away=True)
    taxes = {"7": "0,29", "19": "0,45"}
    day.add(
        at + 9, PETRA, "pay", table=COUNTER, **{"with": "BA", "expect": {"receipt": "7,20", "tax": taxes}}
    )


def _own_people(day: DayMaker) -> None:
    """Staff eats, the boss meets a supplier, and somebody learns the till."""
    table = 25
    meal = ["3 x Mittagsmenü", "Kännchen Tee", "2 x Spezi 0,5"]
    day.add(clock(14, 20), PETRA, "order", table=table, lines=meal, expect={"total": "48,70"})
    day.add(clock(14, 45), PETRA, "internal", table=table, account="Besprechung", lines=["Kännchen Tee"])
    day.add(clock(14, 46), PETRA, "internal", table=table, account="Eigenverbrauch", amount="8,40")
    day.add(clock(14, 46), PETRA, "internal", table=table, account="Personal", expect={"receipt": "17,85"})
    day.add(clock(14, 50), TRAINEE, "sign_in")
    practice = [{"article": "Tagesgericht", "price": "13,50"}, {"article": "Breze", "quantity": "3"}]
    day.add(clock(14, 52), TRAINEE, "order", table=table, lines=practice, expect={"total": "18,90"})
    day.add(clock(14, 58), TRAINEE, "pay", table=table, **{"with": "BA", "given": "20,00"})
    day.add(clock(14, 59), TRAINEE, "sign_out")


def _vouchers(day: DayMaker) -> None:
    """Vouchers, a down payment, deposits and a newspaper are sold and come back; a club pays later."""
    here = {"table": COUNTER}
    worth, tasting, down = (f"{letter}-{day.day:%y%m%d}" for letter in ("W", "E", "A"))
    at = clock(13, 40)
    sold = [
        {"article": "Wertgutschein", "price": "20,00", "voucher": worth},
        {"article": "Gutschein Bierprobe", "voucher": tasting},
        {"article": "Anzahlung Bierprobe", "price": "10,00", "voucher": down},
        "Tageszeitung",
    ]
    day.add(at, PETRA, "order", **here, lines=sold, expect={"total": "51,20"})
    paid = {"receipt": "51,20", "vouchers": {worth: "20,00", tasting: "19,00", down: "10,00"}}
    day.add(at, PETRA, "pay", **here, **{"with": "EC", "expect": paid})
    at = clock(16, 10)
    day.add(at, PETRA, "order", **here, lines=["2 x Bierprobe", "2 x Helles 0,5", "2 x Pfand Bierkrug"])
    ways = [{"way": "GU", "voucher": worth, "amount": "18,00"}, "BA"]
    # 51,40 less 19,00 and 10,00 that were taxed when they were paid; 22,40 are left, 18,00 of it by voucher.
    rest = {
        "receipt": "22,40",
        "tax": {"19": "3,58"},
        "vouchers": {worth: "2,00", tasting: "0,00", down: "0,00"},
    }
    day.add(at, PETRA, "pay", **here, **{"set_off": [tasting, down], "with": ways, "expect": rest})
    too_much = {"refused": "Es sind nur noch 2,00 € da"}
    day.add(at + 2, PETRA, "order", **here, lines=["Haferl Kaffee"])
    ways = [{"way": "GU", "voucher": worth}]
    day.add(at + 2, PETRA, "pay", **here, **{"with": ways, "expect": too_much})
    day.add(at + 2, PETRA, "pay", **here, **{"with": "BA", "given": "5,00"})
    day.add(at + 30, PETRA, "order", **here, lines=["2 x Pfand Bierkrug zurück"], expect={"total": "-4,00"})
    day.add(at + 30, PETRA, "pay", **here, **{"with": "BA", "expect": {"receipt": "-4,00", "change": "4,00"}})
    at = clock(18, 20)
    day.add(at, PETRA, "order", **here, lines=["3 x Brotzeitbrettl"])
    on_account = {"with": "RE", "customer": "Musikverein Hals", "as": "Musikverein"}
    day.add(at, PETRA, "pay", **here, **on_account, expect={"receipt": "41,70"})
    day.add(at + 40, PETRA, "collect", receipt="Musikverein", **{"with": "BA", "given": "50,00"})


def _moving(day: DayMaker) -> None:
    """Guests move to the next table, and Sabine takes them over."""
    here, there = 25, 24
    wishes = [
        "2 x Weißbier 0,5",
        "Obatzda mit Breze",
        {"article": "Rumpsteak 200 g", "sides": ["medium", 203]},
    ]
    day.add(clock(16, 45), SABINE, "sign_in")
    day.add(clock(16, 45), JONAS, "sign_in")
    day.add(clock(17, 5), PETRA, "order", table=here, level=2, lines=wishes, expect={"total": "50,90"})
    moved = {"total": "5,50", "table": there}
    day.add(clock(17, 15), PETRA, "transfer", table=here, to=there, lines=["1 x Weißbier 0,5"], expect=moved)
    day.add(clock(17, 20), PETRA, "transfer", table=here, to=there, expect={"total": "0,00"})
    day.add(clock(17, 30), PETRA, "hand_over", table=there, to="Sabine Lang")
    beer = {"receipt": "5,50", "total": "45,40"}
    day.add(
        clock(17, 50), SABINE, "pay", table=there, **{"lines": [{"line": 1}], "with": "EC", "expect": beer}
    )
    third = {"receipt": "15,14", "total": "30,26"}
    day.add(clock(17, 51), SABINE, "pay", table=there, **{"share": "1/3", "with": "KK", "expect": third})
    fixed = {"receipt": "20,00", "total": "10,26"}
    day.add(clock(17, 52), SABINE, "pay", table=there, **{"amount": "20,00", "with": "BA", "expect": fixed})
    day.add(clock(17, 53), PETRA, "pay", table=there, **{"discount": "0,26", "with": "EC"})


def _evening(day: DayMaker) -> None:
    """Reports, cash in and out, and the closing, which has to wait for the last guests."""
    day.add(clock(15, 12), MARKUS, "sign_out")
    day.add(clock(16, 0), PETRA, "x_report")
    day.add(clock(16, 5), PETRA, "cash_out", amount="23,80", reason="Bäckerei Wagner, Semmeln")
    day.add(clock(17, 0), PETRA, "cash_in", amount="40,00", case="cash_in_transit", reason="Wechselgeld")
    day.add(clock(22, 50), PETRA, "cash_out", amount="12,00", case="tip_staff")
    day.add(clock(21, 40), PETRA, "order", table=25, level=2, lines=["2 x Marillenbrand 2 cl"])
    day.add(clock(21, 45), PETRA, "close_day", expect={"refused": "Noch offen"})
    day.add(clock(21, 55), PETRA, "pay", table=25, **{"with": "BA", "given": "20,00", "tip": "0,60"})
    for operator in (ANNA, SABINE, JONAS):
        day.add(clock(23, 6), operator, "sign_out")
    day.add(clock(23, 8), GEORG, "function", article="Geldabgabe", amount="50,00")
    difference = day.rng.choice(("0,00", "0,00", "-0,50", "-1,00", "0,20"))
    day.add(clock(23, 10), PETRA, "count", difference=difference)
    closed = {
        "difference": difference,
        "open_tables": 0,
        "balances": {"Anna Berger": "0,00", "Georg Hirsch": "150,00"},
    }
    day.add(clock(23, 15), PETRA, "close_day", expect=closed)
    day.add(clock(23, 16), PETRA, "sign_out")
    day.add(clock(23, 20), GEORG, "sign_out")
