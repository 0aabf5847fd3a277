"""Kinds of settings: what a value looks like, how it is stored as text, and what is refused."""

from kasse.settings.kinds.base import Kind
from kasse.settings.kinds.maybe import Maybe
from kasse.settings.kinds.numbers import Amount, Number, NumberSet, Percent, Ranges
from kasse.settings.kinds.places import HUES, Colour, File, Folder
from kasse.settings.kinds.plain import Choice, Entries, Lines, Recipients, Switch, Text
from kasse.settings.kinds.references import (
    ArticleNumber,
    NumberOf,
    NumbersOf,
    OperatorNumber,
    Printer,
    ProductGroupNumber,
    Reference,
    Referred,
    TableNumber,
)
from kasse.settings.kinds.secret import DOTS, Secret
from kasse.settings.kinds.times import WEEKDAY_NAMES, Day, Time, Weekdays

__all__ = [
    "DOTS",
    "HUES",
    "WEEKDAY_NAMES",
    "Amount",
    "ArticleNumber",
    "Choice",
    "Colour",
    "Day",
    "Entries",
    "File",
    "Folder",
    "Kind",
    "Lines",
    "Maybe",
    "Number",
    "NumberOf",
    "NumberSet",
    "NumbersOf",
    "OperatorNumber",
    "Percent",
    "Printer",
    "ProductGroupNumber",
    "Ranges",
    "Recipients",
    "Reference",
    "Referred",
    "Secret",
    "Switch",
    "TableNumber",
    "Text",
    "Time",
    "Weekdays",
]
