"""What the system log messages of a TSE say of an event: their own fields, by name where the name is known."""

from __future__ import annotations

from kasse.fiscal.de.tse_archive.der import DerError, element_at, elements

Fields = tuple[tuple[str, str], ...]
"""Name and value as texts; the name is "[n]" and the value hex where the field is not known."""

MOST_FIELDS = 64
"""Events have four at most; configurations of a device may have more, but no end of them."""

_NAMES: dict[str, dict[int, str]] = {
    "initialize": {1: "description"},
    "updateTime": {1: "timeBefore", 2: "timeAfter"},
    "disableSecureElement": {1: "time"},
    "authenticateUser": {1: "userId", 2: "role", 3: "result", 4: "remainingRetries"},
    "logOut": {1: "userId", 2: "cause"},
    "unblockUser": {1: "userId", 2: "result"},
    "registerClient": {1: "clientId"},
    "deregisterClient": {1: "clientId"},
}
_ROLES = {0: "admin", 1: "timeAdmin", 2: "unknown"}
_BOOLEAN, _NUMBERS = 0x01, (0x02, 0x0A)
_CONSTRUCTED, _SEQUENCE = 0x20, 0x30


def event_fields(event: str, content: bytes) -> Fields:
    """The fields of an event. Content in a form of the maker's own comes back as one field of hex."""
    if not content:
        return ()
    try:
        whole = element_at(content, 0, len(content))
        if whole.tag == _SEQUENCE and whole.end == len(content):
            content = content[whole.start : whole.stop]
        parts = elements(content, 0, len(content))[:MOST_FIELDS]
    except DerError:
        return (("data", content.hex()),)
    names = _NAMES.get(event, {})
    return tuple(
        (
            names.get(part.tag & 0x1F, f"[{part.tag & 0x1F}]") if part.tag & 0x80 else "value",
            _value(part.tag, content[part.start : part.stop], names.get(part.tag & 0x1F, "")),
        )
        for part in parts
    )


def _value(tag: int, content: bytes, name: str) -> str:
    """A field by what its name says that it holds, else by what its bytes look like."""
    if tag & 0x80 and tag & _CONSTRUCTED:  # an explicit tag: the value inside tells its own type
        try:
            inner = element_at(content, 0, len(content))
        except DerError:
            return content.hex()
        tag, content = inner.tag, content[inner.start : inner.stop]
    is_time = name.startswith("time") and not content.endswith(b"Z")
    if name == "role" and len(content) == 1:
        text = _ROLES.get(content[0], str(content[0]))
    elif tag == _BOOLEAN or name == "result":
        text = "true" if any(content) else "false"
    elif len(content) <= 8 and (tag in _NUMBERS or is_time or name in ("remainingRetries", "cause")):
        text = str(int.from_bytes(content, "big"))
    else:
        text = content.decode("utf-8", "replace")
    return text if text.isprintable() and "\ufffd" not in text else content.hex()
