"""From the law's rates to what is shown of them: what holds today, what is coming, what was, and who uses it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from kasse.domain.catalogue import Catalogue
from kasse.domain.tax import RatePeriod, TaxClass, rate_periods
from kasse.sheets.words import COUNTRIES, TAX_CLASSES
from kasse.ui.widgets.fact_sheet import Block, Fact, Heading, Sheet, Tone, Words
from kasse.ui.widgets.row_list import Row

NOBODY = "von keiner Warengruppe verwendet"
LAW = (
    "Steuersätze setzt das Gesetz. Sie sind mit ihrem Beginn in der Kasse hinterlegt und gelten vom ersten Verkauf "
    "dieses Tages an von selbst; ändern lassen sie sich hier nicht. Welche Steuerklasse gilt, steht in der Warengruppe."
)


def used_by(catalogue: Catalogue, tax_class: TaxClass) -> list[str]:
    """The names of the product groups of a class that are in use, by number."""
    groups = (group for _, group in sorted(catalogue.groups.items()))
    return [group.name for group in groups if group.tax_class is tax_class and group.active]


def classes_of(catalogue: Catalogue) -> list[TaxClass]:
    """All classes, those in use first."""
    return sorted(TaxClass, key=lambda each: not used_by(catalogue, each))


def now_and_next(periods: Sequence[RatePeriod], day: date) -> tuple[RatePeriod, RatePeriod | None]:
    """The period of a day, and the one that follows it if one is known."""
    index = max(i for i, period in enumerate(periods) if period.since <= day or i == 0)
    return periods[index], periods[index + 1] if index + 1 < len(periods) else None


def rates(period: RatePeriod) -> str:
    """German: one rate, or that in the house and that for taking away."""
    if period.in_house == period.take_away:
        return str(period.in_house)
    return f"im Haus {period.in_house}, zum Mitnehmen {period.take_away}"


def rows_of(catalogue: Catalogue, day: date) -> list[Row]:
    """A row for each class."""
    rows = []
    for tax_class in classes_of(catalogue):
        now, coming = now_and_next(rate_periods(catalogue.country, tax_class), day)
        groups = used_by(catalogue, tax_class)
        note = groups[0] if len(groups) == 1 else f"{len(groups)} Warengruppen" if groups else NOBODY
        same = now.in_house == now.take_away
        value = str(now.in_house) if same else f"{now.in_house} / {now.take_away}"
        mark = f"ab {coming.since:%d.%m.%Y}" if coming else ""
        rows.append(Row(tax_class, TAX_CLASSES[tax_class.value], note, value, mark=mark, tone=Tone.WARN))
    return rows


def sheet_of(catalogue: Catalogue, tax_class: TaxClass, day: date) -> Sheet:
    """Everything that is known of one class."""
    periods = rate_periods(catalogue.country, tax_class)
    now, coming = now_and_next(periods, day)
    blocks: list[Block] = [
        Heading(f"Gilt am {day:%d.%m.%Y}"),
        Fact("Im Haus", str(now.in_house)),
        Fact("Zum Mitnehmen", str(now.take_away)),
    ]
    if coming is not None:
        words = f"Ab {coming.since:%d.%m.%Y}: {rates(coming)}. Die Kasse stellt von selbst um."
        blocks.append(Words(words, Tone.WARN, icon="calendar-clock"))
    blocks.append(Heading("Verlauf"))
    for i, period in reversed(list(enumerate(periods))):
        until = periods[i + 1].since - timedelta(days=1) if i + 1 < len(periods) else None
        blocks.append(Fact(_span(period.since if i else None, until), rates(period)))
    names = used_by(catalogue, tax_class)
    blocks.append(Heading("Warengruppen"))
    blocks.append(Words(", ".join(names) if names else "Keine Warengruppe verwendet diese Steuerklasse."))
    blocks.append(Words(LAW, quiet=True))
    return Sheet(TAX_CLASSES[tax_class.value], tuple(blocks), COUNTRIES[catalogue.country.value])


def _span(since: date | None, until: date | None) -> str:
    """German: from when to when; the first known rate has no beginning, the last one no end."""
    if since is None:
        return f"bis {until:%d.%m.%Y}" if until else "immer"
    return f"{since:%d.%m.%Y} bis {until:%d.%m.%Y}" if until else f"ab {since:%d.%m.%Y}"
