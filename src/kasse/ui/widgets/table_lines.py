"""The model behind a long list: rows and columns are asked for one cell at a time, as they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

MARK = "check"
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Head:
    """One column. right: its values stand at the right; stretch: it takes what room is left."""

    key: Hashable
    label: str
    right: bool = False
    stretch: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """What the list shows. `text(row, column)`: what stands in a cell."""

    heads: tuple[Head, ...] = ()
    count: int = 0
    text: Callable[[int, int], str] = lambda _row, _column: ""
    quiet: Callable[[int], bool] = lambda _row: False
    """Rows that are no longer used are written more softly; a word says it as well."""
    markable: bool = True
    """Rows can be chosen, several of them."""
    sort: Hashable = ""
    descending: bool = False


class TableLines(QAbstractTableModel):
    """With rows that can be marked, the first column of the view is the mark."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = Lines()
        self._marked: frozenset[int] = frozenset()

    @property
    def shown(self) -> Lines:
        """What is shown."""
        return self._lines

    @property
    def markable(self) -> bool:
        """Whether the first column is the mark."""
        return self._lines.markable

    @property
    def stretch(self) -> int | None:
        """The column of the view that takes what room is left."""
        shift = self._shift
        return next((i + shift for i, head in enumerate(self._lines.heads) if head.stretch), None)

    @property
    def _shift(self) -> int:
        return 1 if self._lines.markable else 0

    def show(self, lines: Lines, marked: frozenset[int] = frozenset()) -> None:
        """Show other rows or columns."""
        self.beginResetModel()
        self._lines, self._marked = lines, marked
        self.endResetModel()

    def mark(self, marked: frozenset[int]) -> None:
        """Mark exactly these rows."""
        if marked != self._marked:
            self._marked = marked
            if rows := self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, self.columnCount() - 1))

    def head(self, column: int) -> Head:
        """The head of a column of the view that is not the mark."""
        return self._lines.heads[column - self._shift]

    def text(self, row: int, column: int) -> str:
        """What stands in a cell of the view."""
        return self._lines.text(row, column - self._shift)

    def is_marked(self, row: int) -> bool:
        """Whether a row is marked."""
        return row in self._marked

    def is_quiet(self, row: int) -> bool:
        """Whether a row is no longer used."""
        return self._lines.quiet(row)

    @property
    def all_marked(self) -> bool:
        """Whether every row is marked."""
        return 0 < self._lines.count == len(self._marked)

    # What Qt asks.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else self._lines.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(self._lines.heads) + self._shift

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if self.markable and column == 0:
                return "gewählt" if self.is_marked(row) else ""
            return self.text(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return "gewählt" if self.markable and section == 0 else self.head(section).label
