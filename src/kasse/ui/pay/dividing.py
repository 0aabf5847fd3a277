"""The taps that share a table out: to this guest, back, in parts, in equal parts, for another guest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kasse.domain.orders import Line, divide_line, take_part
from kasse.domain.quantity import ONE, Quantity
from kasse.domain.refused import Refused
from kasse.domain.sales import Bill
from kasse.ui import wording
from kasse.ui.pay.bill import Paying
from kasse.ui.pay.shares import Shares
from kasse.ui.pay.split_keys import SPLITS
from kasse.ui.questions import Question
from kasse.ui.widgets.choices import Choice, Section

if TYPE_CHECKING:
    from kasse.ui.pay.screen import PayScreen

PARTS = {2: "½", 3: "⅓", 4: "¼", 5: "1/5", 6: "1/6", 8: "⅛"}
MOST_PIECES = 12
MOST_GUESTS = 20
"""More than that is typed as a sum of money rather than as a number of guests."""


class Dividing:
    """Changes the shares, unless somebody has begun to pay."""

    def __init__(self, screen: PayScreen) -> None:
        self._screen = screen
        view = screen.view
        view.open_tapped.connect(lambda key: self._do(lambda: self._shares.give(key)))
        view.open_held.connect(self._ask_part)
        view.guest_tapped.connect(self._give_back)
        view.guest_held.connect(self._ask_kept)
        view.guest_chosen.connect(self._choose)
        view.guest_added.connect(lambda: self._do(self._shares.add_guest))
        view.all_taken.connect(self._take)
        view.halved.connect(lambda: self._do(self._shares.halve))
        view.all_returned.connect(lambda: self._do(self._shares.return_all))
        view.split_asked.connect(self._split)
        view.split_into.connect(lambda n: self._do(lambda: self._shares.split(int(str(n)))))

    @property
    def _shares(self) -> Shares:
        return self._screen.shares

    @property
    def count(self) -> int:
        """In how many equal parts a tap on the key shares at once; 0: it asks.

        The number on the pad, or the number of guests noted for the table as long as nothing is shared.
        """
        screen = self._screen
        typed = screen.paying.count_typed
        if typed:
            return typed if 2 <= typed <= MOST_GUESTS else 0
        noted = screen.tab.guests if screen.tab and screen.shares.is_whole else 0
        return noted if 2 <= noted <= MOST_GUESTS else 0

    def splits(self, bill: Bill) -> tuple[Choice, ...]:
        """Equal shares with one tap, as long as nobody shares and nothing is given."""
        screen = self._screen
        if not screen.shares.is_whole or screen.paying.begun or bill.total.cents < 100:
            return ()
        noted = screen.tab.guests if screen.tab else 0
        choices = []
        for n in range(2, 2 + SPLITS):
            parts = bill.total.split([1] * n)
            about = "je" if parts[0] == parts[-1] else "≈"
            choices.append(Choice(n, f"÷ {n}", f"{about} {max(parts)}", chosen=n == noted))
        return tuple(choices)

    def allowed(self) -> bool:
        """Whether the shares may be changed now; if not, the waiter is told why."""
        screen = self._screen
        if screen.settling.busy:
            screen.tell_busy()
        elif screen.paying.begun:
            screen.desk.board.say("Es ist schon etwas gegeben.", "Erst diesen Gast fertig kassieren.")
        else:
            return True
        return False

    def _do(self, deed: Callable[[], None], *, used_up: bool = False) -> None:
        """Change the shares: tip and the like were for another sum. `used_up`: the number on the pad is answered."""
        screen = self._screen
        if not self.allowed():
            return
        try:
            deed()
        except Refused as refusal:
            screen.desk.board.say(str(refusal))
        typed = "" if used_up else screen.paying.typed
        screen.paying = Paying(typed=typed, discount=screen.paying.discount)
        screen.refresh()

    def _give_back(self, key: object) -> None:
        if isinstance(key, tuple):
            self._screen.take_back(key)
        else:
            self._do(lambda: self._shares.give_back(key))

    def _choose(self, number: object) -> None:
        screen = self._screen
        guest = next((guest for guest in self._shares.guests if guest.number == number), None)
        if guest is None or guest is self._shares.guest:
            return
        if guest.paid is not None:
            if self.allowed():
                screen.after.show_again(guest.paid)
            return
        self._do(lambda: self._shares.choose(number))
        if self._shares.guest is guest:
            screen.fresh()

    def _take(self) -> None:
        """All that is open, or a share of it that is worth the sum on the pad."""
        amount = self._screen.paying.amount_typed
        if amount is None:
            self._do(self._shares.take_all)
        else:
            self._do(lambda: self._shares.give_amount(amount), used_up=True)

    def _split(self) -> None:
        if not self.allowed():
            return
        if count := self.count:
            self._do(lambda: self._shares.split(count), used_up=True)
        else:
            self._screen.asking.show_split(lambda n: self._do(lambda: self._shares.split(int(str(n)))))

    # Parts of a line.

    def _ask_part(self, key: object) -> None:
        """An open line held: how much of it is for this guest."""
        line = next((line for line in self._shares.open if line.id == key), None)
        if line is None or not self.allowed():
            return

        def chosen(answer: object) -> None:
            match answer:
                case ("piece", int(pieces)):
                    self._do(lambda: self._shares.give(line.id, Quantity.of(pieces)))
                case ("part", int(weight)):
                    self._do(lambda: self._shares.give_share(line.id, weight))
                case _:
                    self._do(lambda: self._shares.give(line.id, line.quantity))

        everything = Choice("all", "Alles", str(line.amount))
        title = f"{wording.portions(line.quantity)} × {line.name}: wie viel davon?"
        self._screen.asking.ask(Question(title, (*_pieces(line, everything), _fractions(line)), chosen))

    def _ask_kept(self, key: object) -> None:
        """A guest's line held: how much of it he keeps."""
        guest = self._shares.guest
        line = guest.parts.get(str(key))
        if line is None or not self.allowed():
            return

        def chosen(answer: object) -> None:
            match answer:
                case ("part", int(weight)):
                    self._do(lambda: self._shares.keep_share(line.id, weight))
                case ("piece", int(pieces)):
                    self._do(lambda: guest.keep(take_part(line, Quantity.of(pieces))[0]))
                case _:
                    self._do(lambda: self._shares.give_back(line.id))

        nothing = Choice("none", "Nichts davon", "zurück")
        title = f"{wording.portions(line.quantity)} × {line.name}: wie viel behält er?"
        self._screen.asking.ask(Question(title, (*_pieces(line, nothing), _fractions(line)), chosen))


def _pieces(line: Line, last: Choice) -> tuple[Section, ...]:
    pieces = range(1, min(MOST_PIECES, (line.quantity.thousandths - 1) // ONE.thousandths) + 1)
    counted = [Choice(("piece", n), str(n), str(take_part(line, Quantity.of(n))[0].amount)) for n in pieces]
    return (Section("", (*counted, last)),)


def _fractions(line: Line) -> Section:
    parts = [(n, words, divide_line(line, [1] * n)[0].amount) for n, words in PARTS.items()]
    return Section("Teilen", tuple(Choice(("part", n), words, str(amount)) for n, words, amount in parts))
