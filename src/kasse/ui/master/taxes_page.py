"""Tax classes with their rates over time: to be looked at, since they are the law's and not the house's."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kasse.domain.tax import TaxClass
from kasse.sheets import Key
from kasse.ui.master.host import Host
from kasse.ui.master.special_view import SpecialView
from kasse.ui.master.taxes_showing import classes_of, rows_of, sheet_of
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import GAP, Box
from kasse.ui.widgets.fact_sheet import FactSheet
from kasse.ui.widgets.row_list import RowList

FOOT = "Steuersätze setzt das Gesetz; hier sind sie nur zu sehen."


class TaxesView(SpecialView):
    """The classes at the left, what is known of the chosen one at the right."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.list = RowList(look, self, name="Steuerklassen")
        self.sheet = FactSheet(look, self)

    def own_parts(self) -> Iterable[QWidget]:
        return (self.list, self.sheet)

    def lay_out(self, whole: Box) -> None:
        left = (whole.w - GAP) * 46 // 100
        self.list.place(Box(0, 0, left, whole.h))
        self.sheet.place(Box(left + GAP, 0, whole.w - left - GAP, whole.h))


class TaxesPage(QObject):
    """See `Special`. It is opened at the class of the chosen product group."""

    def __init__(self, host: Host) -> None:
        view = TaxesView(host.look)
        super().__init__(view)
        self.host = host
        self.widget = view
        self._class: TaxClass | None = None
        view.list.tapped.connect(self._choose)

    def open(self, key: Key | None) -> None:
        """See `Special`."""
        groups = self.host.desk.till.catalogue.groups
        group = groups.get(int(key)) if key is not None else None
        self._class = group.tax_class if group is not None else self._class
        self.changed()

    def tapped(self, key: object) -> None:
        """See `Special`: there are no keys at the foot."""

    def changed(self) -> None:
        """See `Special`."""
        till = self.host.desk.till
        catalogue, day = till.catalogue, till.books.business_date
        chosen = self._class = self._class or classes_of(catalogue)[0]
        self.widget.list.show_list(rows_of(catalogue, day), chosen)
        self.widget.sheet.show_sheet(sheet_of(catalogue, chosen, day))
        if self.widget.isVisible():
            self.host.show_foot(Foot(FOOT))

    def leave(self) -> bool:
        """See `Special`."""
        return True

    def _choose(self, tax_class: object) -> None:
        self._class = TaxClass(str(tax_class))
        self.changed()
