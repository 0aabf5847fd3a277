"""Kind by kind: the control that shows a value, and what is asked for another one. A new kind adds two functions here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import singledispatch
from pathlib import Path
from typing import Any

from kasse.domain.catalogue import MenuSection
from kasse.settings.kinds import (
    HUES,
    WEEKDAY_NAMES,
    Amount,
    Amounts,
    ArticleNumber,
    Choice,
    Colour,
    Day,
    Digits,
    Entries,
    File,
    Folder,
    Hours,
    Lines,
    Maybe,
    Number,
    NumberOf,
    NumberSet,
    NumbersOf,
    OperatorNumber,
    Percent,
    Printer,
    ProductGroupNumber,
    Ranges,
    Rate,
    Recipients,
    Reference,
    Referred,
    Secret,
    Sections,
    Several,
    Switch,
    TableNumber,
    Text,
    Time,
    Weekdays,
)
from kasse.settings.kinds.times import WEEKDAYS
from kasse.settings.names import Names
from kasse.ui.settings.asks import Ask, Browsed, Found, Hidden, Listed, Named, Option, Picked, Typed
from kasse.ui.widgets.setting_controls import Control, Field, Segments, Stepper, Toggle

MOST_SEGMENTS = 3
LONGEST_SEGMENTS = 18
"""Letters of all choices together that still stand side by side."""
LONGEST_RANGES = 24
"""Letters of a list of numbers that still have room with spaces between them."""
EMPTY = "leer"


# --- the control ---------------------------------------------------------------------------------------------------


@singledispatch
def control(kind: object, value: Any, names: Names) -> Control:
    """What shows a value of that kind, and is tapped to change it."""
    raise NotImplementedError(f"no editor for {kind}")


@control.register
def _(_kind: Switch, value: bool, _names: Names) -> Control:
    return Toggle(value)


@control.register
def _(kind: Number, value: int, _names: Names) -> Control:
    units = {"Sekunden": "s", "Millisekunden": "ms", "Minuten": "min"}
    words = f"{value} {units.get(kind.unit, kind.unit)}".strip()
    return Stepper(words, value <= kind.low, value >= kind.high, typed=True)


@control.register
def _(kind: Percent, value: int, _names: Names) -> Control:
    return Stepper(kind.show(value), value <= kind.low, value >= kind.high, typed=True)


@control.register
def _(kind: Choice, value: str, _names: Names) -> Control:
    labels = kind.options.values()
    if len(labels) <= MOST_SEGMENTS and sum(map(len, labels)) <= LONGEST_SEGMENTS:
        return Segments(tuple(kind.options.items()), value)
    return Field(kind.show(value))


@control.register
def _(kind: Ranges, value: NumberSet, _names: Names) -> Control:
    words = kind.show(value)
    return Field((words if len(words) <= LONGEST_RANGES else kind.write(value)) or EMPTY, "pencil")


@control.register
def _(kind: Amounts, value: tuple[int, ...], _names: Names) -> Control:
    words = kind.show(value)
    return Field((words if len(words) <= LONGEST_RANGES else f"{len(value)} Beträge") or EMPTY, "pencil")


@control.register(Amount)
@control.register(Rate)
@control.register(Digits)
@control.register(Text)
@control.register(Time)
@control.register(Day)
@control.register(Hours)
def _(kind: Any, value: Any, _names: Names) -> Control:
    return Field(kind.show(value) or EMPTY, "pencil")


@control.register(Lines)
@control.register(Recipients)
@control.register(Entries)
@control.register(Several)
@control.register(Sections)
@control.register(NumbersOf)
def _(kind: Any, value: Any, _names: Names) -> Control:
    count = len(value)
    return Field(EMPTY if not count else kind.show(value) if count == 1 else f"{count} Einträge", "list")


@control.register
def _(kind: Weekdays, value: frozenset[int], _names: Names) -> Control:
    return Field(kind.show(value) or "nie")


@control.register
def _(kind: Colour, value: str, _names: Names) -> Control:
    return Field(kind.show(value), hue=value)


@control.register(Folder)
@control.register(File)
def _(_kind: Any, value: Path | None, _names: Names) -> Control:
    return Field(value.name or str(value) if value else "wie üblich", "folder")


@control.register(Maybe)
def _(kind: Maybe[Any], value: Any, names: Names) -> Control:
    if value is None:
        return Field(kind.nothing or EMPTY, "pencil")
    inner = control(kind.kind, value, names)
    return inner if isinstance(inner, Field) else Field(kind.show(value), "pencil")


@control.register(Printer)
@control.register(NumberOf)
@control.register(OperatorNumber)
@control.register(ArticleNumber)
@control.register(ProductGroupNumber)
@control.register(TableNumber)
def _(kind: Reference, value: str | int | None, names: Names) -> Control:
    if value in (None, ""):
        return Field("keiner" if isinstance(kind, Printer) else EMPTY)
    return Field(names.name(kind.of, value) or str(value))


@control.register
def _(kind: Secret, value: datetime | None, _names: Names) -> Control:
    return Field(kind.show(value).partition(" gesetzt am")[0], "key-round")


# --- what a tap on it asks -----------------------------------------------------------------------------------------


@singledispatch
def ask(kind: object, value: Any, names: Names) -> Ask:
    """What is asked when the value of that kind is to be another one. Switches and steps ask nothing."""
    raise NotImplementedError(f"no editor for {kind}")


@ask.register(Switch)
@ask.register(Choice)
def _(kind: Any, _value: Any, _names: Names) -> Ask:
    options: Mapping[str, str] = getattr(kind, "options", {"1": "An", "0": "Aus"})
    return Picked(tuple(Option(text, label) for text, label in options.items()))


@ask.register(Number)
@ask.register(Amount)
@ask.register(Percent)
@ask.register(Rate)
def _(kind: Any, value: int, _names: Names) -> Ask:
    return Typed(kind.write(value), f"Erlaubt: {kind.bounds()}.", most=20)


@ask.register(Digits)
@ask.register(Text)
def _(kind: Digits | Text, value: str, _names: Names) -> Ask:
    return Typed(value, f"Erlaubt: {kind.bounds()}.", most=kind.longest)


@ask.register
def _(kind: Ranges, value: NumberSet, _names: Names) -> Ask:
    return Typed(kind.write(value), f"Erlaubt: {kind.bounds()}.", "1,2,4-7,9", most=400)


@ask.register
def _(kind: Amounts, value: tuple[int, ...], _names: Names) -> Ask:
    return Typed(kind.write(value), f"Erlaubt: {kind.bounds()}.", "2,00; 5,00", most=200)


@ask.register
def _(kind: Time, value: time, _names: Names) -> Ask:
    return Typed(kind.write(value), "Uhrzeit wie 18:30, auch ohne Doppelpunkt.", "18:30", most=5)


@ask.register
def _(kind: Day, value: date | None, _names: Names) -> Ask:
    return Typed(kind.show(value), "Datum wie 31.12.2026, oder leer.", "31.12.2026", most=10)


@ask.register
def _(kind: Hours, value: str, _names: Names) -> Ask:
    return Typed(value, f"Erlaubt: {kind.bounds()}.", "Mo-Fr 11:00-14:30; Sa 18:00-02:00", most=kind.longest)


@ask.register
def _(kind: Lines, value: tuple[str, ...], _names: Names) -> Ask:
    return Listed(value, "Zeile", kind.longest)


@ask.register
def _(_kind: Recipients, value: tuple[str, ...], _names: Names) -> Ask:
    return Listed(value, "Mailadresse")


@ask.register
def _(_kind: Entries, value: Mapping[str, str], _names: Names) -> Ask:
    return Named(value)


@ask.register
def _(_kind: Weekdays, _value: frozenset[int], _names: Names) -> Ask:
    return Picked(tuple(map(Option, WEEKDAYS, WEEKDAY_NAMES)), several=True)


@ask.register
def _(kind: Colour, _value: str, _names: Names) -> Ask:
    return Picked((Option("", kind.show("")), *(Option(hue, hue, hue) for hue in HUES)))


@ask.register
def _(_kind: Folder, value: Path | None, _names: Names) -> Ask:
    return Browsed(value)


@ask.register
def _(kind: File, value: Path | None, _names: Names) -> Ask:
    return Browsed(value, files=True, endings=kind.endings)


@ask.register
def _(kind: Several, _value: frozenset[str], _names: Names) -> Ask:
    return Picked(tuple(Option(word, name) for word, name in kind.options.items()), several=True)


@ask.register
def _(kind: Sections, value: tuple[MenuSection, ...], _names: Names) -> Ask:
    lines = tuple(kind.write((section,)) for section in value)
    return Listed(lines, "Seite", longest=12 * kind.most_articles)


@ask.register
def _(kind: NumbersOf, value: tuple[int, ...], names: Names) -> Ask:
    if kind.of is Referred.ARTICLE:
        return Typed(kind.write(value), f"Erlaubt: {kind.bounds()}.", "3,1,2", most=10 * kind.most)
    return Picked(tuple(Option(str(key), name) for key, name in names.all(kind.of)), several=True)


@ask.register(Maybe)
def _(kind: Maybe[Any], value: Any, _names: Names) -> Ask:
    if isinstance(kind.kind, Choice):
        options = (Option(text, label) for text, label in kind.kind.options.items())
        return Picked((Option("", kind.nothing or EMPTY), *options))
    return Typed(kind.write(value), f"Erlaubt: {kind.bounds()}.", most=60)


@ask.register(Printer)
@ask.register(NumberOf)
@ask.register(OperatorNumber)
@ask.register(ProductGroupNumber)
@ask.register(TableNumber)
@ask.register(ArticleNumber)
def _(kind: Reference, _value: str | int | None, names: Names) -> Ask:
    there = tuple(Option(str(key), name) for key, name in names.all(kind.of))
    if isinstance(kind, ArticleNumber):
        return Found(there)
    return Picked((Option("", "keiner" if isinstance(kind, Printer) else EMPTY), *there))


@ask.register
def _(_kind: Secret, value: datetime | None, _names: Names) -> Ask:
    return Hidden(value is not None)


def stepped(kind: object, value: int, step: int) -> int:
    """The number after one tap on + or −, within its bounds. Numbers between two steps go to the next one."""
    if not isinstance(kind, Number | Percent):
        return value
    width = kind.step
    on = (value // width + 1) * width if step > 0 else (value - 1) // width * width
    return min(max(on, kind.low), kind.high)
