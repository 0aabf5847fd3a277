"""Our words in the words of DSFinV-K 2.4: business cases, payments, tax keys, countries, moments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from kasse.domain.business import PaymentKind
from kasse.domain.business_case import BusinessCase

GV_TYP: Mapping[BusinessCase, str] = {
    BusinessCase.SALE: "Umsatz",
    BusinessCase.DEPOSIT: "Pfand",
    BusinessCase.DEPOSIT_BACK: "PfandRueckzahlung",
    BusinessCase.DISCOUNT: "Rabatt",
    BusinessCase.SURCHARGE: "Aufschlag",
    BusinessCase.SUBSIDY_REAL: "ZuschussEcht",
    BusinessCase.SUBSIDY_PART: "ZuschussUnecht",
    BusinessCase.TIP_OWNER: "TrinkgeldAG",
    BusinessCase.TIP_STAFF: "TrinkgeldAN",
    BusinessCase.SINGLE_VOUCHER_SOLD: "EinzweckgutscheinKauf",
    BusinessCase.SINGLE_VOUCHER_REDEEMED: "EinzweckgutscheinEinloesung",
    BusinessCase.MULTI_VOUCHER_SOLD: "MehrzweckgutscheinKauf",
    BusinessCase.MULTI_VOUCHER_REDEEMED: "MehrzweckgutscheinEinloesung",
    BusinessCase.RECEIVABLE: "Forderungsentstehung",
    BusinessCase.RECEIVABLE_PAID: "Forderungsaufloesung",
    BusinessCase.DOWN_PAYMENT: "Anzahlungseinstellung",
    BusinessCase.DOWN_PAYMENT_SET_OFF: "Anzahlungsaufloesung",
    BusinessCase.OPENING_FLOAT: "Anfangsbestand",
    BusinessCase.OWNER_OUT: "Privatentnahme",
    BusinessCase.OWNER_IN: "Privateinlage",
    BusinessCase.CASH_IN_TRANSIT: "Geldtransit",
    BusinessCase.WAGES: "Lohnzahlung",
    BusinessCase.CASH_IN: "Einzahlung",
    BusinessCase.CASH_OUT: "Auszahlung",
    BusinessCase.COUNT_DIFFERENCE: "DifferenzSollIst",
}

ZAHLART_TYP: Mapping[PaymentKind, str] = {
    PaymentKind.CASH: "Bar",
    PaymentKind.CARD: "Unbar",
    PaymentKind.OTHER: "Unbar",
    PaymentKind.GIROCARD: "ECKarte",
    PaymentKind.CREDIT_CARD: "Kreditkarte",
    PaymentKind.WALLET: "ElZahlungsdienstleister",
    PaymentKind.PREPAID_CARD: "Guthabenkarte",
}

NO_PAYMENT: Mapping[PaymentKind, BusinessCase] = {
    PaymentKind.ROOM: BusinessCase.RECEIVABLE,
    PaymentKind.ACCOUNT: BusinessCase.RECEIVABLE,
    PaymentKind.VOUCHER: BusinessCase.MULTI_VOUCHER_REDEEMED,
}
"""Ways to pay by which no money comes: to the law they are lines that lower what is to be paid (DSFinV-K 5.7)."""

UST_BESCHR: Mapping[int, str] = {
    1: "Allgemeiner Steuersatz (§ 12 Abs. 1 UStG)",
    2: "Ermäßigter Steuersatz (§ 12 Abs. 2 UStG)",
    3: "Durchschnittsatz (§ 24 Abs. 1 Nr. 3 UStG)",
    4: "Durchschnittsatz (§ 24 Abs. 1 Nr. 1 UStG)",
    5: "Nicht steuerbar",
    6: "Umsatzsteuerfrei",
    7: "Umsatzsteuer nicht ermittelbar",
    8: "Steuersatz 0 % (§ 12 Abs. 3 UStG)",
    21: "Allgemeiner Steuersatz im zweiten Halbjahr 2020",
    22: "Ermäßigter Steuersatz im zweiten Halbjahr 2020",
}

ALPHA_3: Mapping[str, str] = {
    "DE": "DEU", "AT": "AUT", "CH": "CHE", "LI": "LIE", "IT": "ITA", "FR": "FRA", "NL": "NLD", "BE": "BEL",
    "LU": "LUX", "DK": "DNK", "PL": "POL", "CZ": "CZE", "ES": "ESP", "GB": "GBR", "US": "USA",
}  # fmt: skip


def alpha_3(country: str) -> str:
    """A country's three letters; a code that is not known stays as it is."""
    return ALPHA_3.get(country, country)


def local_times(zone: ZoneInfo) -> Callable[[int], str]:
    """Writes milliseconds since 1970 as the clock on the wall showed it, with its offset (RFC 3339)."""

    @lru_cache(maxsize=4096)
    def write(seconds: int) -> str:
        return datetime.fromtimestamp(seconds, zone).isoformat()

    return lambda millis: write(millis // 1000)


@lru_cache(maxsize=4096)
def _utc(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()[:19]


def log_time(millis: int) -> str:
    """A TSE's log time: UTC with milliseconds."""
    return f"{_utc(millis // 1000)}.{millis % 1000:03d}Z"
