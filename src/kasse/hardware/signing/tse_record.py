"""What the software TSE has to remember, and how it stands in the frames of its log file.

A frame's body: the state after it, the places of the frames with the starts of open transactions, then either the
device's care record (who may sign, PINs, exports) or the place of the frame that holds it, then log messages as an
export hands them out. Frames of the first version have no care record: that device counts as set up.
"""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kasse.ports.signing import DeviceState, Started

_STATE = struct.Struct(
    "<IIqH"
)  # signature counter, transaction, log time, flags and number of open transactions
_OPEN = struct.Struct("<IQ")  # transaction, where the frame with its start begins
_PLACE = struct.Struct("<Q")
_SIZE = struct.Struct("<I")
_HAS_PLACE, _HAS_CARE, _COUNT = 0x8000, 0x4000, 0x3FFF
# The kind of a log message is the last byte of its object identifier: SEQUENCE header, 02 01 02, 06 09 …
_KIND_AT = 13
_TRANSACTION = 0x01


@dataclass(slots=True)
class Open:
    """A transaction that was started and not finished."""

    client_id: str
    started: Started
    frame: int


@dataclass(frozen=True, slots=True)
class User:
    """A role with a PIN (or the PUK): salted hash, and how often it may still be entered wrongly."""

    salt: bytes
    digest: bytes
    tries_left: int


@dataclass(frozen=True, slots=True)
class Care:
    """What changes seldom."""

    state: DeviceState = DeviceState.NEW
    by_itself: bool = False
    """It was taken into use without set-up: tills that it does not know are registered as they sign."""
    clients: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    """Deregistered tills."""
    users: Mapping[str, User] = field(default_factory=dict)
    exported_to: int = 0
    """Up to this place in the file everything has been exported whole."""


@dataclass(slots=True)
class State:
    """All that the device remembers."""

    counter: int
    transaction: int
    log_time: int
    open: dict[int, Open]
    care: Care
    care_frame: int | None
    """Where the frame with `care` begins; None: nowhere yet."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a frame says."""

    counter: int
    transaction: int
    log_time: int
    open: tuple[tuple[int, int], ...]
    care_frame: int | None
    care: Care | None
    messages_at: int


def frame_body(state: State, messages: bytes, *, with_care: bool) -> bytes:
    """The body of a frame that leaves the device in this state."""
    flags = _HAS_CARE if with_care else 0 if state.care_frame is None else _HAS_PLACE
    parts = [_STATE.pack(state.counter, state.transaction, state.log_time, len(state.open) | flags)]
    parts += [_OPEN.pack(number, begun.frame) for number, begun in state.open.items()]
    if with_care:
        record = _care_json(state.care)
        parts += [_SIZE.pack(len(record)), record]
    elif state.care_frame is not None:
        parts.append(_PLACE.pack(state.care_frame))
    parts.append(messages)
    return b"".join(parts)


def frame_head(body: bytes) -> Head:
    """What stands in front of the log messages of a frame.

    Raises:
        ValueError: the care record is not readable.
    """
    counter, transaction, log_time, flags = _STATE.unpack_from(body)
    count = flags & _COUNT
    at = _STATE.size + count * _OPEN.size
    begun = tuple(_OPEN.iter_unpack(body[_STATE.size : at]))
    place, care = None, None
    if flags & _HAS_PLACE:
        (place,) = _PLACE.unpack_from(body, at)
        at += _PLACE.size
    elif flags & _HAS_CARE:
        (size,) = _SIZE.unpack_from(body, at)
        at += _SIZE.size
        care = _read_care(body[at : at + size])
        at += size
    return Head(counter, transaction, log_time, begun, place, care, at)


def frame_messages(body: bytes, at: int) -> Iterator[bytes]:
    """The log messages (DER) of a frame, in the order in which they were signed."""
    while at < len(body):
        end = at + _header(body, at) + _length(body, at)
        yield body[at:end]
        at = end


def is_transaction(message: bytes) -> bool:
    """Whether a log message belongs to a transaction; else to an event of the device."""
    return message[_header(message, 0) + _KIND_AT] == _TRANSACTION


def _header(data: bytes, at: int) -> int:
    """The length of a DER element's header: its size stands in one byte or in as many as the first one counts."""
    size = data[at + 1]
    return 2 if size < 0x80 else 2 + (size & 0x7F)


def _length(data: bytes, at: int) -> int:
    size = data[at + 1]
    return size if size < 0x80 else int.from_bytes(data[at + 2 : at + 2 + (size & 0x7F)], "big")


def _care_json(care: Care) -> bytes:
    users = {
        name: [base64.b64encode(user.salt).decode(), base64.b64encode(user.digest).decode(), user.tries_left]
        for name, user in care.users.items()
    }
    record = {
        "state": care.state.value,
        "by_itself": care.by_itself,
        "clients": sorted(care.clients),
        "gone": sorted(care.gone),
        "users": users,
        "exported_to": care.exported_to,
    }
    return json.dumps(record, separators=(",", ":")).encode("utf-8")


def _read_care(record: bytes) -> Care:
    try:
        read = json.loads(record)
        return Care(
            state=DeviceState(read["state"]),
            by_itself=bool(read["by_itself"]),
            clients=frozenset(read["clients"]),
            gone=frozenset(read["gone"]),
            users={
                name: User(base64.b64decode(salt), base64.b64decode(digest), int(left))
                for name, (salt, digest, left) in read["users"].items()
            },
            exported_to=int(read["exported_to"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("no care record") from error
