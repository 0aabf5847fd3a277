"""To whom an invoice is made out, as far as a receipt names him."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kasse.domain.refused import Refused

LONGEST = 100
"""Characters of a name or street: more does not fit on paper, and not in an auditor's export."""
_VAT_ID = re.compile(r"DE[0-9]{9}|(?!DE)[A-Z]{2}(?=[A-Z+*]*[0-9])[0-9A-Z+*]{2,13}")
_COUNTRY = re.compile(r"[A-Z]{2}")


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

    @property
    def has_address(self) -> bool:
        """Whether a letter would arrive; an invoice over more than 250 € needs that much (§ 14 (4) no. 1 UStG)."""
        return bool(self.name and self.street and self.city)


def invoice_customer(
    name: str, street: str, postcode: str, city: str, *, country: str = "", vat_id: str = ""
) -> Customer:
    """The recipient of an invoice as somebody typed him.

    Raises:
        Refused: something is missing or cannot be right.
    """
    texts = {"Name": name, "Straße": street, "Postleitzahl": postcode, "Ort": city}
    clean = {
        what: " ".join("".join(c if c.isprintable() else " " for c in text).split())
        for what, text in texts.items()
    }
    for what, text in clean.items():
        if len(text) > LONGEST:
            raise Refused(f"{what} ist zu lang. Bitte auf {LONGEST} Zeichen kürzen.")
        if not text and what != "Postleitzahl":
            raise Refused(f"Für eine Rechnung fehlt: {what}. Bitte Name und vollständige Anschrift eingeben.")
    tax_id = re.sub(r"[\s.-]", "", vat_id).upper()
    if tax_id and not _VAT_ID.fullmatch(tax_id):
        raise Refused(
            "Die USt-IdNr. beginnt mit zwei Buchstaben, etwa DE123456789. Bitte prüfen oder weglassen."
        )
    nation = country.strip().upper()
    if nation and not _COUNTRY.fullmatch(nation):
        raise Refused("Das Land bitte mit zwei Buchstaben angeben, etwa AT.")
    return Customer(clean["Name"], clean["Straße"], clean["Postleitzahl"], clean["Ort"], nation, tax_id)
