"""Asking for the recipient of an invoice: name, street, place and VAT id, one after the other."""

from __future__ import annotations

from collections.abc import Callable

from kasse.domain.customers import LONGEST, Customer, invoice_customer
from kasse.domain.refused import Refused
from kasse.ui.widgets.text_entry import TextAsk

_PLACEHOLDERS = ("Firma oder Name", "Straße und Hausnummer", "PLZ und Ort", "DE123456789 – oder leer lassen")
_FIELDS = ("Firma oder Name", "Straße", "Ort", "USt-IdNr.")
_HINT = "Rechnung mit Anschrift, Schritt {} von 4"
_OPTIONAL = 3
"""The VAT id: private people have none."""


class RecipientQuestions:
    """Four questions, from `ask` on. `show` asks on the screen, `say` tells what cannot be right, `answered` gets the
    customer. `known`: what is known of him already, to be corrected; `accept`: the verb on the last key.
    """

    def __init__(
        self,
        title: str,
        show: Callable[[TextAsk], None],
        say: Callable[[str], None],
        answered: Callable[[Customer], None],
        *,
        accept: str = "Drucken",
        known: Customer | None = None,
    ) -> None:
        self._title, self._accept = title, accept
        self._show, self._say, self._answered = show, say, answered
        known = known or Customer("")
        place = f"{known.postcode} {known.city}".strip()
        self._texts = [known.name, known.street, place, known.vat_id]
        self._step = 0

    def typed(self, words: str) -> None:
        """The answer to the question that stands there."""
        self._texts[self._step] = words
        if not words and self._step != _OPTIONAL:
            self._say(f"Bitte eingeben: {_PLACEHOLDERS[self._step]}.")
        elif self._step < _OPTIONAL:
            self._step += 1
            self.ask()
        else:
            self._finish()

    def back(self) -> bool:
        """One question back; False before the first."""
        if not self._step:
            return False
        self._step -= 1
        self.ask()
        return True

    def ask(self) -> None:
        """Ask the question that is next."""
        last = self._step == _OPTIONAL
        self._show(
            TextAsk(
                f"{self._title}: {_FIELDS[self._step]}",
                self._texts[self._step],
                accept=self._accept if last else "Weiter",
                cancel="Zurück" if self._step else "Abbrechen",
                placeholder=_PLACEHOLDERS[self._step],
                hint=_HINT.format(self._step + 1),
                most=LONGEST,
            )
        )

    def _finish(self) -> None:
        name, street, place, vat_id = self._texts
        postcode, _, city = place.partition(" ")
        if not any(sign.isdigit() for sign in postcode):
            postcode, city = "", place
        try:
            customer = invoice_customer(name, street, postcode, city, vat_id=vat_id)
        except Refused as refusal:
            self._say(str(refusal))
            self.ask()
        else:
            self._answered(customer)
