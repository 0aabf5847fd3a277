"""Elements of DER and of the BER that TSEs really write; whatever the bytes are, no more than a DerError comes of it."""

from __future__ import annotations

from dataclasses import dataclass

MOST_DEPTH = 8
"""Elements of indefinite length inside each other. TSEs write one; more is an attack on the reader."""

_CONSTRUCTED = 0x20
_OCTETS = 0x04


class DerError(ValueError):
    """These bytes are not elements of DER."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element between two places of the bytes it was read from.

    `tag` is the identifier byte as it stands. Content lies between `start` and `stop`; an indefinite length
    has two more bytes between `stop` and `end`.
    """

    tag: int
    begin: int
    start: int
    stop: int
    end: int


def element_at(data: bytes, at: int, limit: int, depth: int = 0) -> Element:
    """The element that begins at `at` and ends at `limit` at the latest.

    Raises:
        DerError: there is none.
    """
    if at + 2 > limit:
        raise DerError("an element ends in the middle")
    tag, size = data[at], data[at + 1]
    if tag & 0x1F == 0x1F:
        raise DerError("tags of more than one byte do not occur")
    start = at + 2
    if size == 0x80:
        return _indefinite(data, tag, at, limit, depth)
    if size > 0x80:
        digits = size & 0x7F
        if digits > 4:
            raise DerError("an element is too long to be true")
        size = int.from_bytes(data[start : start + digits], "big")
        start += digits
    stop = start + size
    if stop > limit:
        raise DerError("an element ends in the middle")
    return Element(tag, at, start, stop, stop)


def _indefinite(data: bytes, tag: int, at: int, limit: int, depth: int) -> Element:
    if depth >= MOST_DEPTH or not tag & _CONSTRUCTED:
        raise DerError("an element of unknown length cannot stand here")
    part = at + 2
    while data[part : part + 2] != b"\0\0" or part + 2 > limit:
        part = element_at(data, part, limit, depth + 1).end
    return Element(tag, at, at + 2, part, part + 2)


def elements(data: bytes, start: int, stop: int) -> list[Element]:
    """All elements between two places, side by side.

    Raises:
        DerError: they do not fill it exactly.
    """
    found: list[Element] = []
    while start < stop:
        found.append(element_at(data, start, stop))
        start = found[-1].end
    return found


def octets(data: bytes, element: Element, depth: int = 0) -> bytes:
    """The content of an octet string, joined where it was written in parts.

    Raises:
        DerError: its parts are something else.
    """
    if not element.tag & _CONSTRUCTED:
        return data[element.start : element.stop]
    if depth >= MOST_DEPTH:
        raise DerError("parts of parts of parts do not occur")
    parts: list[bytes] = []
    for part in elements(data, element.start, element.stop):
        if part.tag & ~_CONSTRUCTED != _OCTETS:
            raise DerError("a part of an octet string is something else")
        parts.append(octets(data, part, depth + 1))
    return b"".join(parts)


def unsigned(content: bytes) -> int:
    """A number of a TSE: not negative, at most 64 bit.

    Raises:
        DerError: it is something else.
    """
    if not content or len(content) > 9 or content[0] & 0x80:
        raise DerError("a number is negative, empty or too large")
    return int.from_bytes(content, "big")


def oid_text(content: bytes) -> str:
    """An object identifier with dots.

    Raises:
        DerError: it is none.
    """
    if not content or len(content) > 32 or content[-1] & 0x80:
        raise DerError("an object identifier is not readable")
    arcs: list[int] = []
    value = 0
    for byte in content:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(str(arc) for arc in (first, arcs[0] - 40 * first, *arcs[1:]))
