"""TOML files written by people: what stands in them, and on which line, so that a fault can be named where it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kasse.domain.refused import Refused

Where = tuple[str | int, ...]
"""The way to a value: keys of tables and indexes of arrays, from the top of the file."""

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file. Line 0: the file as a whole, or data that came from no file."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        place = f"{self.file}, Zeile {self.line}" if self.line else self.file
        return f"{place}: {self.text}"


class FileRefused(Refused):
    """A file that cannot be used as it is. The text names file and line of each problem, one per line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        lines = [str(problem) for problem in self.problems[:MOST_SHOWN]]
        if len(self.problems) > MOST_SHOWN:
            lines.append(f"… und {len(self.problems) - MOST_SHOWN} weitere.")
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class TomlSource:
    """A TOML document. `name` is how messages call it; without `text` there are no lines to name."""

    name: str
    data: Mapping[str, Any]
    text: str = ""
    path: Path | None = None

    @staticmethod
    def parse(text: str, name: str, path: Path | None = None) -> TomlSource:
        """Read a document.

        Raises:
            FileRefused: it is not TOML.
        """
        try:
            return TomlSource(name, tomllib.loads(text), text, path)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            line = int(found[1]) if found else text.count("\n") + 1
            raise FileRefused([Problem(name, line, f"Das ist kein gültiges TOML ({error}).")]) from error

    @staticmethod
    def load(path: Path) -> TomlSource:
        """Read a file.

        Raises:
            FileRefused: it cannot be read, or is not TOML in UTF-8.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise FileRefused(
                [Problem(str(path), 0, f"Die Datei lässt sich nicht lesen ({why}).")]
            ) from error
        except UnicodeDecodeError as error:
            raise FileRefused(
                [Problem(str(path), 0, "Die Datei ist nicht in UTF-8 geschrieben. Bitte so speichern.")]
            ) from error
        return TomlSource.parse(text, path.name, path)

    @cached_property
    def _lines(self) -> Mapping[Where, int]:
        return _Finder(self.text).run() if self.text else {}

    def line(self, *where: str | int) -> int:
        """The line of a value, or of the nearest thing around it that has one; 0 if there is none."""
        way = tuple(where)
        while way:
            if way in self._lines:
                return self._lines[way]
            way = way[:-1]
        return 0

    def problem(self, text: str, *where: str | int) -> Problem:
        """Say what is wrong with a value."""
        return Problem(self.name, self.line(*where), text)


_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
_SPACE = re.compile(r"[ \t]*")
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]*")


class _Finder:
    """Walks over a valid document once and notes where each table, key and array element stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted_to = 0
        self._line = 1
        self._found: dict[Where, int] = {}
        self._arrays: dict[Where, int] = {}

    def run(self) -> Mapping[Where, int]:
        table: Where = ()
        self._skip_blank()
        while self._at < len(self._text):
            if self._here("["):
                table = self._header()
            else:
                self._pair(table)
            self._skip_blank()
        return self._found

    def _here(self, text: str) -> bool:
        return self._text.startswith(text, self._at)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found[0]

    def _skip_blank(self) -> None:
        self._skip(_BLANK)

    def _note(self, where: Where) -> None:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        self._found.setdefault(where, self._line)

    def _header(self) -> Where:
        many = self._here("[[")
        start = self._at
        self._at += 2 if many else 1
        keys = self._keys()
        end, self._at = self._at + (2 if many else 1), start
        where: Where = ()
        for depth, key in enumerate(keys):
            where += (key,)
            if many and depth == len(keys) - 1:
                self._arrays[where] = self._arrays.get(where, -1) + 1
            if where in self._arrays:
                self._note(where)
                where += (self._arrays[where],)
            self._note(where)
        self._at = end
        return where

    def _keys(self) -> list[str]:
        """A dotted key, up to and without what follows it."""
        keys = []
        while True:
            self._skip(_SPACE)
            keys.append(self._key())
            self._skip(_SPACE)
            if not self._here("."):
                return keys
            self._at += 1

    def _key(self) -> str:
        for pattern in _STRINGS[2:]:
            if quoted := self._skip(pattern):
                return str(tomllib.loads(f"key = {quoted}")["key"])
        return self._skip(_BARE_KEY)

    def _pair(self, table: Where) -> None:
        start = self._at
        keys = self._keys()
        after, self._at = self._at, start
        where = (*table, *keys)
        self._note(where)
        self._at = after + 1  # the equals sign
        self._skip(_SPACE)
        self._value(where)

    def _value(self, where: Where) -> None:
        if self._here("["):
            self._at += 1
            index = 0
            self._skip_blank()
            while not self._here("]"):
                self._note((*where, index))
                self._value((*where, index))
                index += 1
                self._skip_blank()
                if self._here(","):
                    self._at += 1
                    self._skip_blank()
            self._at += 1
        elif self._here("{"):
            self._at += 1
            self._skip_blank()
            while not self._here("}"):
                self._pair(where)
                self._skip_blank()
                if self._here(","):
                    self._at += 1
                    self._skip_blank()
            self._at += 1
        elif not any(self._skip(pattern) for pattern in _STRINGS):
            self._skip(_BARE_VALUE)
