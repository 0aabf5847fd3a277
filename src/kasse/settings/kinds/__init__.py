"""Kinds of settings: what a value looks like, how it is stored as text, and what is refused."""

from kasse.settings.kinds.base import Kind
from kasse.settings.kinds.maybe import Maybe
from kasse.settings.kinds.numbers import Amount, Amounts, Number, NumberSet, Percent, Ranges, Rate
from kasse.settings.kinds.places import HUES, Colour, File, Folder
from kasse.settings.kinds.plain import Choice, Digits, Entries, Lines, Recipients, Several, Switch, Text
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
from kasse.settings.kinds.sections import Sections
from kasse.settings.kinds.times import WEEKDAY_NAMES, Day, Hours, Time, Weekdays

__all__ = [
    "DOTS",
    "HUES",
    "WEEKDAY_NAMES",
    "Amount",
    "Amounts",
    "ArticleNumber",
    "Choice",
    "Colour",
    "Day",
    "Digits",
    "Entries",
    "File",
    "Folder",
    "Hours",
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
    "Rate",
    "Recipients",
    "Reference",
    "Referred",
    "Secret",
    "Sections",
    "Several",
    "Switch",
    "TableNumber",
    "Text",
    "Time",
    "Weekdays",
]
