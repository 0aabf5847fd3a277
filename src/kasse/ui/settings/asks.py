"""What is asked when a value is to be another one, whatever the kind: a line, a choice, a search, a list, a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of text is typed."""

    text: str = ""
    hint: str = ""
    placeholder: str = ""
    most: int = 200


@dataclass(frozen=True, slots=True)
class Option:
    """One of several values, as its text."""

    text: str
    label: str
    hue: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """One of these is chosen; with `several` any number of them, whose texts stand side by side with commas."""

    options: tuple[Option, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One of very many is searched for by name."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Lines are added, changed and taken away one by one."""

    lines: tuple[str, ...]
    word: str = "Zeile"
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Named:
    """Short texts that have names are changed one by one."""

    entries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Browsed:
    """A folder is gone to, or a file in one with one of these endings."""

    start: Path | None
    files: bool = False
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """A secret is set, replaced, taken away, or looked at."""

    is_set: bool


Ask = Typed | Picked | Found | Listed | Named | Browsed | Hidden
