"""Books and devices that do not wait for the disk: for tests in which no power is cut."""

import os

import pytest

from kasse.hardware.signing import log_file
from kasse.store import engine


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is synced. That what was acknowledged survives is shown where processes are killed."""
    pragmas = tuple(p.replace("synchronous=full", "synchronous=off") for p in engine.WRITER_PRAGMAS)
    assert pragmas != engine.WRITER_PRAGMAS
    monkeypatch.setattr(engine, "WRITER_PRAGMAS", pragmas)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    monkeypatch.setattr(log_file, "_sync", lambda _descriptor: None)
