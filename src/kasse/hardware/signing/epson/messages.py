"""Messages of ePOS-Device: XML texts that end with a NUL, with JSON inside. What comes in is read with suspicion."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape

END = b"\0"
MOST_BYTES = 16 * 1024 * 1024
"""An answer with a portion of an export is the longest."""
_MOST_ELEMENTS = 200
_MOST_DEPTH = 8


class MessageError(ValueError):
    """This is no message of ePOS-Device."""


@dataclass(frozen=True, slots=True)
class Message:
    """What arrived: the name of the outermost element, and the texts of those that hold no others."""

    kind: str
    texts: Mapping[str, str]


def open_device(device_id: str) -> bytes:
    """The question for the device."""
    return _framed(
        f"<open_device><device_id>{escape(device_id)}</device_id>"
        "<data><type>type_storage</type></data></open_device>"
    )


def close_device(device_id: str) -> bytes:
    """Others may have it now."""
    return _framed(f"<close_device><device_id>{escape(device_id)}</device_id></close_device>")


def operate(device_id: str, request: Mapping[str, Any], *, seconds: float) -> bytes:
    """A request to the TSE; the device gives up after `seconds`."""
    text = escape(json.dumps(request), {'"': "&quot;"})
    return _framed(
        f"<device_data><device_id>{escape(device_id)}</device_id><data><type>operate</type>"
        f"<timeout>{int(seconds * 1000)}</timeout><requestdata>{text}</requestdata></data></device_data>"
    )


def read_message(raw: bytes) -> Message:
    """Read one message (without its NUL). No document type, no entities, few elements.

    Raises:
        MessageError: it is none.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(raw, True)  # noqa: FBT003 - the last piece; the library knows no name for it
    except (expat.ExpatError, ValueError) as error:
        raise MessageError(str(error)) from error
    return Message(reader.kind, reader.texts)


def read_result(text: str) -> dict[str, Any]:
    """The JSON inside of an answer.

    Raises:
        MessageError: it is no JSON object.
    """
    try:
        result = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MessageError("no JSON") from error
    if not isinstance(result, dict):
        raise MessageError("no JSON object")
    return result


def _framed(xml: str) -> bytes:
    return xml.encode("utf-8") + END


class _Reader:
    """Collects texts while expat goes through a message."""

    def __init__(self) -> None:
        self.kind = ""
        self.texts: dict[str, str] = {}
        self._depth = 0
        self._elements = 0
        self._parts: list[str] = []
        self._is_leaf = False
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _refuse(self, *_: object) -> NoReturn:
        raise MessageError("a document type has no place here")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _MOST_DEPTH or self._elements > _MOST_ELEMENTS:
            raise MessageError("too many elements")
        self.kind = self.kind or name
        self._parts, self._is_leaf = [], True

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._is_leaf:
            self.texts.setdefault(name, "".join(self._parts))
        self._is_leaf = False

    def _text(self, text: str) -> None:
        self._parts.append(text)
