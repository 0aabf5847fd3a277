"""Finding a setting by what somebody has in mind: tolerant of umlauts and typing errors, the best hit first."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from kasse.settings.model import Setting

LABEL, WORDS, PAGE, VALUE, HELP = 10.0, 9.0, 5.0, 4.0, 3.0
"""How much it counts where a word was found."""
FILLERS = frozenset(
    re.findall(
        r"\w+",
        """
        aber als am an auf aus bei bis das dem den der des die ein eine einen einer es fuer gibt im in ist mehr mit
        nach nicht noch nur oder ohne sich sie sind soll um und vom von vor was welche wenn werden wie wird wo zu
        zum zur
        """,
    )
)
"""Words that tell little; they count where nothing else does."""
_FILLER_WORTH = 0.1
_LEAST_FUZZY = 4
"""Shorter words are not searched for with typing errors: everything would be like everything."""
_LIKE = 76.0
"""How like two words must be, in percent, to pass for the same."""
_CUT = 0.3
"""Hits that are so much worse than the best are left out."""
_WORD = re.compile(r"[a-z0-9]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def folded(text: str) -> str:
    """Small letters, ae for ä, ss for ß, no other accents."""
    plain = text.casefold().translate(_UMLAUTS)
    if plain.isascii():
        return plain
    return "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, folded."""
    return _WORD.findall(folded(text))


@dataclass(frozen=True, slots=True)
class Hit:
    """A setting that was found, and how well it fits."""

    setting: Setting[Any]
    score: float


class Index:
    """Settings, ready to be searched as somebody types."""

    def __init__(self, settings: Iterable[Setting[Any]]) -> None:
        self._settings = tuple(settings)
        places: dict[str, dict[int, float]] = defaultdict(dict)
        self._phrases: list[tuple[tuple[str, float], ...]] = []
        for number, setting in enumerate(self._settings):
            fields = [(setting.label, LABEL), *((word, WORDS) for word in setting.words)]
            self._phrases.append(tuple((" ".join(words_of(text)), weight) for text, weight in fields))
            fields += [(setting.page, PAGE), (_value_words(setting), VALUE), (setting.help, HELP)]
            fields.append((setting.key, VALUE))
            for text, weight in fields:
                for word in words_of(text):
                    best = places[word]
                    best[number] = max(weight, best.get(number, 0.0))
        self._places = dict(places)
        self._words = list(self._places)
        self._likes = lru_cache(512)(self._find_like)

    def find(self, query: str, limit: int = 50) -> Sequence[Hit]:
        """The settings that fit, best first; nothing for an empty query."""
        words = words_of(query)
        if not words:
            return ()
        worths = [self._worth(word) for word in words]
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        for word, worth in zip(words, worths, strict=True):
            best: dict[int, float] = {}
            likeness: dict[int, float] = {}
            for found, like in self._likes(word):
                for number, weight in self._places[found].items():
                    if like * weight > best.get(number, 0.0):
                        best[number] = like * weight
                    likeness[number] = max(like, likeness.get(number, 0.0))
            for number, score in best.items():
                scores[number] += worth * score
                covered[number] += worth * likeness[number]
        whole = sum(worths)
        phrase = " ".join(words)
        hits = [
            Hit(self._settings[n], score * (covered[n] / whole) ** 2 + self._phrase(n, phrase) * whole)
            for n, score in scores.items()
        ]
        hits.sort(key=lambda hit: -hit.score)
        least = hits[0].score * _CUT if hits else 0.0
        return [hit for hit in hits[:limit] if hit.score >= least]

    def _worth(self, word: str) -> float:
        """Rare words tell more."""
        if word in FILLERS:
            return _FILLER_WORTH
        spread = len(
            {number for found, like in self._likes(word) if like > 0.9 for number in self._places[found]}
        )
        return 1.0 + math.log((1 + len(self._settings)) / (1 + spread))

    def _phrase(self, number: int, phrase: str) -> float:
        """More for whoever typed the label, or one of the other names, as it stands."""
        found = 0.0
        for text, weight in self._phrases[number]:
            if text == phrase:
                found = max(found, weight)
            elif len(phrase) > 2 and text.startswith(phrase):
                found = max(found, weight / 2)
        return found

    def _find_like(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words of the index that pass for this one, each with how like it is (up to 1)."""
        if len(word) < _LEAST_FUZZY:
            found = ((known, _likeness(word, known, 0.0)) for known in self._words if known.startswith(word))
            return tuple(found)
        near = process.extract(word, self._words, scorer=fuzz.partial_ratio, score_cutoff=_LIKE, limit=None)
        likes = ((known, _likeness(word, known, score)) for known, score, _ in near)
        return tuple((known, like) for known, like in likes if like > 0.0)


def _value_words(setting: Setting[Any]) -> str:
    """What it may be set to, or is by default: somebody may search for that."""
    options: dict[str, str] = getattr(setting.kind, "options", {})
    default = setting.kind.show(setting.default)
    return " ".join((*options.values(), default))


def _likeness(word: str, known: str, score: float) -> float:
    """From 1 for the same word down; 0 for another one. `score`: how like, in percent, a part of `known` is."""
    if word == known:
        return 1.0
    if word in known:
        return 0.93 if known.startswith(word) else 0.85
    if len(known) >= _LEAST_FUZZY and known in word:
        return 0.75 * len(known) / len(word) + 0.1
    if len(known) < len(word) - 1:
        return 0.0
    beginning = fuzz.ratio(word, known[: len(word) + 1])
    if beginning >= _LIKE:
        return 0.8 * beginning / 100
    return 0.6 * score / 100 if score >= 85 and len(word) >= 6 else 0.0


def marks(query: str, text: str) -> tuple[tuple[int, int], ...]:
    """Which parts of a text (start and end) are to be marked, because somebody searched for them."""
    asked = [word for word in words_of(query) if word not in FILLERS]
    found = []
    for part in re.finditer(r"\w+", text):
        word = folded(part[0])
        for each in asked:
            if word == each or (len(each) >= 2 and word.startswith(each)):
                length = len(part[0]) if word == each else _unfolded(part[0], len(each))
                found.append((part.start(), part.start() + length))
                break
            at = word.find(each) if len(each) >= 3 else -1
            if at >= 0:
                start = _unfolded(part[0], at)
                found.append((part.start() + start, part.start() + _unfolded(part[0], at + len(each))))
                break
            if len(each) >= _LEAST_FUZZY and fuzz.ratio(each, word[: len(each) + 1]) >= _LIKE:
                found.append((part.start(), part.end()))
                break
    return tuple(found)


def _unfolded(text: str, length: int) -> int:
    """How many letters of the text make up so many folded ones."""
    for count in range(len(text) + 1):
        if len(folded(text[:count])) >= length:
            return count
    return len(text)
