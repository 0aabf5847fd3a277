"""The report by accounting units of a Friday evening: two units, three tills, one of them still open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kasse.cli.master_file import demo_master
from kasse.documents.picture import picture
from kasse.documents.units_report import units_page
from kasse.domain.money import ZERO, Money
from kasse.domain.shifts.closing import NO_FIGURES, Figures
from kasse.domain.shifts.units import ALL_UNITS, UnitDay, UnitsDay
from kasse.domain.tax import TaxRate, TaxSum
from kasse.ui.receipts.view import ReceiptsModel
from kasse.ui.shifts.units import rows_of
from kasse.ui.shifts.units_view import UnitsView
from kasse.ui.theme.look import Look
from kasse.ui.view import View

AT = datetime(2026, 11, 20, 22, 10, tzinfo=UTC)


def _figures(receipts: int, food: int, drink: int, card: int, tips: int) -> Figures:
    rates = ((TaxRate(1, 1900), drink), (TaxRate(2, 700), food))
    taxes = tuple(
        TaxSum(rate, Money(gross), Money(gross) - rate.tax_in(Money(gross)), rate.tax_in(Money(gross)))
        for rate, gross in rates
    )
    return replace(
        NO_FIGURES,
        receipts=receipts,
        gross=Money(food + drink),
        taxes=taxes,
        payments=(
            ("bar", "Bar", receipts // 2, Money(food + drink + tips - card)),
            ("ec", "Girokarte", receipts - receipts // 2, Money(card)),
        ),
        main_groups=((1, Money(food)), (2, Money(drink))),
        tips=Money(tips),
        reversals=(1, -Money(1190)),
        internal=(0, ZERO),
    )


def units(look: Look) -> View:
    """All units of the day."""
    master = demo_master(lambda pin: pin).master
    inn = UnitDay("Wirtshaus", (1, 2), (2,), _figures(96, 293300, 104120, 221080, 8140))
    bar = UnitDay("Bar", (3,), (), _figures(41, 18450, 65390, 40210, 2260))
    total = UnitDay(ALL_UNITS, (1, 2, 3), (2,), _figures(137, 311750, 169510, 261290, 10400))
    report = UnitsDay(date(2026, 11, 20), AT, (inn, bar), total, {})
    view = UnitsView(look)
    view.show_receipts(
        ReceiptsModel(
            rows_of(report),
            ALL_UNITS,
            title="Bericht je Betrieb 20.11.2026",
            reprint_label="Drucken",
            reverse_label="",
            change_label="Tag davor",
            more_label="Tag danach",
            more_off="Einen späteren Tag gibt es noch nicht.",
        )
    )
    page = units_page(
        report,
        (inn, bar, total),
        business=master.house.business,
        main_groups={group.number: group.name for group in master.catalogue.main_groups.values()},
        zone=ZoneInfo("Europe/Berlin"),
        terminal_name="Kasse 1",
        operator_name="Georg Hirsch",
    )
    view.show_paper(picture(page))
    return view


SCREENS: Mapping[str, Callable[[Look], View]] = {"units": units}
