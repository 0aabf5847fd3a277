"""Log messages of a TSE as DER: which bytes are signed, and what a stored message says (BSI TR-03151)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

START = "StartTransaction"
FINISH = "FinishTransaction"

_TRANSACTION_LOG = bytes.fromhex("060904007f000703070101")
_SYSTEM_LOG = bytes.fromhex("060904007f000703070102")

# The last two arcs below 0.4.0.127.0.7.1.1.4: family (1 ECDSA, 4 EC-Schnorr) and hash.
_ALGORITHM_ARCS = {
    "ecdsa-plain-SHA224": (1, 2),
    "ecdsa-plain-SHA256": (1, 3),
    "ecdsa-plain-SHA384": (1, 4),
    "ecdsa-plain-SHA512": (1, 5),
    "ecdsa-plain-SHA3-224": (1, 8),
    "ecdsa-plain-SHA3-256": (1, 9),
    "ecdsa-plain-SHA3-384": (1, 10),
    "ecdsa-plain-SHA3-512": (1, 11),
    "ecsdsa-plain-SHA224": (4, 1),
    "ecsdsa-plain-SHA256": (4, 2),
    "ecsdsa-plain-SHA384": (4, 3),
    "ecsdsa-plain-SHA512": (4, 4),
    "ecsdsa-plain-SHA3-224": (4, 5),
    "ecsdsa-plain-SHA3-256": (4, 6),
    "ecsdsa-plain-SHA3-384": (4, 7),
    "ecsdsa-plain-SHA3-512": (4, 8),
}
_ALGORITHM_PREFIX = bytes.fromhex("300c060a04007f0007010104")
_ALGORITHMS = {_ALGORITHM_PREFIX + bytes(arcs): name for name, arcs in _ALGORITHM_ARCS.items()}
_ALGORITHM_DER = {name: der for der, name in _ALGORITHMS.items()}

_TIME_SHAPES = {
    "utcTime": (0x17, "%y%m%d%H%M%SZ"),
    "utcTimeWithSeconds": (0x17, "%y%m%d%H%M%SZ"),
    "generalizedTime": (0x18, "%Y%m%d%H%M%SZ"),
    "generalizedTimeWithMilliseconds": (0x18, "%Y%m%d%H%M%S.%fZ"),
}


class LogMessageError(ValueError):
    """These bytes are no log message of a transaction."""


@dataclass(frozen=True, slots=True)
class LogMessage:
    """One signed step of a transaction.

    `log_time` is raw: digits of the seconds since 1970 for unixTime, else the text of the UTCTime or
    GeneralizedTime. Version 2 writes operations in CamelCase, version 3 (TR-03151-1) in lower camel case.
    """

    operation: str
    client_id: str
    process_type: str
    process_data: bytes
    transaction: int
    serial: bytes
    algorithm: str
    counter: int
    log_time: str
    version: int = 2


def algorithm_name(oid: bytes) -> str | None:
    """The algorithm that an object identifier (its content, without tag and length) stands for."""
    return _ALGORITHMS.get(tlv(0x30, tlv(0x06, oid)))


def tlv(tag: int, value: bytes) -> bytes:
    """One DER element."""
    size = len(value)
    if size < 0x80:
        return bytes((tag, size)) + value
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(digits))) + digits + value


def _integer(tag: int, number: int) -> bytes:
    # Two's complement: one bit more than the number has, so that it does not read as negative.
    return tlv(tag, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _log_time(raw: str) -> bytes:
    if not raw.endswith("Z"):
        return _integer(0x02, int(raw))
    return tlv(0x17 if len(raw) == 13 else 0x18, raw.encode("ascii"))


@lru_cache(maxsize=64)
def _head(version: int, operation: str, client_id: str) -> bytes:
    return (
        _integer(0x02, version)
        + _TRANSACTION_LOG
        + tlv(0x80, operation.encode("ascii"))
        + tlv(0x81, client_id.encode("utf-8"))
    )


@lru_cache(maxsize=64)
def _device(serial: bytes, algorithm: str) -> bytes:
    if algorithm not in _ALGORITHM_DER:
        raise LogMessageError(f"unknown signature algorithm {algorithm!r}")
    return tlv(0x04, serial) + _ALGORITHM_DER[algorithm]


def signed_bytes(message: LogMessage) -> bytes:
    """The bytes that the device signs: the message's elements without outer header and signature."""
    return (
        _head(message.version, message.operation, message.client_id)
        + tlv(0x82, message.process_data)
        + tlv(0x83, message.process_type.encode("utf-8"))
        + _integer(0x85, message.transaction)
        + _device(message.serial, message.algorithm)
        + _integer(0x02, message.counter)
        + _log_time(message.log_time)
    )


def signed_event_bytes(
    event: str, data: bytes, *, serial: bytes, algorithm: str, counter: int, log_time: str
) -> bytes:
    """The bytes that the device signs over something that happened to itself: a system log of version 2.

    `data` holds the event's own tagged fields; `log_time` is raw as in LogMessage.
    """
    return (
        _integer(0x02, 2)
        + _SYSTEM_LOG
        + tlv(0x80, event.encode("ascii"))
        + tlv(0x81, data)
        + _device(serial, algorithm)
        + _integer(0x02, counter)
        + _log_time(log_time)
    )


def whole_message(signed: bytes, signature: bytes) -> bytes:
    """The log message as it stands in an export: signed bytes and signature (r‖s) in one SEQUENCE."""
    return tlv(0x30, signed + tlv(0x04, signature))


def raw_log_time(moment: datetime, log_time_format: str) -> str:
    """A moment (aware) as a device with this format signs it.

    Raises:
        LogMessageError: there is no such format.
    """
    if log_time_format == "unixTime":
        return str(int(moment.timestamp()))
    if log_time_format not in _TIME_SHAPES:
        raise LogMessageError(f"unknown log time format {log_time_format!r}")
    text = moment.astimezone(UTC).strftime(_TIME_SHAPES[log_time_format][1])
    return text[:-4] + "Z" if "." in text else text


def log_moment(raw: str) -> datetime:
    """The moment (aware UTC) that a raw log time means.

    Raises:
        LogMessageError: it is none of the formats.
    """
    try:
        if not raw.endswith("Z"):
            return datetime.fromtimestamp(int(raw), UTC)
        shape = "%y%m%d%H%M%SZ" if len(raw) == 13 else "%Y%m%d%H%M%S.%fZ" if "." in raw else "%Y%m%d%H%M%SZ"
        return datetime.strptime(raw, shape).replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise LogMessageError(f"{raw!r} is no log time") from error


def _element(data: bytes, at: int) -> tuple[int, bytes, int]:
    """Tag, value and end of the element that begins at `at`; parts of an indefinite one are joined."""
    if at + 2 > len(data):
        raise LogMessageError("it ends in the middle")
    tag, size = data[at], data[at + 1]
    start = at + 2
    if size == 0x80:
        value = b""
        while data[start : start + 2] != b"\0\0":
            _, part, start = _element(data, start)
            value += part
        return tag & ~0x20, value, start + 2
    if size > 0x80:
        digits = size & 0x7F
        size = int.from_bytes(data[start : start + digits], "big")
        start += digits
    if start + size > len(data):
        raise LogMessageError("it ends in the middle")
    return tag, data[start : start + size], start + size


def read_message(der: bytes) -> tuple[LogMessage, bytes, bytes]:
    """A whole log message of a transaction: what it says, the bytes that were signed, the signature.

    Raises:
        LogMessageError: these bytes are something else.
    """
    outer, body, end = _element(der, 0)
    if outer != 0x30 or end != len(der):
        raise LogMessageError("a log message is one SEQUENCE")
    elements: list[tuple[int, bytes, int]] = []
    at = 0
    while at < len(body):
        tag, value, at = _element(body, at)
        elements.append((tag, value, at))
    # Absent are additional external [4] and reserved internal data [6]: a till uses neither.
    if [tag for tag, _, _ in elements[:-2]] != [2, 6, 0x80, 0x81, 0x82, 0x83, 0x85, 4, 0x30, 2]:
        raise LogMessageError("its elements are not those of a transaction")
    (_, time, signed_end), (signature_tag, signature, _) = elements[-2:]
    values = [value for _, value, _ in elements]
    algorithm = _ALGORITHMS.get(tlv(0x30, values[8]))
    time_tag = elements[-2][0]
    if signature_tag != 0x04 or time_tag not in (0x02, 0x17, 0x18) or algorithm is None:
        raise LogMessageError("its signature, time or algorithm is not readable")
    try:
        message = LogMessage(
            operation=values[2].decode("ascii"),
            client_id=values[3].decode("utf-8"),
            process_type=values[5].decode("utf-8"),
            process_data=values[4],
            transaction=int.from_bytes(values[6], "big"),
            serial=values[7],
            algorithm=algorithm,
            counter=int.from_bytes(values[9], "big"),
            log_time=str(int.from_bytes(time, "big")) if time_tag == 0x02 else time.decode("ascii"),
            version=int.from_bytes(values[0], "big"),
        )
    except UnicodeDecodeError as error:
        raise LogMessageError("its text is not readable") from error
    return message, body[:signed_end], signature
