"""Settings that were stored under earlier keys move to those of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kasse.settings.model import Setting


@dataclass(frozen=True, slots=True)
class Move:
    """One text that changes its key. `text` is None where the new key has one already: the old one only goes."""

    scope: str
    old: str
    new: str
    text: str | None


def moves(stored: Mapping[tuple[str, str], str], settings: Iterable[Setting[Any]]) -> list[Move]:
    """What has to move so that nothing is left under an earlier key. Of several, the latest earlier key counts."""
    found = []
    for setting in settings:
        taken = {scope for scope, key in stored if key == setting.key}
        for old in setting.former:
            for scope in [scope for scope, key in stored if key == old]:
                text = None if scope in taken else stored[scope, old]
                found.append(Move(scope, old, setting.key, text))
                taken.add(scope)
    return found
