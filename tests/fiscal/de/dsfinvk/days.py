"""Two days of an inn with the cases that are awkward to write: vouchers, deposits, receivables, foreign cash, outages."""

from __future__ import annotations

from datetime import datetime

from kasse.fiscal.de.dsfinvk.rows import Row
from tests.fiscal.de.dsfinvk.house import TILL, ZONE, Bon, House, Line, Payment

FIRST_DAY = datetime(2026, 3, 14, 11, 0, tzinfo=ZONE)
SECOND_DAY = datetime(2026, 3, 15, 11, 0, tzinfo=ZONE)


def cash(amount: int) -> tuple[Payment, ...]:
    """All of it in cash."""
    return (Payment("Bar", amount),)


def moved(gv: str, amount: int, name: str = "") -> Bon:
    """Nothing but cash that comes or goes."""
    return Bon((Line(gv, {5: amount}, gv=gv, gv_name=name, in_house=""),), cash(amount))


SCHNITZEL = Line("Wiener Schnitzel", {2: 1890}, article="101")
BEER = Line("Helles 0,5 l", {1: 840}, article="201", quantity=2)

ORDER = Bon((SCHNITZEL, BEER), kind="AVBestellung", table="Tisch 5", process="Bestellung-V1")
SALE = Bon(
    (SCHNITZEL, Line("Helles 0,5 l", {1: 740}, article="201", quantity=2,
                     items=(("base_amount", 1, 840), ("discount", 1, -100)))),
    cash(2630), table="Tisch 5", note='Allergie: "Nüsse"; bitte\nbeachten',
)  # fmt: skip


def reference(number: int, bon_id: str, created: str) -> tuple[str | int | None, ...]:
    """A reference to a receipt of this till."""
    return ("Transaktion", "", created, TILL, number, bon_id)


def first_day(created: str) -> list[Bon]:
    """The receipts 101 and following. `created` is when the day was closed."""
    return [
        moved("Anfangsbestand", 10_000),
        ORDER,
        Bon(SALE.lines, SALE.payments, table="Tisch 5", note=SALE.note, references=(reference(1, "102", created),)),
        Bon(
            (SCHNITZEL, BEER, Line("Rabatt 10 %", {2: -189, 1: -84}, gv="Rabatt"),
             Line("Trinkgeld", {5: 300}, gv="TrinkgeldAN")),
            (Payment("ECKarte", 2757, "girocard"),),
        ),
        Bon((Line("Gutschein Menü", {1: 5000}, gv="EinzweckgutscheinKauf", voucher="E-1"),), cash(5000)),
        Bon((Line("Bierprobe", {1: 5000}, article="300"),
             Line("Gutschein", {1: -5000}, gv="EinzweckgutscheinEinloesung", voucher="E-1"))),
        Bon((Line("Wertgutschein", {5: 2000}, gv="MehrzweckgutscheinKauf", voucher="M-1"),), cash(2000)),
        Bon((SCHNITZEL, BEER, Line("Wertgutschein", {5: -2000}, gv="MehrzweckgutscheinEinloesung", voucher="M-1")),
            cash(730)),
        Bon((BEER, Line("Pfand Flasche", {1: 16}, gv="Pfand"), Line("Pfand zurück", {1: -32}, gv="PfandRueckzahlung")),
            cash(824)),
        Bon((Line("Anzahlung Feier", {2: 10_000}, gv="Anzahlungseinstellung"),), (Payment("Unbar", 10_000),)),
        Bon((Line("Büfett", {2: 25_000}, article="400"),
             Line("Anzahlung Feier", {2: -10_000}, gv="Anzahlungsaufloesung")), (Payment("Kreditkarte", 15_000, "Visa"),)),
        Bon((Line("Büfett klein", {2: 5_000}, article="401"),
             Line("auf Rechnung", {5: -3_000}, gv="Forderungsentstehung", gv_name="Meier GmbH")), cash(2_000)),
        Bon((Line("Zahlung Meier GmbH", {5: 3_000}, gv="Forderungsaufloesung", gv_name="Meier GmbH"),),
            (Payment("Unbar", 3_000, "Überweisung"),)),
        moved("TrinkgeldAN", -300),
        Bon((Line("Wiener Schnitzel", {2: -1890}, article="101"), Line("Helles 0,5 l", {1: -740}, article="201", quantity=2)),
            cash(-2630), is_reversal=True, references=(reference(1, "103", created),)),
        Bon((SCHNITZEL,), (Payment("Bar", 5200, foreign=("CHF", 5000)), Payment("Bar", -3310))),
        Bon((SCHNITZEL,), cash(1890), kind="AVTraining"),
        Bon((BEER,), kind="AVBelegabbruch"),
        Bon((BEER,), cash(840), failure="Die TSE antwortet nicht; Ausfall 3 seit 2026-03-14T11:50:00+01:00"),
        Bon((Line("Lotterielos", {5: 500}, agency=1, in_house=""),), cash(500)),
        Bon((Line("Mittagsmenü", {2: 900, 1: 390}, article="500",
                  parts=(("101", "Tagesgericht", 2, 900), ("201", "Helles 0,3 l", 1, 390))),), cash(1290)),
        Bon((Line("Schublade geöffnet", {5: 0}, in_house=""),), kind="AVSonstige", name="Schublade",
            process="SonstigerVorgang", data="Schublade geöffnet"),
        Bon((Line("Personalessen", {2: 500}, article="102"),), kind="AVSachbezug", customer="Vera"),
        moved("DifferenzSollIst", -12),
        moved("Geldtransit", -15_000, "Bank"),
    ]  # fmt: skip


def two_days() -> House:
    """The house with both days closed, and a third one on which nothing happened."""
    house = House()
    agencies: list[Row] = [(1, "Lotto Bayern", "Karlstraße 1", "80333", "München", "DEU", "", "DE129273398")]
    house.close(FIRST_DAY, first_day("2026-03-14T12:20:00+01:00"), extra={"pa": agencies})
    reversal = Bon(
        (Line("Mittagsmenü", {2: -900, 1: -390}, article="500"),),
        cash(-1290),
        is_reversal=True,
        references=(
            reference(1, "121", house.closings[0][0]),
            ("ExterneRechnung", "", "", "", None, "RE-2026-17"),
        ),
    )
    house.close(SECOND_DAY, [moved("Anfangsbestand", 5_000), reversal])
    house.close(SECOND_DAY.replace(day=16), [])
    return house
