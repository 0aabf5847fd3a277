"""Giving rights: what a tap in the table means, and which levels that changes."""

from __future__ import annotations

from kasse.domain.staff import Right
from kasse.domain.staff.operators import RIGHT_NAMES
from kasse.sheets import Key
from kasse.sheets.declared import PASSWORD_LEVELS
from kasse.ui.master.host import Host
from kasse.ui.master.rights_grid import LevelHead, RightRow
from kasse.ui.master.rights_model import GROUPS, HELP, RightsTable
from kasse.ui.master.rights_view import RightsView
from kasse.ui.master.special_editor import Editor
from kasse.usecases.change_master import Edit

HINT = "Ein Tipp gibt oder nimmt ein Recht. Ein Tipp auf eine Ebene zeigt, wer dazu gehört."
MOST_NAMES = 6
CHOOSE = "Eine Ebene antippen, um zu sehen, wer dazu gehört."


class RightsEditor(Editor[RightsTable]):
    """See `Special`; it is opened with the chosen level marked."""

    widget: RightsView

    def __init__(self, host: Host) -> None:
        self._level: int | None = None
        super().__init__(host, RightsView(host.look))
        self.widget.grid.tapped.connect(self._tap)
        self.widget.tool.connect(self._tool)

    def read(self) -> RightsTable:
        """See `Editor`."""
        return RightsTable(self.master.staff)

    def edits(self, before: RightsTable, after: RightsTable) -> list[Edit]:
        """See `Editor`."""
        old, new = before.staff.levels, after.staff.levels
        return [Edit(PASSWORD_LEVELS, old.get(n), level) for n, level in new.items() if level != old.get(n)]

    def open(self, key: Key | None) -> None:
        """See `Special`."""
        self._level = None if key is None else int(key)
        super().open(key)

    def hint(self) -> str:
        """See `Editor`."""
        return HINT

    def show(self) -> None:
        """See `Editor`."""
        now, levels = self.now, sorted(self.now.staff.levels)
        heads = []
        for number in levels:
            count = len(now.members(number))
            who = "1 Bediener" if count == 1 else f"{count} Bediener"
            heads.append(LevelHead(number, now.staff.levels[number].name, who, chosen=number == self._level))
        rows = []
        for title, rights in GROUPS.items():
            rows.append(RightRow(title, title))
            rows += [self._row(right, levels) for right in rights]
        self.widget.grid.show_table(tuple(heads), tuple(rows))
        off = self.undo_off()
        if not self.widget.grid.has_more:
            off["more"] = "Alle Ebenen sind zu sehen."
        self.widget.show_level(*self._chosen_words(), off)

    def _row(self, right: Right, levels: list[int]) -> RightRow:
        now, base = self.now, self.base.staff.levels
        ticks = tuple(now.has(number, right) for number in levels)
        before = tuple(number in base and right in base[number].rights for number in levels)
        changed = tuple(a != b for a, b in zip(ticks, before, strict=True))
        return RightRow(right, RIGHT_NAMES[right], HELP[right], ticks, changed)

    def _chosen_words(self) -> tuple[str, str]:
        level = self.now.staff.levels.get(self._level or 0)
        if level is None:
            return "", CHOOSE
        members = [operator.name for operator in self.now.members(level.number)]
        more = f" und {len(members) - MOST_NAMES} weitere" if len(members) > MOST_NAMES else ""
        names = ", ".join(members[:MOST_NAMES]) + more
        return f"{level.name}: {len(level.rights)} von {len(Right)} Rechten", names or "Noch niemand"

    def _tap(self, cell: object) -> None:
        match cell:
            case ("level", int(number)):
                self._level = None if number == self._level else number
                self.refresh()
            case (Right() as right, int(number)):
                self._level = number
                self.attempt(lambda: self.now.toggled(number, right, self.host.operator))

    def _tool(self, tool: object) -> None:
        if tool == "more":
            self.widget.grid.turn()
        else:
            {"undo": self.undo, "redo": self.redo}[str(tool)]()
