"""From what somebody has in mind with many prices to what would come of it, row by row."""

from __future__ import annotations

from kasse.domain.catalogue import Catalogue
from kasse.domain.catalogue.price_change import NewPrice, bins
from kasse.domain.money import Money
from kasse.ui.master.prices_draft import PriceDraft
from kasse.ui.master.prices_table import PriceRow, PriceSheet
from kasse.usecases.change_prices import seen_ahead

EMPTY = "Links angeben, um wie viel sich die Preise ändern; dann steht hier jeder Artikel mit altem und neuem Preis."
NOBODY = "Dazu gehört kein Artikel. Bitte links andere wählen."


def sheet_of(draft: PriceDraft, catalogue: Catalogue) -> PriceSheet:
    """The preview. Articles that change come first, by number; then those that cannot."""
    meant = len(draft.articles(catalogue))
    if draft.by is None or not meant:
        return PriceSheet("Vorschau", f"{meant} Artikel", (), (), EMPTY if meant else NOBODY)
    found = seen_ahead(catalogue, draft.order(catalogue, all_of_them=True))
    names = {number: article.name for number, article in catalogue.articles.items()}
    changing = [price for price in found.prices if price.article not in draft.kept]
    rows = [_row(price, names, kept=price.article in draft.kept) for price in found.prices]
    rows += [PriceRow(number, names[number], note=reason) for number, reason in found.left_out]
    kept = len(found.prices) - len(changing)
    title = f"{len(changing)} von {meant} Artikeln ändern sich"
    parts = (
        f"{found.same} bleiben gleich" if found.same else "",
        f"{kept} herausgenommen" if kept else "",
        f"{len(found.left_out)} lassen sich nicht ändern" if found.left_out else "",
    )
    remark = ", ".join(part for part in parts if part) or "alle, die gewählt sind"
    return PriceSheet(title, remark, bins(changing), tuple(rows), "Kein Preis wird ein anderer.")


def _row(price: NewPrice, names: dict[int, str], *, kept: bool) -> PriceRow:
    sign = "+" if price.difference > Money(0) else ""
    old = str(price.before)
    note = "" if price.old is not None else "hatte keinen eigenen Preis"
    return PriceRow(
        price.article, names[price.article], old, str(price.new), f"{sign}{price.difference}", note, kept
    )
