"""The file in the data folder that keeps how people look at lists; see `kasse.ports.habits`."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from kasse.ports.habits import HabitsError

LARGEST_FILE = 1_000_000
"""Bytes."""
log = logging.getLogger(__name__)


class HabitsFile:
    """Implements `kasse.ports.habits.KeptHabits` for one terminal.

    A file that cannot be read is worth nobody's attention: lists are looked at as usual, and it is written anew.
    """

    def __init__(self, folder: Path, terminal: int) -> None:
        self._path = folder / f"habits-{terminal}.json"
        self._found = self._read()

    @property
    def found(self) -> Mapping[str, object]:
        """See `KeptHabits`."""
        return self._found

    def write(self, habits: Mapping[str, object]) -> None:
        """See `KeptHabits`. The file is made anew beside the old one and put in its place."""
        unfinished = self._path.with_suffix(".new")
        try:
            unfinished.write_text(json.dumps(habits, ensure_ascii=False, indent=1), encoding="utf-8")
            unfinished.replace(self._path)
        except OSError as error:
            raise HabitsError(
                f"{self._path.parent} lässt sich nicht beschreiben ({error.strerror})."
            ) from error

    def _read(self) -> Mapping[str, object]:
        try:
            with self._path.open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
            found = json.loads(content) if len(content) <= LARGEST_FILE else None
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            log.info("how lists were looked at could not be read from %s: %s", self._path, error)
            return {}
        return found if isinstance(found, dict) else {}
