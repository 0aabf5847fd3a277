"""Where one can go from a screen."""

from __future__ import annotations

from typing import Protocol

from kasse.domain.money import Money
from kasse.domain.staff import Operator


class Navigator(Protocol):
    """Opens screens for whoever is signed in. Called on the GUI thread."""

    def signed_in(self, operator: Operator) -> None:
        """Somebody has shown who he is: his tables."""

    def sign_out(self) -> None:
        """Back to the question who serves. What is not sent yet is kept."""

    def show_tables(self) -> None:
        """The table plan."""

    def open_table(self, table: int) -> None:
        """The order screen of a table or counter."""

    def pay(self, table: int, given: Money | None = None) -> None:
        """The payment screen of a table or counter; so much `given` in own cash settles it at once."""

    def show_receipts(self) -> None:
        """The last receipts."""

    def show_receivables(self) -> None:
        """The open invoices."""

    def show_papers(self) -> None:
        """The last papers of the printers that keep them."""

    def show_last_orders(self) -> None:
        """The last orders of everybody at this till."""

    def show_settlement(self) -> None:
        """The settlement of waiters."""

    def show_units(self) -> None:
        """The report by accounting units."""

    def show_closing(self) -> None:
        """The closing of the day."""

    def show_fiscal(self, section: str = "") -> None:
        """The back office for the tax office, at that section or where it was left."""

    def show_settings(self, path: str = "") -> None:
        """The settings, at the page or the setting of that path: "Finanzamt/TSE"."""

    def show_master(self, path: str = "") -> None:
        """The master data, at the sheet or the row of that path: "Speisekarte/Artikel/105"."""

    def leave_settings(self) -> None:
        """Back to where the settings were opened from."""

    def show_theme(self, theme: str) -> None:
        """Light, dark or strong."""

    def quit(self) -> None:
        """End the program."""
