"""One log message of a TSE as it lies in an archive: what it says, and which of its bytes are signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache

from kasse.fiscal.de.log_message import LogMessageError, algorithm_name, log_moment
from kasse.fiscal.de.tse_archive.der import (
    DerError,
    Element,
    element_at,
    elements,
    octets,
    oid_text,
    unsigned,
)
from kasse.fiscal.de.tse_archive.events import Fields, event_fields

_INTEGER, _OCTETS, _OID, _UTC_TIME, _GENERALIZED_TIME, _SEQUENCE = 0x02, 0x04, 0x06, 0x17, 0x18, 0x30
_CONSTRUCTED = 0x20
_OWN_TAG = 0x80
# Arc behind 0.4.0.127.0.7.3.7.1 (BSI TR-03151).
_KIND_PREFIX = bytes.fromhex("04007f0007030701")
_LONGEST = 1024
"""Bytes of serial number, algorithm, counter, time or signature: a signature has 132 at most."""
_LATEST = datetime(2200, 1, 1, tzinfo=UTC).timestamp()


class UnreadableLogError(ValueError):
    """These bytes are no log message. The text is German and says what is wrong with them."""


class Operation(StrEnum):
    """A step of a transaction. Version 2 writes StartTransaction, version 3 startTransaction."""

    START = "Start"
    UPDATE = "Update"
    FINISH = "Finish"


@dataclass(frozen=True, slots=True)
class Log:
    """What every log message has. The signature (r‖s) covers `signed`, bytes as they stand in the archive."""

    version: int
    serial: bytes
    """SHA-256 of the point of the key that signed."""
    algorithm: str
    """As in a receipt's QR code; an object identifier with dots where it is unknown."""
    counter: int
    log_time: str
    """Raw: digits of the seconds since 1970, or the text of the UTCTime or GeneralizedTime."""
    moment: datetime
    """The same, aware UTC."""
    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class TransactionLog(Log):
    """A signed step of a transaction."""

    operation: Operation
    operation_text: str
    """As it stands there, and as it was signed."""
    client_id: str
    process_type: str
    process_data: bytes
    transaction: int


@dataclass(frozen=True, slots=True)
class SystemLog(Log):
    """Something that happened to the device."""

    event: str
    """In lower camel case (`updateTime`), however it is written there."""
    fields: Fields


@dataclass(frozen=True, slots=True)
class AuditLog(Log):
    """What the device notes about itself, in a form of its maker's own."""

    data: bytes


def read_log(der: bytes) -> TransactionLog | SystemLog | AuditLog:
    """Read a log message of version 2 or 3, of whichever kind (BSI TR-03151, TR-03151-1).

    Raises:
        UnreadableLogError: these bytes are something else.
    """
    try:
        outer = element_at(der, 0, len(der))
        if outer.tag != _SEQUENCE or outer.end != len(der):
            raise DerError("not one SEQUENCE")
        return _read(der, elements(der, outer.start, outer.stop))
    except (DerError, LogMessageError, UnicodeDecodeError) as error:
        raise UnreadableLogError("ist keine lesbare Protokollnachricht einer TSE") from error


def _read(der: bytes, parts: Sequence[Element]) -> TransactionLog | SystemLog | AuditLog:
    own = 2
    while own < len(parts) and parts[own].tag & 0xC0 == _OWN_TAG:
        own += 1
    rest = parts[own:]
    tags = [part.tag for part in rest]
    audit = None
    if len(tags) == 6 and tags[2] == _OCTETS:  # seAuditData stands between algorithm and counter
        audit = rest[2]
        rest = [*rest[:2], *rest[3:]]
        del tags[2]
    if (
        len(tags) != 5
        or tags[:3] != [_OCTETS, _SEQUENCE, _INTEGER]
        or tags[3] not in (_INTEGER, _UTC_TIME, _GENERALIZED_TIME)
        or tags[4] != _OCTETS
        or [part.tag for part in parts[:2]] != [_INTEGER, _OID]
        or max(part.end - part.begin for part in rest) > _LONGEST
    ):
        raise DerError("its elements are not those of a log message")
    serial, algorithm, counter, time, signature = rest
    raw = der[time.start : time.stop]
    log_time = str(unsigned(raw)) if time.tag == _INTEGER else raw.decode("ascii")
    common = (
        unsigned(der[parts[0].start : parts[0].stop]),
        der[serial.start : serial.stop],
        _algorithm(der[algorithm.start : algorithm.stop]),
        unsigned(der[counter.start : counter.stop]),
        log_time,
        _moment(log_time),
        der[parts[0].begin : time.end],
        der[signature.start : signature.stop],
    )
    own_parts = {part.tag & 0x1F: part for part in parts[2:own]}
    if len(own_parts) != own - 2:
        raise DerError("an element stands there twice")
    kind = der[parts[1].start : parts[1].stop]
    if kind == _KIND_PREFIX + b"\1":
        return TransactionLog(*common, *_transaction(der, own_parts))
    if kind == _KIND_PREFIX + b"\2":
        return SystemLog(*common, *_event(der, own_parts))
    if kind == _KIND_PREFIX + b"\3" and audit is not None:
        return AuditLog(*common, octets(der, audit))
    raise DerError("neither transaction nor event nor audit")


@lru_cache(maxsize=64)
def _algorithm(identifier: bytes) -> str:
    oid = element_at(identifier, 0, len(identifier))
    if oid.tag != _OID:
        raise DerError("an algorithm without a name")
    content = identifier[oid.start : oid.stop]
    return algorithm_name(content) or oid_text(content)


def _moment(log_time: str) -> datetime:
    if log_time.isdigit() and int(log_time) > _LATEST:
        raise DerError("a time that far away is none")
    return log_moment(log_time)


def _text(der: bytes, element: Element) -> str:
    return octets(der, element).decode("utf-8")


def _transaction(der: bytes, own: dict[int, Element]) -> tuple[Operation, str, str, str, bytes, int]:
    # Absent are additional external [4] and reserved internal data [6]; they are covered by the signature.
    if not {0, 1, 2, 5} <= own.keys() <= set(range(7)):
        raise DerError("its elements are not those of a transaction")
    operation = _text(der, own[0])
    known = {f"{each.lower()}transaction": each for each in Operation}.get(operation.lower())
    if known is None:
        raise DerError("an unknown operation")
    number = own[5]
    return (
        known,
        operation,
        _text(der, own[1]),
        # Updates that a TSE does not sign on their own have no processType.
        _text(der, own[3]) if 3 in own else "",
        octets(der, own[2]),
        unsigned(der[number.start : number.stop]),
    )


def _event(der: bytes, own: dict[int, Element]) -> tuple[str, Fields]:
    if 0 not in own:
        raise DerError("an event without a name")
    name = _text(der, own[0])
    event = name[:1].lower() + name[1:]
    # Version 2: [1] holds the event's fields. Version 3: [1] and [2] say who, [3] holds the fields.
    who = {1: "eventOrigin", 2: "eventTriggeredByUser"} if 3 in own else {}
    fields = [(label, _shown(der, own[tag])) for tag, label in who.items() if tag in own]
    data = own.get(3) or own.get(1)
    if data is not None:
        fields += event_fields(event, _data(der, data))
    return event, tuple(fields)


def _data(der: bytes, element: Element) -> bytes:
    """An octet string in one piece or in parts, or the fields themselves."""
    try:
        return octets(der, element)
    except DerError:
        return der[element.start : element.stop]


def _shown(der: bytes, element: Element) -> str:
    return der[element.start : element.stop].decode("utf-8", "replace")
