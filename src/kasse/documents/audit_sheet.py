"""The summary sheet of an audit package: what is in it, what the figures are, and how to check all that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kasse.documents.a4 import Block, Chart, Document, Heading, Paragraph, Points, Table
from kasse.documents.head import moment
from kasse.domain.business import Business
from kasse.domain.money import Money

TITLE = "Kassen-Nachschau: Übersicht"
HOW_TO_CHECK = tuple(
    " ".join(text.split())
    for text in (
        """Prüfsummen: sha256sum -c pruefsummen.txt (Linux), Get-FileHash (Windows). In der Datei steht auch die
        Prüfsumme dieser Übersicht.""",
        """DSFinV-K: kasse fiscal check-dsfinvk dsfinvk.zip prüft alle 20 Dateien, Summen und Signaturen. Für IDEA die
        ZIP-Datei entpacken und index.xml einlesen.""",
        """TSE-Archive: kasse fiscal check-tar tse/DATEI.tar --selection prüft Signaturen, Zertifikate und Zähler;
        jedes andere Prüfprogramm für TAR-Archive nach BSI TR-03153 ebenso.""",
        """Jede Nummer zwischen der ersten und der letzten BON_ID einer Kasse steht in transactions.csv oder in
        journalliste.csv.""",
    )
)
MOST_SHOWN = 100
"""Findings on the sheet; the tools tell all of them."""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the package."""

    name: str
    what: str
    """German."""
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """A closing as the sheet shows it."""

    till: str
    number: int
    business_date: date
    closed_at: datetime
    receipts: int
    """Receipts of sales."""
    gross: Money
    cash: Money
    """What the drawer should hold of the day."""


@dataclass(frozen=True, slots=True)
class OutageLine:
    """An outage as the sheet shows it."""

    till: str
    number: int
    began_at: datetime
    ended_at: datetime | None
    unsigned: int
    cause: str


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """All that the sheet says."""

    business: Business
    first: date
    last: date
    made_at: datetime
    version: str
    files: Sequence[PackedFile]
    closings: Sequence[ClosingLine]
    bons: Mapping[str, int]
    """How many, by BON_TYP."""
    outages: Sequence[OutageLine]
    findings: Sequence[str]
    """German: what the tests found wrong."""
    hints: Sequence[str]
    """German: what is worth knowing."""
    is_test: bool
    """Whether a device that is not certified signed."""


def audit_sheet(facts: AuditFacts, zone: ZoneInfo) -> Document:
    """The sheet as a document on A4."""
    return Document(TITLE, tuple(_blocks(facts, zone)))


def _blocks(f: AuditFacts, zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("Kassen-Nachschau", 1)
    yield Paragraph(f"{f.business.name}, {f.business.street}, {f.business.postcode} {f.business.city}")
    numbers = [f"Steuernummer {f.business.tax_number}" if f.business.tax_number else "", f.business.vat_id]
    yield Paragraph(
        ", ".join(number for number in numbers if number) or "Ohne Steuernummer in den Stammdaten."
    )
    yield Paragraph(
        f"Kassendaten vom {f.first:%d.%m.%Y} bis {f.last:%d.%m.%Y}, erstellt am {moment(f.made_at, zone)} "
        f"mit kasse {f.version}."
    )
    if f.is_test:
        yield Paragraph("TEST-TSE: In diesem Zeitraum signierte ein Gerät ohne Zertifizierung.", strong=True)
    yield Heading("Ergebnis der Prüfung vor der Übergabe")
    if f.findings:
        count = "1 Beanstandung" if len(f.findings) == 1 else f"{len(f.findings)} Beanstandungen"
        yield Paragraph(f"{count}. Die Daten sind vollständig übergeben.", strong=True)
        yield Points(tuple(f.findings[:MOST_SHOWN]))
        if len(f.findings) > MOST_SHOWN:
            yield Paragraph(f"… und {len(f.findings) - MOST_SHOWN} weitere.")
    else:
        yield Paragraph("Ohne Beanstandung.", strong=True)
    if f.hints:
        yield Points(tuple(f.hints))
    yield from _figures(f, zone)
    yield from _outages(f, zone)
    yield from _contents(f)


def _figures(f: AuditFacts, zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("Abschlüsse")
    for till in dict.fromkeys(line.till for line in f.closings):
        own = [line for line in f.closings if line.till == till]
        yield Chart(
            f"Umsatz je Abschluss in €, {till}",
            tuple((f"{c.business_date:%d.%m.}", c.gross.cents, str(c.gross)) for c in own),
        )
        whole = (
            "Summe", "", "", str(sum(c.receipts for c in own)), str(Money.sum(c.gross for c in own)),
            str(Money.sum(c.cash for c in own)),
        )  # fmt: skip
        yield Table(
            (f"Z_NR ({till})", "Kassendatum", "abgeschlossen", "Belege", "Umsatz €", "Bar €"),
            (
                *(
                    (
                        str(c.number), f"{c.business_date:%d.%m.%Y}", moment(c.closed_at, zone),
                        str(c.receipts), str(c.gross), str(c.cash),
                    )
                    for c in own
                ),
                whole,
            ),
            (22, 16, 22, 10, 16, 16),
            right=frozenset({3, 4, 5}),
        )  # fmt: skip
    yield Paragraph(
        "Umsatz: Summe der Belege mit Rabatten und Rücknahmen, ohne Trinkgeld und Geldbewegungen. Bar: was die Lade "
        "vom Tag enthalten soll."
    )
    yield Heading("Bons im Export nach Art (BON_TYP)", 3)
    total = sum(f.bons.values())
    rows = [(kind, str(count)) for kind, count in sorted(f.bons.items())]
    yield Table(("BON_TYP", "Anzahl"), (*rows, ("Summe", str(total))), (60, 40), right=frozenset({1}))


def _outages(f: AuditFacts, zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("Ausfälle der TSE")
    if not f.outages:
        yield Paragraph("Keine.")
        return
    yield Table(
        ("Kasse", "Nr.", "Beginn", "Ende", "ohne Signatur", "Ursache"),
        tuple(
            (
                o.till, str(o.number), moment(o.began_at, zone),
                "dauert an" if o.ended_at is None else moment(o.ended_at, zone), str(o.unsigned), o.cause,
            )
            for o in f.outages
        ),
        (14, 6, 18, 18, 14, 40),
        right=frozenset({4}),
    )  # fmt: skip


def _contents(f: AuditFacts) -> Iterator[Block]:
    yield Heading("Inhalt der Übergabe")
    yield Table(
        ("Datei", "Inhalt", "Bytes", "SHA-256"),
        tuple((file.name, file.what, str(file.size), file.sha256) for file in f.files),
        (34, 40, 14, 64),
        right=frozenset({2}),
        small=True,
    )
    yield Heading("So wird geprüft", 3)
    yield Points(HOW_TO_CHECK)
