"""The notification of tills to the tax office (§ 146a (4) AO): its facts, and what the law makes of them.

One notification stands for one site (Betriebsstätte) and always names all its tills; a later one replaces it whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why a notification was made. The value is stored and never changes its meaning."""

    COMMISSIONING = "commissioning"
    TSE_CHANGE = "tse_change"
    DECOMMISSIONING = "decommissioning"
    ON_DEMAND = "on_demand"


@dataclass(frozen=True, slots=True)
class NotifiedTill:
    """One till as the tax office wants to know it. Empty and None: not known."""

    number: int
    name: str
    serial: str
    art: int
    """Key of the kind of recording system."""
    maker: str
    model: str
    software: str
    software_version: str
    tse_serial: str = ""
    """64 hex digits."""
    tse_maker: str = ""
    tse_form: int | None = None
    """`ports.signing.DeviceForm`."""
    tse_started_on: date | None = None
    tse_is_test: bool = False
    bsi_id: str = ""
    """As it is printed: `BSI-K-TR-nnnn-yyyy`, or `nnnn-yyyy` alone."""
    acquired_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class Notification:
    """All that one notification says."""

    reason: Reason
    happened_on: date
    """The day of the event that it follows; the month in which it has to be handed in runs from it."""
    firm: str
    owner: str
    street: str
    postcode: str
    city: str
    tax_number: str
    tax_office: str
    site_name: str
    site_street: str
    site_postcode: str
    site_city: str
    tills: tuple[NotifiedTill, ...]

    def as_record(self) -> dict[str, Any]:
        """As the books keep it."""
        record = _plain(asdict(self))
        record["tills"] = [_plain(asdict(till)) for till in self.tills]
        return record

    @staticmethod
    def of_record(record: Mapping[str, Any]) -> Notification:
        """The notification that `as_record` wrote. Fields that an earlier version did not know are empty."""
        tills = tuple(NotifiedTill(**_read(NotifiedTill, till)) for till in record["tills"])
        values = _read(Notification, record)
        return Notification(**{**values, "reason": Reason(record["reason"]), "tills": tills})


_DAYS = frozenset({"happened_on", "tse_started_on", "acquired_on", "started_on", "ended_on"})


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: int(value)
        if isinstance(value, bool)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for name, value in values.items()
    }


def _read(kind: type[NotifiedTill | Notification], record: Mapping[str, Any]) -> dict[str, Any]:
    values = {field.name: record[field.name] for field in fields(kind) if field.name in record}
    for name in _DAYS & values.keys():
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    if "tse_is_test" in values:
        values["tse_is_test"] = bool(values["tse_is_test"])
    return values


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the tax office's form. German; an empty value is still missing."""

    label: str
    value: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class FormSection:
    """Fields that stand together in the form."""

    title: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class NotificationForm:
    """What the law makes of a notification's facts: the file to upload, and the sheet to type from."""

    xml: str
    sections: Sequence[FormSection]
    missing: Sequence[str]
    """German, one for each fact that is asked for and not known."""
    hints: Sequence[str]
    """German sentences on what does not fit together."""
    steps: Sequence[str]
    """How it is handed in, step by step."""
    duties: Sequence[str]
    """What the taxpayer must know: dates, what a notification has to name, that he has to check it."""
    due_on: date
    """Last day to hand it in."""
