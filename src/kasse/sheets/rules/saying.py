"""How problems name rows."""

from __future__ import annotations

from typing import Any

from kasse.sheets.model import Problem, Sheet


def called(sheet: Sheet[Any], row: Any) -> str:
    """A row as a sentence names it: "Artikel 200 „Bier“"."""
    word = sheet.one.partition(" ")[2]
    word = word[:1].upper() + word[1:]
    key, title = sheet.key_of(row), sheet.title(row)
    if sheet.single or not key:
        return f"{word} „{title}“" if title else word
    if not title or str(key) in title:
        return f"{word} {key}"
    return f"{word} {key} „{title}“"


def wrong(sheet: Sheet[Any], row: Any, column: str, text: str) -> Problem:
    """A problem of a row; `text` is what to do about it, as a German sentence."""
    return Problem(sheet.key, sheet.key_of(row), column, f"{called(sheet, row)}: {text}")
