"""Answers of TSEs on the shop's own network, read by name and type: whatever else stands there is a SigningError."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import Any

from kasse.ports.signing import SigningError

_LARGEST = 2**63


class Output:
    """A JSON object that `device` ("Epson-TSE") said; `advice` is what helps if it cannot be read."""

    def __init__(self, value: object, device: str, advice: str, where: str = "Antwort") -> None:
        self._device = device
        self._advice = advice
        if not isinstance(value, dict):
            raise self.unreadable(where)
        self._value: dict[str, Any] = value

    def text(self, name: str) -> str:
        """A text that has to be there."""
        value = self._value.get(name)
        if not isinstance(value, str):
            raise self.unreadable(name)
        return value

    def text_or(self, name: str, otherwise: str = "") -> str:
        """A text that may be missing."""
        return self.text(name) if self._value.get(name) is not None else otherwise

    def number(self, name: str) -> int:
        """A number that has to be there, not negative. Some send it as a text."""
        value = self._value.get(name)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LARGEST:
            raise self.unreadable(name)
        return value

    def number_or_none(self, name: str) -> int | None:
        """A number that some devices do not tell."""
        return self.number(name) if self._value.get(name) is not None else None

    def flag(self, name: str) -> bool:
        """Yes or no."""
        value = self._value.get(name)
        if not isinstance(value, bool):
            raise self.unreadable(name)
        return value

    def octets(self, name: str) -> bytes:
        """Bytes that were sent as base64."""
        try:
            return base64.b64decode(self.text(name), validate=True)
        except (binascii.Error, ValueError) as error:
            raise self.unreadable(name) from error

    def hex(self, name: str) -> bytes:
        """Bytes that were sent as hexadecimal digits."""
        try:
            return bytes.fromhex(self.text(name))
        except ValueError as error:
            raise self.unreadable(name) from error

    def moment(self, name: str) -> datetime:
        """A time as YYYY-MM-DDThh:mm:ss with Z or an offset (aware UTC)."""
        try:
            moment = datetime.fromisoformat(self.text(name))
            if moment.tzinfo is None:
                raise self.unreadable(name)
            return moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise self.unreadable(name) from error

    def numbers(self, name: str) -> list[int]:
        """A list of numbers."""
        value = self._value.get(name)
        if not isinstance(value, list) or any(not isinstance(n, int) or isinstance(n, bool) for n in value):
            raise self.unreadable(name)
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        value = self._value.get(name)
        if not isinstance(value, list) or any(not isinstance(text, str) for text in value):
            raise self.unreadable(name)
        return value

    def part(self, name: str) -> Output:
        """An object inside."""
        return Output(self._value.get(name), self._device, self._advice, name)

    def part_or_empty(self, name: str) -> Output:
        """An object inside that may be missing."""
        return Output(self._value.get(name) or {}, self._device, self._advice, name)

    def unreadable(self, where: str) -> SigningError:
        """The error that says what could not be read."""
        return SigningError(
            f"Die Antwort der {self._device} ist nicht lesbar ({where}). {self._advice}", "UNREADABLE"
        )
