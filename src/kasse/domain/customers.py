"""To whom an invoice is made out, as far as a receipt names him."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Customer:
    """The recipient of the goods (§ 14 (4) no. 1 UStG). Only what the receipt needs: data that is not kept is safe."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2; empty: the country of the business."""
    vat_id: str = ""
    number: str = ""
    kind: str = ""
    """What he is to the house ("Mitarbeiter"); empty for a guest."""
