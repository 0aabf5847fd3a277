"""What the description of procedures says of this house and its tills, gathered from the books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from json import loads
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from kasse import __version__
from kasse.documents.procedures import ProcedureFacts
from kasse.domain.business import Business, PaymentKind
from kasse.domain.master import Master
from kasse.domain.staff.operators import RIGHT_NAMES
from kasse.ports.books import ActKind
from kasse.ports.self_check import LIGHT_NAMES
from kasse.settings import Settings
from kasse.settings.declared.fiscal_de import OUTAGE_SLIPS, TSE_DEADLINE, TSE_KIND
from kasse.store.acts import act_lines, span_of, transactions_in
from kasse.store.reading import SqlReading
from kasse.usecases.outages import MAKERS, all_outages
from kasse.usecases.self_check import check_state
from kasse.usecases.standing_duties import certificate_end

PAYMENT_KINDS = {
    PaymentKind.CASH: "bar",
    PaymentKind.CARD: "Karte",
    PaymentKind.OTHER: "unbar",
    PaymentKind.ROOM: "Zimmer",
    PaymentKind.ACCOUNT: "auf Rechnung",
    PaymentKind.VOUCHER: "Gutschein",
    PaymentKind.GIROCARD: "Girocard",
    PaymentKind.CREDIT_CARD: "Kreditkarte",
    PaymentKind.WALLET: "Zahlungsdienst",
    PaymentKind.PREPAID_CARD: "Guthabenkarte",
}


def procedure_facts(
    engine: Engine, books: Sequence[SqlReading], master: Master, terminal: int, now: datetime, zone: ZoneInfo
) -> ProcedureFacts:
    """All of it; `terminal` is the till that writes it.

    Raises:
        BooksError: the books cannot be read.
    """
    house, staff = master.house, master.staff
    own = next((each for each in books if each.terminal == terminal), books[0])
    settings = Settings(own.settings(), terminal)
    state = check_state(own, now=now, zone=zone)
    checked = "noch keine"
    if state.checked_at is not None:
        checked = f"{state.checked_at.astimezone(zone):%d.%m.%Y %H:%M} Uhr, {LIGHT_NAMES[state.light]}"
    crew = [o for o in staff.operators.values() if o.active]
    return ProcedureFacts(
        made_on=now.astimezone(zone).date(),
        version=__version__,
        business=_business(house.business),
        tills=[
            (str(t.number), t.name, t.serial, t.receipt_printer or "keiner") for t in house.terminals.values()
        ],
        devices=[row for each in books for row in _devices(engine, each, zone)],
        versions=[row for each in books for row in _versions(engine, each.terminal, zone)],
        database="eine SQLite-Datei im Datenordner der Kasse"
        if engine.dialect.name == "sqlite"
        else "eine PostgreSQL-Datenbank, die sich die Kassen des Betriebs teilen",
        tse_kind=MAKERS[settings[TSE_KIND]],
        deadline=settings[TSE_DEADLINE],
        slips=settings[OUTAGE_SLIPS],
        outages=sum(1 for each in books for _ in all_outages(each)),
        levels=[
            (
                str(level.number),
                level.name,
                ", ".join(f"{o.name} ({o.number})" for o in crew if o.level == level.number),
                ", ".join(name for right, name in RIGHT_NAMES.items() if right in level.rights),
            )
            for level in staff.levels.values()
        ],
        payments=[
            (
                m.name,
                m.code,
                PAYMENT_KINDS.get(m.kind, m.kind.value) + (f", {m.currency}" if m.currency else ""),
            )
            for m in house.payment_methods.values()
            if m.active
        ],
        trainees=", ".join(f"{o.name} ({o.number})" for o in crew if o.training),
        last_check=checked,
    )


def _business(b: Business) -> dict[str, str]:
    return {
        "Name": b.name,
        "Inhaber": b.owner,
        "Straße": b.street,
        "Ort": f"{b.postcode} {b.city}",
        "Steuernummer": b.tax_number,
        "USt-IdNr.": b.vat_id,
        "Währung": b.currency,
    }


def _devices(engine: Engine, books: SqlReading, zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    span = span_of(engine, books.terminal, None, None)
    for serial, _, _ in transactions_in(engine, books.terminal, *span):
        device = books.device(serial)
        if device is None:
            continue
        since, until = books.device_since(device.serial), certificate_end(device)
        yield (
            str(books.terminal),
            device.serial,
            device.description,
            "" if since is None else f"{since.astimezone(zone):%d.%m.%Y}",
            "" if until is None else f"{until.astimezone(zone):%d.%m.%Y}",
        )


def _versions(engine: Engine, terminal: int, zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    """Each version with the first time that the program was opened with it."""
    known: set[str] = set()
    first, last = span_of(engine, terminal, None, None)
    for line in act_lines(engine, terminal, first, last, kinds=(ActKind.START.value,)):
        version = str(loads(line.body).get("version", ""))
        if version not in known:
            known.add(version)
            opened = datetime.fromtimestamp(line.at / 1000, UTC).astimezone(zone)
            yield str(terminal), version, f"{opened:%d.%m.%Y %H:%M}"
