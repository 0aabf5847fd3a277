"""Comparison with reference files: what goes to paper, tax advisers and authorities is read by a person once.

`UPDATE_GOLDEN=1` writes the files anew, so that the change is reviewed in the diff.
"""

import difflib
import os
from itertools import zip_longest
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def check_golden(produced: str | bytes, name: str) -> None:
    """Compare with tests/golden/<name>, byte for byte; text counts as UTF-8 and keeps its line ends.

    Fails the test with a readable difference, or when the reference file is missing.
    """
    path = GOLDEN / name
    found = produced.encode() if isinstance(produced, str) else produced
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found)
        return
    if not path.exists():
        pytest.fail(f"tests/golden/{name} is missing; UPDATE_GOLDEN=1 writes it.", pytrace=False)
    expected = path.read_bytes()
    if found == expected:
        return
    lines = (
        _text_difference(expected.decode(), produced)
        if isinstance(produced, str)
        else _byte_difference(expected, found)
    )
    pytest.fail(
        f"tests/golden/{name} says something else; UPDATE_GOLDEN=1 accepts the new content.\n"
        + "\n".join(lines),
        pytrace=False,
    )


def _text_difference(expected: str, produced: str) -> list[str]:
    """Return a unified diff in which carriage returns and other control characters can be seen."""
    old, new = ([_visible(line) for line in text.split("\n")] for text in (expected, produced))
    return list(difflib.unified_diff(old, new, "expected", "produced", lineterm="", n=2))


def _visible(line: str) -> str:
    return "".join(c if c.isprintable() or c == "\t" else f"\\x{ord(c):02x}" for c in line)


def _byte_difference(expected: bytes, produced: bytes) -> list[str]:
    """Return the place of the first difference and the bytes around it."""
    at = next(i for i, (a, b) in enumerate(zip_longest(expected, produced)) if a != b)
    around = slice(max(0, at - 16), at + 16)
    return [
        f"{len(expected)} bytes expected, {len(produced)} produced; first difference at byte {at}:",
        f"expected {expected[around]!r}",
        f"produced {produced[around]!r}",
    ]
