"""Drafts as text and back: one JSON document with a version, one draft a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, get_type_hints
from uuid import UUID

from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.quantity import Quantity
from kasse.ports.drafts import DraftsError, KeptDraft, KeptLine, KeptParcel

FORMAT = "kasse-unsent"
VERSION = 1
LARGEST = 10**12
"""No number of a draft is larger; what says otherwise was not written by a till."""


def document(terminal: int, drafts: Sequence[str]) -> str:
    """The whole text, of drafts that are texts already."""
    head = json.dumps({"format": FORMAT, "version": VERSION, "terminal": terminal})
    return f'{head[:-1]}, "drafts": [\n' + ",\n".join(drafts) + "\n]}\n"


def draft_text(draft: KeptDraft) -> str:
    """One draft."""
    return json.dumps(
        {
            "table": draft.table,
            "training": draft.training,
            "operator": draft.operator,
            "key": str(draft.key),
            "lines": [_line_to(line) for line in draft.lines],
            "parcels": [
                {"key": str(parcel.key), "lines": [_line_to(line) for line in parcel.lines]}
                for parcel in draft.parcels
            ],
        },
        ensure_ascii=False,
    )


def read_drafts(text: str, terminal: int) -> tuple[KeptDraft, ...]:
    """The drafts of a document. It is untrusted: whatever stands in it, it is read whole or not at all.

    Raises:
        DraftsError: it is damaged, of another till, or of a newer version.
    """
    try:
        found = json.loads(text)
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise DraftsError("Die Datei ist beschädigt.")
        if _number(found.get("version")) > VERSION:
            raise DraftsError("Die Datei ist von einer neueren Version.")
        if _number(found.get("terminal")) != terminal:
            raise DraftsError(f"Die Datei gehört zu Kasse {found.get('terminal')}.")
        return tuple(_draft(each) for each in _list(found["drafts"]))
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise DraftsError("Die Datei ist beschädigt.") from error


# Values. Whoever reads raises ValueError where something else stands.


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
        raise ValueError("no number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("no flag")
    return value


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    value.encode()  # half of a pair of surrogates could be shown and written nowhere
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("no list")
    return value


def _numbers(value: object) -> tuple[int, ...]:
    return tuple(_number(each) for each in _list(value))


def _optional(read: Callable[[object], object]) -> Callable[[object], object]:
    return lambda value: None if value is None else read(value)


_READ: Mapping[object, Callable[[object], object]] = {
    int: _number,
    bool: _flag,
    str: _words,
    int | None: _optional(_number),
    tuple[int, ...]: _numbers,
    Quantity: lambda value: Quantity(_number(value)),
    Money | None: _optional(lambda value: Money(_number(value))),
}
"""By the type of a field of `Wish`: so a new one of these types is kept without a word here."""
_WISH = {field.name: _READ[get_type_hints(Wish)[field.name]] for field in fields(Wish)}


def _plain(value: object) -> object:
    match value:
        case Quantity():
            return value.thousandths
        case Money():
            return value.cents
        case _:
            return value


_USUAL = Wish(article=0)


def _line_to(line: KeptLine) -> dict[str, object]:
    wish = line.wish
    said = {name: getattr(wish, name) for name in _WISH}
    wanted = {name: _plain(value) for name, value in said.items() if value != getattr(_USUAL, name)}
    return {"wish": {"article": wish.article, **wanted}, "name": line.name, "cents": line.amount.cents}


def _line(found: Mapping[str, object]) -> KeptLine:
    wish = Wish(**{name: _WISH[name](value) for name, value in dict[str, object](found["wish"]).items()})  # type: ignore[arg-type,call-overload]
    return KeptLine(wish, _words(found["name"]), Money(_number(found["cents"])))


def _lines(found: object) -> tuple[KeptLine, ...]:
    return tuple(_line(each) for each in _list(found))


def _draft(found: Mapping[str, object]) -> KeptDraft:
    return KeptDraft(
        table=_number(found["table"]),
        training=_flag(found["training"]),
        operator=_number(found["operator"]),
        key=UUID(_words(found["key"])),
        lines=_lines(found["lines"]),
        parcels=tuple(
            KeptParcel(UUID(_words(parcel["key"])), _lines(parcel["lines"]))
            for parcel in _list(found["parcels"])
        ),
    )
