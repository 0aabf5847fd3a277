"""The house knows its tables, ways to pay, internal accounts and printers, and refuses what it has not."""

from dataclasses import replace

import pytest

from kasse.domain.business import (
    Area,
    Business,
    House,
    InternalAccount,
    Place,
    Printer,
    Site,
    Terminal,
    counter_of,
    table_name,
)
from kasse.domain.refused import Refused
from kasse.domain.tax import Country
from tests.domain.examples import CARD, CASH

HOUSE = House(
    business=Business("Gasthaus zur Linde", "Hauptstraße 1", "84028", "Landshut", Country.DE),
    terminals={1: Terminal(1, "Theke", "K-1")},
    areas={1: Area(1, "Gaststube")},
    places={12: Place(12, 1)},
    payment_methods={"BA": CASH, "EC": replace(CARD, active=False)},
    internal_accounts={1: InternalAccount(1, "Personal", price_level=4)},
    printers={
        "Küche": Printer("Küche", "network", "127.0.0.1:9100", stations=("Küche", "Ausgabe")),
        "Pass": Printer("Pass", "virtual", stations=("Ausgabe",)),
    },
    void_reasons=("Irrtum",),
    remarks=("ohne Zwiebel",),
)


def test_a_way_to_pay_is_found_by_its_code() -> None:
    assert HOUSE.payment_method("BA") is CASH


@pytest.mark.parametrize("code", ["XX", "EC"])
def test_a_way_to_pay_that_is_unknown_or_put_away_is_refused(code: str) -> None:
    with pytest.raises(Refused, match=f"Eine Zahlungsart „{code}“ gibt es nicht"):
        HOUSE.payment_method(code)


def test_an_internal_account_has_a_price_level_of_its_own() -> None:
    assert HOUSE.internal_account(1).price_level == 4
    with pytest.raises(Refused, match="Ein internes Konto 2 gibt es nicht"):
        HOUSE.internal_account(2)


def test_a_table_that_the_house_has_not_is_refused() -> None:
    HOUSE.require_place(12)
    for table in (0, 13):
        with pytest.raises(Refused, match=f"Einen Tisch {table} gibt es nicht"):
            HOUSE.require_place(table)


def test_the_counter_of_a_terminal_is_always_there() -> None:
    HOUSE.require_place(counter_of(1))
    assert table_name(counter_of(1)) == "Direktverkauf"


def test_a_table_is_called_by_its_name_or_number() -> None:
    assert table_name(12) == "Tisch 12"
    assert table_name(12, "Taufe Maier") == "Taufe Maier"


def test_a_station_reads_the_paper_of_all_its_printers() -> None:
    assert HOUSE.station_printers("Ausgabe") == ("Küche", "Pass")
    assert HOUSE.station_printers("Küche") == ("Küche",)
    assert HOUSE.station_printers("Theke") == ()


def test_the_site_is_that_of_the_firm_unless_it_is_said_otherwise() -> None:
    firm = Business("Zur Linde", "Markt 1", "94032", "Passau", Country.DE)
    assert firm.site == Site("Zur Linde", "Markt 1", "94032", "Passau")
    named = replace(firm, site_name="Seehaus")
    assert named.site == Site("Seehaus", "Markt 1", "94032", "Passau")
    elsewhere = replace(named, site_street="Ufer 5", site_postcode="83700", site_city="Rottach")
    assert elsewhere.site == Site("Seehaus", "Ufer 5", "83700", "Rottach")
