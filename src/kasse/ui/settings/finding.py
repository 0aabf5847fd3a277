"""From the name of a path to the page and the setting that it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kasse.settings import Setting
from kasse.settings.search import folded

_PARTS = re.compile(r"\s*(?:[/>·→]|\s[-–]\s)\s*")


def resolve(path: str, settings: Sequence[Setting[Any]]) -> tuple[str, Setting[Any] | None]:
    """The page, and the setting if one is named: "Finanzamt/TSE", "Finanzamt – TSE – Wartezeit auf die TSE", a key.

    An area means its first page. ("", None) where nothing is called so.
    """
    wanted = "/".join(folded(part) for part in _PARTS.split(path.strip()) if part)
    if not wanted:
        return "", None
    for setting in settings:
        if wanted in (folded(setting.key), folded(setting.path), folded(setting.label)):
            return setting.page, setting
    pages = dict.fromkeys(setting.page for setting in settings)
    for page in pages:
        area, _, name = folded(page).partition("/")
        if wanted in (folded(page), area, name):
            return page, None
    return "", None
