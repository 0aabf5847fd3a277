"""The hash chain: each act carries the SHA-256 of the one before it and of everything that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from kasse.store.rows import dump

GENESIS = "0" * 64
"""What the first act of a terminal carries as the hash before it."""


def act_hash(journal: Sequence[Any], details: Sequence[Sequence[Any]]) -> str:
    """The hash of an act. `journal` is its row without the hash itself (terminal … previous), `details` are its
    rows as [table, columns after (terminal, seq) …] by table order and pos.

    JSON keeps texts, numbers and nulls apart, so that no change of one into the other goes unseen.
    """
    return sha256(dump([*journal, *details]).encode("utf-8", "surrogatepass")).hexdigest()
