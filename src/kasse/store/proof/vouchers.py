"""For the proof of the books: what must be left of vouchers, down payments and receivables by the journal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kasse.domain.sales import changes_of
from kasse.store import rows
from kasse.store.proof.receipts import ReceiptRows
from kasse.store.statements import run

if TYPE_CHECKING:  # see `kasse.store.statements`
    from sqlalchemy import Connection


class Vouchers:
    """The sum of what receipts did to each of them, over the journals of all terminals."""

    def __init__(self) -> None:
        self._sums: dict[str, list[int]] = {}
        """Sold and left, in cents, by number."""
        self._made: dict[str, set[tuple[str, str]]] = {}
        """Business case and rate under which each was sold."""

    def add(self, terminal: int, receipt: ReceiptRows, sign: int) -> None:
        """Count a receipt in (1), or out because it was broken off (-1)."""
        if not receipt.may_change_vouchers:
            return
        lines, taxes, payments = (
            [row[3:] for row in part] for part in (receipt.lines, receipt.taxes, receipt.payments)
        )
        whole = rows.receipt_of(terminal, receipt.head[3:], lines, taxes, payments)
        for change in changes_of(rows.with_additions(whole, [row[3:] for row in receipt.additions])):
            sums = self._sums.setdefault(change.number, [0, 0])
            sums[0] += sign * change.sold.cents
            sums[1] += sign * change.balance.cents
            if change.sold:
                made = (change.case.value, rows.rate_text(change.rate))
                self._made.setdefault(change.number, set()).add(made)

    def problems(self, connection: Connection) -> Iterator[str]:
        """Compare with the vouchers as the database states them."""
        for number, case, rate, sold, balance in run(connection, "SELECT * FROM voucher ORDER BY number"):
            made = self._made.get(number, set())
            if self._sums.pop(number, None) != [sold, balance] or (case, rate) not in made:
                yield f"{number}: Was davon übrig ist, ist nach dem Journal anders."
        for number in sorted(self._sums):
            yield f"{number} fehlt unter den Gutscheinen und Forderungen, steht aber im Journal."
