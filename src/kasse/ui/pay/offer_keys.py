"""The keys that settle something at once: tips and banknotes, in two rows, or in turn in one where the screen is low."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtWidgets import QWidget

from kasse.ui.pay.models import Offer
from kasse.ui.theme.look import Look
from kasse.ui.theme.zones import PayZones, pay_zones
from kasse.ui.widgets.key import Key
from kasse.ui.widgets.key_face import KeyText

OFFERS = 4
TIPS = 6


class OfferKeys:
    """On a low screen the row shows banknotes behind one key for the tips, and the tips after a tap on that."""

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        tip_chosen: Callable[[Hashable], None],
        note_given: Callable[[Hashable], None],
    ) -> None:
        self._look = look
        self._tip_chosen, self._note_given = tip_chosen, note_given
        self._tips: Sequence[Offer] = ()
        self._notes: Sequence[Offer] = ()
        self._seen = True
        self._tips_shown = False
        self.tip_keys = [Key(look, KeyText(), parent=parent) for _ in range(TIPS)]
        self.note_keys = [Key(look, KeyText(), parent=parent) for _ in range(OFFERS)]
        for i, key in enumerate(self.tip_keys):
            key.tapped.connect(lambda i=i: self._tip(i))
        for i, key in enumerate(self.note_keys):
            key.tapped.connect(lambda i=i: self._note_given(self._notes[i].key))

    def show(self, tips: Sequence[Offer], notes: Sequence[Offer], *, seen: bool) -> None:
        """Show these offers; `seen`: whether the bill is shown at all."""
        moved = len(tips) != len(self._tips)
        self._tips, self._notes, self._seen = tips, notes, seen
        if moved:
            self.lay_out()
        self._show()

    def lay_out(self) -> None:
        """Give every key its place."""
        zones = self._zones
        tips, notes = zones.tips.cells(OFFERS, 1), zones.notes.cells(OFFERS, 1)
        if zones.tips_share_the_note_row and not self._tips_shown:
            notes = [*tips[1:], tips[3]]
        elif len(self._tips) > OFFERS:
            tips = zones.tips.cells(len(self._tips), 1)
        for key, cell in zip(self.tip_keys, tips, strict=False):
            key.place(cell)
        for key, cell in zip(self.note_keys, notes, strict=True):
            key.place(cell)
        self._show()

    @property
    def _zones(self) -> PayZones:
        return pay_zones(self._look.metrics)

    def _show(self) -> None:
        shared = self._zones.tips_share_the_note_row
        self._tips_shown = self._tips_shown and shared
        rows = ((self.tip_keys, self._tips, True), (self.note_keys, self._notes, False))
        for keys, offers, is_tip in rows:
            seen = self._seen and (not shared or is_tip == self._tips_shown)
            most = TIPS if is_tip else OFFERS - 1 if shared else OFFERS
            for i, key in enumerate(keys):
                key.setVisible(seen and i < len(offers[:most]))
                if i < len(offers):
                    self._dress(key, offers[i])
        if shared and self._seen and not self._tips_shown and self._tips:
            key = self.tip_keys[0]
            chosen = next((tip.label for tip in self._tips if tip.chosen), "")
            key.show_text(KeyText("Trinkgeld", sub=chosen, narrow=True))
            key.choose(chosen=False)
            key.show()

    def _dress(self, key: Key, offer: Offer) -> None:
        spine = dict(self._look.tokens.banknotes).get(offer.note, "")
        key.show_text(KeyText(offer.label, sub=offer.sub, spine=spine, px=18))
        key.choose(chosen=offer.chosen)

    def _tip(self, i: int) -> None:
        opens = self._zones.tips_share_the_note_row and not self._tips_shown
        self._tips_shown = opens
        self.lay_out()
        if not opens:
            self._tip_chosen(self._tips[i].key)
