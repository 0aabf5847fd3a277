"""The list of ten thousand articles without a screen: how soon it is there, and how soon after each letter what was found is."""

from __future__ import annotations

import time

from bench.bench import Bench
from bench.figures import Aim, Figure, timed
from bench.house import MANY, big_house
from kasse.sheets.declared import ARTICLES
from kasse.sheets.listing import Listing, Wanted

OPEN_MS, LETTER_MS = 200.0, 30.0
QUERIES = ("weissbier 12", "käsespätzle", "1234", "7,50 speisen", "e")


def measure(bench: Bench) -> list[Figure]:
    """Every opening is a first one: rows, order, and all that is searched in are made anew."""
    master = big_house().master
    opened, letters, sorting = [], [], []
    for _ in range(3 if bench.quick else 20):
        begun = time.perf_counter()
        listing = Listing(ARTICLES, master)
        listing.find()
        listing.prepare()
        opened.append(time.perf_counter() - begun)
        for query in QUERIES:
            for length in range(1, len(query) + 1):
                begun = time.perf_counter()
                listing.find(Wanted(query[:length]))
                letters.append(time.perf_counter() - begun)
        for column in ("name", "price_1", "group"):
            begun = time.perf_counter()
            listing.find(Wanted(sort=column))
            sorting.append(time.perf_counter() - begun)
    name = f"{MANY} articles"
    return [
        timed(f"list of {name} made, ready to be searched", opened, aim=Aim("p99", OPEN_MS)),
        timed(f"a letter typed in the list of {name}", letters, aim=Aim("p99", LETTER_MS)),
        timed(f"list of {name} sorted by another column", sorting),
    ]
