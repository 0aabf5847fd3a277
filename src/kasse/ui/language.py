"""The words of the screens in the language of whoever works there: German as the code has it, or the catalogue's.

Every text is translated where it is painted or spoken (`widgets/text.py`, `widgets/spoken.py`), so screens go on
writing German. A text is looked up whole; then as a sentence with values in it ("Noch {n} offen"); then by its parts,
which stand apart by a middle dot, a comma, the end of a sentence, or a sum at the end. What the catalogue does not know stays German.
Names of the house (articles, people, areas, ways to pay) are never translated. tools/translations.py keeps the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTranslator

FOLDER = Path(__file__).parents[1] / "resources" / "translations"
GERMAN, ENGLISH = "de", "en"
LANGUAGES = (GERMAN, ENGLISH)
CONTEXT = "kasse"
SOFT_HYPHEN = "\u00ad"
INDEX = "sentences with values"
"""The one message that is no text: all sentences with values in them, a line each. The compiled file lists nothing."""

PLACE = re.compile(r"\{([A-Za-z]\d?)\}")
"""A value in a sentence: {n}, {n2} are numbers, sums, times and dates; any other small letter is any text. Where the
translation has the letter as a capital, the text is translated as well."""
_NUMBER = r"([-−+÷×]?\s?[\d½¼¾⅓⅔⅛](?:[\d.,:½¼¾⅓⅔⅛/]*[\d½¼¾⅓⅔⅛])?(?:\s?(?:[€%]|[A-Z]{3}))?)"
_TEXT = r"(.*?)"
_HAS_WORD = re.compile(r"[^\W\d_]{2}")
_SUM_AT_END = re.compile(rf"(.+?) {_NUMBER}")
_SENTENCE_END = re.compile(r"(?<=[.…:?]) (?=\S)")


class CatalogueMissingError(Exception):
    """The file with the words of a language is missing or unreadable."""


class Catalogue:
    """The words of one language besides German."""

    def __init__(self, code: str, folder: Path = FOLDER) -> None:
        self._words = QTranslator()
        if not self._words.load(f"kasse_{code}.qm", str(folder)):
            raise CatalogueMissingError(f"Die Texte für die Sprache „{code}“ fehlen im Ordner {folder}.")
        self._leading: dict[str, list[_Sentence]] = {}
        self._open: list[_Sentence] = []
        lines = self._known(INDEX).split("\n")
        for source in sorted(filter(None, lines), key=lambda line: len(PLACE.sub("", line)), reverse=True):
            sentence = _Sentence(source, self._known(source))
            alike = (
                self._leading.setdefault(sentence.start[:2], []) if len(sentence.start) > 1 else self._open
            )
            alike.append(sentence)
        self._names: frozenset[str] = frozenset()
        self.text: Callable[[str], str] = lru_cache(8192)(self._text)
        """A text of the screens in this language; as it is where nobody has translated it."""

    def keep(self, names: frozenset[str]) -> None:
        """These are names of the house: they stay as they are."""
        if names != self._names:
            self._names = names
            self.text = lru_cache(8192)(self._text)

    def _known(self, source: str) -> str:
        known = self._words.translate(CONTEXT, source)
        return known or ""

    def _text(self, words: str) -> str:
        bare = words.replace(SOFT_HYPHEN, "")
        if bare.startswith(" "):
            return f" {self.text(bare[1:])}"
        if bare in self._names or not _HAS_WORD.search(bare):
            return words
        return self._known(bare) or self._sentence(bare) or self._parts(bare) or words

    def _sentence(self, words: str) -> str:
        """As a sentence with values in it; empty: it is none that is known."""
        alike = chain(self._leading.get(words[:2], []), self._open)
        return next(filter(None, (sentence.said(words, self.text) for sentence in alike)), "")

    def _parts(self, words: str) -> str:
        """Part by part; empty: it has none."""
        for parts, between in (
            (words.split("\n"), "\n"),
            (words.split(" · "), " · "),
            (_SENTENCE_END.split(words), " "),
            (words.split(", "), ", "),
        ):
            if len(parts) > 1:
                return between.join(self.text(part) for part in parts)
        if words.endswith(":"):
            return f"{self.text(words[:-1])}:"
        sum_at_end = _SUM_AT_END.fullmatch(words)
        return f"{self.text(sum_at_end[1])} {sum_at_end[2]}" if sum_at_end is not None else ""


class _Sentence:
    """A German sentence with values in it, and how the other language says it."""

    def __init__(self, source: str, target: str) -> None:
        self._target = target
        self._pieces = PLACE.split(source)
        self._places = self._pieces[1::2]

    @property
    def start(self) -> str:
        """What every text of it begins with."""
        return self._pieces[0]

    @cached_property
    def _match(self) -> Callable[[str], re.Match[str] | None]:
        """Made when it is first wanted: all of them together take as long as a screen."""
        pattern = ""
        for i, piece in enumerate(self._pieces):
            pattern += re.escape(piece) if i % 2 == 0 else _NUMBER if piece[0] == "n" else _TEXT
        return re.compile(pattern, re.DOTALL).fullmatch

    def said(self, words: str, translate: Callable[[str], str]) -> str | None:
        """The translation, if that is a text of it."""
        if not words.startswith(self._pieces[0]) or not words.endswith(self._pieces[-1]):
            return None
        found = self._match(words)
        if found is None:
            return None
        values = dict(zip(self._places, found.groups(), strict=True))

        def put(place: re.Match[str]) -> str:
            name = place[1]
            return values[name] if name in values else translate(values[name.lower()])

        return PLACE.sub(put, self._target)


@cache
def catalogue(code: str) -> Catalogue:
    """The words of that language, read once.

    Raises:
        CatalogueMissingError: the program does not ship them.
    """
    return Catalogue(code)


class _Screens:
    """What holds for all screens of the program."""

    catalogue: Catalogue | None = None
    followers: ClassVar[list[Callable[[], None]]] = []

    @classmethod
    def tell(cls) -> None:
        for follower in cls.followers:
            follower()


def shown(words: str) -> str:
    """What is to be read in place of a German text."""
    return words if _Screens.catalogue is None else _Screens.catalogue.text(words)


def speak(code: str, names: Iterable[str] = ()) -> None:
    """From now on in that language; the names of the house stay as they are.

    Whatever is seen already follows when `Look.changed` tells it.
    """
    before = _Screens.catalogue
    if code != GERMAN:
        _Screens.catalogue = catalogue(code)
        _Screens.catalogue.keep(frozenset(names))
    elif before is not None:
        _Screens.catalogue = None
    else:
        return
    _Screens.tell()


def tell(follower: Callable[[], None]) -> None:
    """Call that whenever texts are others now; for what keeps measures of them."""
    _Screens.followers.append(follower)
