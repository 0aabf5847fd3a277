"""Values of an export's columns: which form they must have (group 3), and what amounts and times they say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from kasse.fiscal.de.dsfinvk.tables import VERSION, Column
from kasse.fiscal.de.dsfinvk.value_lists import VALUES

UNIT = 100_000
"""Amounts are whole hundred-thousandths here, as exact as the columns with the most decimals."""
CENT = 1000

_REMEMBERED = 50_000
_LONGEST_NUMBER = 24
_STRICT = {places: re.compile(rf"-?[0-9]+,[0-9]{{{places}}}") for places in (2, 3, 5)}
_INTEGER = re.compile(r"-?[0-9]+")
_ENOUGH = {2: re.compile(r"-?[0-9]+,[0-9]{2}"), 5: re.compile(r"-?[0-9]+,[0-9]{2,5}")}
# Quantities may leave decimals away: nothing says how many they need at least.
_ENOUGH[3] = re.compile(r"-?[0-9]+(?:,[0-9]{1,3})?")
_OFFSET_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_LOG_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_THREE = re.compile(r"[A-Z]{3}")
_HEX = re.compile(r"[0-9A-Fa-f]{64}")
_BASE64 = re.compile(r"[A-Za-z0-9+/=]*")

_COUNTRIES = frozenset(("LAND", "LOC_LAND", "AGENTUR_LAND", "KUNDE_LAND"))
_CURRENCIES = frozenset(("KASSE_BASISWAEH_CODE", "ZAHLART_WAEH", "ZAHLWAEH_CODE"))
_OFFSET_TIMES = frozenset(("Z_ERSTELLUNG", "BON_START", "BON_ENDE"))
_LOG_TIMES = frozenset(("TSE_TA_START", "TSE_TA_ENDE"))
_BASE64_COLUMNS = frozenset(("TSE_PUBLIC_KEY", "TSE_TA_SIG"))
_MAY_BE_EMPTY = frozenset(
    ("KUNDE_NAME", "KUNDE_ID", "KUNDE_TYP", "TSE_ZERTIFIKAT_II", "Z_START_ID", "Z_ENDE_ID")
)
"""Mandatory only where there is something to say (Anhang G); a day without any Bon has neither first nor last."""
_EMPTY_IN_AN_OUTAGE = frozenset(
    ("TSE_TANR", "TSE_TA_START", "TSE_TA_ENDE", "TSE_TA_VORGANGSART", "TSE_TA_SIGZ", "TSE_TA_SIG")
)
"""Checked with the whole row: nothing was signed during an outage."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value. The text is German and goes on from "COLUMN „value“ "."""

    kind: str
    text: str
    is_error: bool = True


Check = Callable[[str], Problem | None]


def check_of(column: Column) -> Check:
    """How to check one value of this column."""
    form = _number(column.size) if column.is_number else _text(column)
    if column.requirement == "M" and column.name not in _MAY_BE_EMPTY | _EMPTY_IN_AN_OUTAGE:
        missing = Problem("mandatory", "fehlt, ist aber Pflicht")
        return lambda value: form(value) if value else missing
    return lambda value: form(value) if value else None


def _number(places: int) -> Check:
    strict = _STRICT.get(places, _INTEGER)
    enough = _ENOUGH.get(places)
    wrong = Problem(
        "number",
        f"ist keine Zahl mit Komma und {places} Nachkommastellen, ohne Punkte"
        if places
        else "ist keine ganze Zahl",
    )
    loose = Problem("decimals", f"hat nicht genau {places} Nachkommastellen", is_error=False)

    def check(value: str) -> Problem | None:
        if len(value) > _LONGEST_NUMBER:
            return wrong
        if strict.fullmatch(value):
            return None
        return loose if enough is not None and enough.fullmatch(value) else wrong

    return check


def _text(column: Column) -> Check:
    name = column.name
    too_long = Problem("length", f"ist länger als {column.size} Zeichen")
    form = _form(name)

    def check(value: str) -> Problem | None:
        return too_long if len(value) > column.size else form(value)

    return check


def _form(name: str) -> Check:  # noqa: PLR0911 - one answer for each kind of column
    if name in VALUES:
        allowed = VALUES[name]
        not_listed = Problem("value-list", "steht nicht in der Werteliste")
        return lambda value: None if value in allowed else not_listed
    if name in _OFFSET_TIMES:
        return _offset_time
    if name in _LOG_TIMES:
        return _log_time
    if name == "REF_DATUM":
        return _reference_time
    if name == "Z_BUCHUNGSTAG":
        return _matching(_DATE, Problem("date", "ist kein Tag in der Form JJJJ-MM-TT"))
    if name in _COUNTRIES:
        return _matching(
            _THREE, Problem("country", "ist kein Land nach ISO 3166 mit drei Buchstaben, wie DEU")
        )
    if name in _CURRENCIES:
        return _matching(_THREE, Problem("currency", "ist keine Währung nach ISO 4217, wie EUR"))
    if name == "TSE_SERIAL":
        return _matching(_HEX, Problem("tse-serial", "ist keine Seriennummer mit 64 hexadezimalen Ziffern"))
    if name in _BASE64_COLUMNS or name.startswith("TSE_ZERTIFIKAT_"):
        return _matching(_BASE64, Problem("base64", "ist nicht in Base64 geschrieben"))
    if name == "TAXONOMIE_VERSION":
        older = Problem("version", f"ist nicht {VERSION}, wonach hier geprüft wird", is_error=False)
        return lambda value: None if value == VERSION else older
    return lambda _: None


def _matching(pattern: re.Pattern[str], problem: Problem) -> Check:
    return lambda value: None if pattern.fullmatch(value) else problem


_NO_TIME = Problem("time", "ist keine Zeit mit Zeitzone in der Form JJJJ-MM-TTThh:mm:ss+hh:mm")
_NO_LOG_TIME = Problem("log-time", "ist keine Zeit in der Form JJJJ-MM-TTThh:mm:ss.fffZ")
_OTHER_LOG_TIME = Problem("log-time", "steht nicht in der Form JJJJ-MM-TTThh:mm:ss.fffZ", is_error=False)
_PLAIN_DATE = Problem("reference-date", "ist ein Tag ohne Uhrzeit", is_error=False)


def _offset_time(value: str) -> Problem | None:
    return None if _OFFSET_TIME.fullmatch(value) and moment(value) is not None else _NO_TIME


def _log_time(value: str) -> Problem | None:
    if moment(value) is None:
        return _NO_LOG_TIME
    return None if _LOG_TIME.fullmatch(value) else _OTHER_LOG_TIME


def _reference_time(value: str) -> Problem | None:
    return _PLAIN_DATE if _DATE.fullmatch(value) else _offset_time(value)


def moment(text: str) -> datetime | None:
    """The moment (aware UTC) that a text means; UTC where it does not say its zone. None: it is no time."""
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


class Amounts(dict[str, int]):
    """What numbers in a file mean, in hundred-thousandths; 0 for nothing and for what is no number.

    Points that group digits are forgiven here, since the form of the number is told elsewhere.
    """

    def __missing__(self, text: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        amount = self[text] = _amount(text)
        return amount


def _amount(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        return 0
    plain = text.replace(".", "") if "," in text else text.replace(".", ",")
    whole, _, part = plain.partition(",")
    digits = whole.lstrip("-") + part
    if not (digits.isascii() and digits.isdigit()) or len(part) > 5:
        return 0
    amount = int(digits + "0" * (5 - len(part)))
    return -amount if whole.startswith("-") else amount


def money(amount: int) -> str:
    """An amount in hundred-thousandths for people: "-12,34", with more decimals only where they say something."""
    whole, part = divmod(abs(amount), UNIT)
    decimals = f"{part:05d}".rstrip("0").ljust(2, "0")
    return f"{'-' if amount < 0 else ''}{whole},{decimals}"


def cents(amount: int) -> int:
    """The same in cents, half a cent rounded away from zero."""
    rounded = (abs(amount) + CENT // 2) // CENT
    return -rounded if amount < 0 else rounded
