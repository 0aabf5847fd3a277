"""What a played day comes to: counts for people and programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from kasse.domain.money import Money
from kasse.domain.sales import Receipt, ReceiptKind
from kasse.ports.fiscal import Secured


@dataclass(slots=True)
class Playing:
    """The tally of what has been played. Amounts in cents; training counts only as `training`."""

    days: int = 0
    steps: int = 0
    sign_ins: int = 0
    orders: int = 0
    """Sent orders, without those in training."""
    lines: int = 0
    voids: int = 0
    """Steps that voided something."""
    transfers: int = 0
    receipts: int = 0
    """Numbered receipts of every kind."""
    sales: int = 0
    reversals: int = 0
    internal: int = 0
    cash_movements: int = 0
    training: int = 0
    """Receipts of training operators."""
    revenue_cents: int = 0
    """Sales and reversals, without tips."""
    tips_cents: int = 0
    signed: int = 0
    """Orders and receipts that a signing device signed."""
    outages: int = 0
    """Orders and receipts that went without signature because the device did not answer."""
    closings: int = 0
    power_cuts: int = 0
    refusals: int = 0
    """Refusals that the day expected."""
    first_receipt: int = 0
    last_receipt: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    seeds: list[int] = field(default_factory=list)
    """The numbers that the days were generated from."""
    cancelled: bool = False

    def count_secured(self, secured: Secured | None) -> None:
        """Count how an order or receipt was secured; None: the law asks for nothing."""
        if secured is None:
            return
        if secured.is_signed:
            self.signed += 1
        else:
            self.outages += 1

    def count_receipt(self, receipt: Receipt, secured: Secured | None) -> None:
        """Count a receipt of any kind."""
        self.receipts += 1
        self.first_receipt = self.first_receipt or receipt.number
        self.last_receipt = receipt.number
        self.count_secured(secured)
        if receipt.training:
            self.training += 1
            return
        match receipt.kind:
            case ReceiptKind.SALE:
                self.sales += 1
            case ReceiptKind.REVERSAL:
                self.reversals += 1
            case ReceiptKind.INTERNAL:
                self.internal += 1
                return
            case ReceiptKind.CASH | ReceiptKind.TEST:
                self.cash_movements += receipt.kind is ReceiptKind.CASH
                return
        self.revenue_cents += receipt.turnover.cents
        self.tips_cents += receipt.tip.cents

    def as_json(self) -> dict[str, Any]:
        """The same for programs: whole numbers, texts, lists; moments in ISO 8601 (UTC)."""
        found = asdict(self)
        for key in ("started_at", "ended_at"):
            if found[key] is not None:
                found[key] = found[key].isoformat()
        return found

    def as_text(self) -> str:
        """The same for people, German, one line for each thing that happened."""
        rows = [
            (self.days, "Tage", ""),
            (self.steps, "Schritte", ""),
            (self.orders, "Bonierungen", f"mit {self.lines} Posten"),
            (self.receipts, "Belege", f"Nr. {self.first_receipt} bis {self.last_receipt}"),
            (self.sales, "Rechnungen", f"Umsatz {Money(self.revenue_cents)} €"),
            (self.reversals, "Rechnungsstornos", ""),
            (self.voids, "Stornos vor Rechnung", ""),
            (self.internal, "Belege auf interne Konten", ""),
            (self.cash_movements, "Ein- und Auszahlungen", ""),
            (self.training, "Übungsbelege", ""),
            (self.signed, "Signaturen", ""),
            (self.outages, "Ohne Signatur (TSE-Ausfall)", ""),
            (self.power_cuts, "Stromausfälle", ""),
            (self.closings, "Tagesabschlüsse", ""),
        ]
        lines = [f"{what:<36}{n:>8}{f'   {more}' if more else ''}" for n, what, more in rows if n]
        if self.cancelled:
            lines.append("Vorzeitig beendet.")
        return "\n".join(lines)
