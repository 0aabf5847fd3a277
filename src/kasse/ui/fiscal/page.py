"""What a section of the back office shows, as values: one or two parts side by side, and the keys below them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from kasse.ui.widgets.choices import ChoicePage
from kasse.ui.widgets.fact_sheet import Sheet
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.row_list import Row
from kasse.ui.widgets.setting_rows import SettingRow

__all__ = ["ChoicePage", "Page", "PageKey", "Part", "Picture", "Rows", "SettingPart", "Sheet"]


@dataclass(frozen=True, slots=True)
class Rows:
    """A list to choose from. empty: what is said when there is nothing in it."""

    name: str
    rows: tuple[Row, ...]
    chosen: Hashable | None = None
    empty: str = ""


@dataclass(frozen=True, slots=True)
class SettingPart:
    """Settings with their controls."""

    rows: tuple[SettingRow, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A paper, or words where there is none. whole: small enough to be seen from head to foot."""

    png: bytes | None
    words: str = ""
    whole: bool = False


Part = Sheet | Rows | SettingPart | Picture | ChoicePage


@dataclass(frozen=True, slots=True)
class PageKey:
    """A key below the parts. off: why it cannot be tapped now."""

    key: Hashable
    label: str
    icon: str = ""
    off: str = ""
    kind: KeyKind = KeyKind.KEY


@dataclass(frozen=True, slots=True)
class Page:
    """left may be alone; share: how much of the width it takes beside right, in percent.

    `keys` stand from the left; `main` is the next step, bottom right and the only green one.
    """

    left: Part
    right: Part | None = None
    share: int = 46
    keys: tuple[PageKey, ...] = ()
    main: PageKey | None = None
