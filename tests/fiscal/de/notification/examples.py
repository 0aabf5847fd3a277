"""Notifications of a small house with two tills."""

from dataclasses import replace
from datetime import date
from typing import Any

from kasse.ports.notification import Notification, NotifiedTill, Reason

TSE = "a1" * 32

BAR = NotifiedTill(
    number=1,
    name="Schank",
    serial="LINDE-1",
    art=1,
    maker="kasse",
    model="PC-Kasse",
    software="kasse",
    software_version="0.1.0",
    tse_serial=TSE,
    tse_maker="Swissbit",
    tse_form=2,
    tse_started_on=date(2026, 1, 2),
    bsi_id="BSI-K-TR-0362-2019",
    acquired_on=date(2025, 12, 20),
    started_on=date(2026, 1, 2),
)
GARDEN = replace(
    BAR,
    number=2,
    name="Garten",
    serial="LINDE-2",
    ended_on=date(2026, 10, 31),
    end_reason="Saison zu Ende, verkauft",
)


def notification(*tills: NotifiedTill, **changes: Any) -> Notification:
    """One about these tills, or about both."""
    whole = Notification(
        reason=Reason.COMMISSIONING,
        happened_on=date(2026, 1, 2),
        firm="Gasthaus Zur Linde",
        owner="Erna Wirt",
        street="Marktplatz 1",
        postcode="94032",
        city="Passau",
        tax_number="153/246/80124",
        tax_office="Passau",
        site_name="Gasthaus Zur Linde",
        site_street="Marktplatz 1",
        site_postcode="94032",
        site_city="Passau",
        tills=tills or (BAR, GARDEN),
    )
    return replace(whole, **changes)
