"""What is ordered and not sent yet, kept beside the books: a till that starts again brings it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from kasse.domain.money import Money
from kasse.domain.orders import Wish


class DraftsError(Exception):
    """They could not be kept, or not be read. The text is German and says what to do."""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A wish with the name and the amount that it was shown with, so that both can be told when they have changed."""

    wish: Wish
    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class KeptParcel:
    """Lines that were sent under a key, and of which nobody knows yet whether they are booked."""

    key: UUID
    lines: tuple[KeptLine, ...]


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What one table is to get. Practice and business have their own."""

    table: int
    training: bool
    operator: int
    """Who typed the first line."""
    key: UUID
    """What `lines` will be sent under. Known before that, so that lines kept a moment ago are not sent twice."""
    lines: tuple[KeptLine, ...]
    parcels: tuple[KeptParcel, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What the till before this one left behind and has not reached the books."""

    drafts: tuple[KeptDraft, ...] = ()
    trouble: str = ""
    """Why nothing could be read, in German; empty if all is well."""


class KeptDrafts(Protocol):
    """The drafts of one terminal. Read once when the till is opened; written on one lane."""

    @property
    def found(self) -> Found:
        """As it was when the till was opened."""

    def write(self, drafts: Sequence[KeptDraft]) -> None:
        """Keep these in the place of all that were kept before; durable when it returns.

        Raises:
            DraftsError: they could not be written; what was kept before still is.
        """
