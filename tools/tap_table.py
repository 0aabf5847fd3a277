"""`make manual`: writes docs/handgriffe.md and its picture: how many gestures the common jobs take.

`ours` is measured: each job is done on the real screens by a test that counts (tests/ui/test_tap_counts.py) and
fails if it is another number. What others need was counted on their screens and from their help pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "handgriffe.md"
PICTURE = DOCS / "pictures" / "handgriffe.svg"


@dataclass(frozen=True, slots=True)
class Job:
    """One common job. best: the fewest gestures found elsewhere, 0: none known; aim: what we want; ours: measured."""

    title: str
    way: str
    """How it is done here, in the words of the keys."""
    ours: int
    aim: int
    best: int
    who: str
    """Where the fewest were found."""
    others: str
    """What others need."""


JOBS: dict[str, Job] = {
    "J1": Job(
        "Drei Bier für Tisch 12, gesendet",
        "Tisch; Bier halten und auf 3 ziehen; *Senden*",
        3,
        3,
        4,
        "Odoo 17",
        "orderbird 5, Kassen mit Nummerntasten 6",
    ),
    "J2": Job(
        "Eine Rechnung in vier gleiche Teile, alle bar",
        "Tisch halten; *÷ 4*; viermal *Bar*",
        6,
        6,
        11,
        "Kounta",
        "Odoo kennt keine gleichen Teile, über Posten mehr als 25",
    ),
    "J2b": Job(
        "Zwei von sechs Posten getrennt, dann der Rest",
        "Tisch halten; die zwei Posten; *Bar*; für den Rest *Bar*",
        5,
        6,
        9,
        "Lightspeed K",
        "Odoo 11",
    ),
    "J3": Job(
        "23,50 € aus 50 €, die Bestellung auf dem Schirm",
        "*Bezahlen* halten und auf 50 ziehen",
        1,
        1,
        1,
        "Lightspeed L",
        "orderbird 3, Odoo 5",
    ),
    "J3 Plan": Job(
        "Dasselbe vom Tischplan aus",
        "Tisch halten; *50*",
        2,
        2,
        2,
        "Lightspeed L",
        "orderbird 4, Odoo 6",
    ),
    "J4": Job(
        "Tisch 5 zieht auf Tisch 1",
        "Tisch auf Tisch ziehen; *Rückgängig* nimmt es zurück",
        1,
        1,
        3,
        "Odoo 17",
        "Lightspeed K 4, orderbird 4",
    ),
    "J5": Job(
        "Eines von vier gesendeten Bier zurück, mit Grund",
        "Posten; *Storno*; Grund",
        3,
        3,
        3,
        "Odoo, ohne Grund",
        "orderbird 3",
    ),
    "J6": Job(
        "Noch einmal dieselbe Runde", "*Runde*; *Senden*", 2, 2, 2, "einige", "die meisten: jeder Artikel neu"
    ),
    "J7": Job("Die letzte Rechnung noch einmal", "*Kopie drucken*", 1, 1, 2, "Vectron", "Tablets 3 bis 4"),
    "J8": Job("Die Suppe ist aus", "Artikel halten; *Ausverkauft*", 2, 2, 3, "Square", "ready2order 4"),
    "J9": Job(
        "Wechsel des Bedieners mit Karte", "Karte", 1, 1, 1, "Kellnerschloss, Karte", "mit PIN 4 bis 5"
    ),
    "J9 PIN": Job(
        "Dasselbe mit PIN",
        "PIN; eingestellt: vier Ziffern, *Anmelden allein mit der PIN*",
        4,
        4,
        4,
        "Tablets",
        "bis 5",
    ),
    "J10": Job(
        "Tagesabschluss, wenn nichts im Weg ist",
        "*Kasse*; *Tagesabschluss*; *Abschließen und drucken*",
        3,
        3,
        3,
        "ready2order",
        "Odoo 4",
    ),
}
"""By the number that the job has among those who count."""

_HEAD = """\
# Handgriffe

<!-- Diese Seite entsteht aus dem Programm: make manual -->

So viele Handgriffe braucht kasse für die häufigsten Arbeiten. Gezählt wird jede Berührung: ein Tipp, ein langer Druck und ein
Zug sind je einer, jede getippte Ziffer auch. Angefangen wird am Tischplan oder auf dem Schirm, auf dem die Arbeit anfällt. Unsere Zahlen misst ein
Test an den echten Schirmen; die der anderen sind an ihren Programmen und in ihren Anleitungen gezählt und können um einen abweichen.

![Handgriffe je Arbeit: kasse und die beste andere Kasse](pictures/handgriffe.svg)

| Arbeit | so geht es bei uns | kasse | wenigste anderswo | andere |
|---|---|---:|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = (
        f"| {job.title} | {job.way} | **{job.ours}** | {job.best} ({job.who}) | {job.others} |\n"
        for job in JOBS.values()
    )
    return _HEAD + "".join(rows)


ROW, LEFT, STEP = 40, 416, 30
_STYLE = "font-family:'IBM Plex Sans',sans-serif;font-size:15px"


def picture() -> str:
    """Two bars for each job: ours, and the fewest found elsewhere."""
    high = 48 + ROW * len(JOBS)
    wide = LEFT + STEP * max(max(job.ours, job.best) for job in JOBS.values()) + 48
    size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" style="{_STYLE}">',
        "<title>Handgriffe je Arbeit</title>",
        f'<rect width="{wide}" height="{high}" rx="12" fill="#FFFFFF"/>',
        *_bar(LEFT, 16, 16, "#136147", "kasse"),
        *_bar(LEFT + 96, 16, 16, "#B9C1BD", "wenigste anderswo"),
    ]
    for number, job in enumerate(JOBS.values()):
        top = 48 + ROW * number
        words = escape(job.title)
        parts.append(f'<text x="{LEFT - 16}" y="{top + 19}" text-anchor="end" fill="#161C19">{words}</text>')
        parts += _bar(LEFT, top, STEP * job.ours, "#136147", str(job.ours))
        parts += _bar(LEFT, top + 15, STEP * job.best, "#B9C1BD", str(job.best))
    return "\n".join((*parts, "</svg>\n"))


def _bar(x: int, y: int, wide: int, color: str, words: str) -> tuple[str, str]:
    return (
        f'<rect x="{x}" y="{y}" width="{wide}" height="13" rx="2" fill="{color}"/>',
        f'<text x="{x + wide + 8}" y="{y + 12}" fill="#515C57" font-size="14">{words}</text>',
    )


def main() -> int:
    """Write both."""
    PAGE.write_text(page(), encoding="utf-8")
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"{PAGE} und {PICTURE} sind geschrieben.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
