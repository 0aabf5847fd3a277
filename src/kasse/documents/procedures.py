"""The description of procedures (Verfahrensdokumentation, GoBD Rz. 151 ff.): a template filled with a till's facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Template

from kasse import resources
from kasse.documents.a4 import Document, markup_cell, read_markup

TITLE = "Verfahrensdokumentation der Kasse"
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """What is filled in. Texts are German; rows are those of the tables of the template."""

    made_on: date
    version: str
    business: Mapping[str, str]
    """By label; `Name` and `Ort` are among them."""
    tills: Rows
    devices: Rows
    versions: Rows
    database: str
    tse_kind: str
    deadline: int
    slips: bool
    outages: int
    levels: Rows
    payments: Rows
    trainees: str
    last_check: str


def procedures_text(facts: ProcedureFacts) -> str:
    """The whole as text in a light mark-up, as `kasse.documents.a4.read_markup` reads it."""
    slips = (
        "Zu Beginn und Ende jedes Ausfalls wird ein Ausfallbeleg gedruckt."
        if facts.slips
        else "Ausfallbelege werden nicht gedruckt; der Ausfall ist in jedem Fall aufgezeichnet."
    )
    return Template(resources.text("templates", "verfahrensdokumentation.txt")).substitute(
        business=_plain(facts.business["Name"]),
        place=_plain(facts.business["Ort"]),
        made_on=f"{facts.made_on:%d.%m.%Y}",
        version=facts.version,
        business_table=_rows([(label, value) for label, value in facts.business.items()]),
        tills_table=_rows(facts.tills),
        devices_table=_rows(facts.devices),
        versions_table=_rows(facts.versions),
        database=facts.database,
        tse_kind=_plain(facts.tse_kind),
        deadline=facts.deadline,
        slips=slips,
        outages=facts.outages,
        levels_table=_rows(facts.levels),
        payments_table=_rows(facts.payments),
        trainees=_plain(facts.trainees) or "keine",
        last_check=_plain(facts.last_check),
    )


def procedures_document(text: str) -> Document:
    """The text as a document on A4."""
    return Document(TITLE, tuple(read_markup(text)))


def _rows(rows: Rows) -> str:
    return (
        "\n".join("| " + " | ".join(markup_cell(cell) or "–" for cell in row) + " |" for row in rows)
        or "| – |"
    )


def _plain(text: str) -> str:
    """A text from outside as it may stand in a paragraph."""
    return " ".join(text.split())
