"""What of an article is left: read, set and taken within an act."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from kasse.domain.catalogue import Availabilities, Availability
from kasse.domain.quantity import Quantity
from kasse.store.statements import Row, run

_PLENTY = Availability()
_KEEP = (
    "INSERT INTO availability (unit, article, locked, remaining) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (unit, article) DO UPDATE SET locked=excluded.locked, remaining=excluded.remaining"
)


def load_availabilities(connection: Connection) -> Availabilities:
    """All that is known."""
    found = run(connection, "SELECT unit, article, locked, remaining FROM availability")
    return Availabilities({(row[0], row[1]): _availability(row[2:]) for row in found})


def set_availability(
    connection: Connection, unit: int, article: int, availability: Availability
) -> dict[str, object]:
    """Keep what is known of an article now; returns old and new for the journal."""
    place = (unit, article)
    lock = "" if connection.dialect.name == "sqlite" else " FOR UPDATE"
    found = run(
        connection, f"SELECT locked, remaining FROM availability WHERE unit=? AND article=?{lock}", place
    ).fetchone()
    before = _PLENTY if found is None else _availability(found)
    if availability == _PLENTY:
        run(connection, "DELETE FROM availability WHERE unit=? AND article=?", place)
    else:
        run(connection, _KEEP, (*place, *_columns(availability)))
    (was_locked, was_left), (locked, left) = _columns(before), _columns(availability)
    return {"unit": unit, "article": article, "locked": [was_locked, locked], "left": [was_left, left]}


def take_remaining(
    connection: Connection, unit: int, taken: Mapping[int, Quantity]
) -> Mapping[int, Quantity]:
    """Take from what is counted; see `kasse.ports.books.Act`. Other tills wait until the transaction ends.

    Locked by number, so that two tills that take the same articles never wait for each other.
    """
    if not taken:
        return {}
    lock = "" if connection.dialect.name == "sqlite" else " FOR UPDATE"
    counted = run(
        connection,
        f"SELECT article, remaining FROM availability WHERE unit=? AND article IN ({', '.join('?' * len(taken))}) "
        f"AND remaining IS NOT NULL ORDER BY article{lock}",
        (unit, *taken),
    ).fetchall()
    lacking = {article: Quantity(left) for article, left in counted if 0 < taken[article].thousandths > left}
    if lacking:
        return lacking
    for article, _ in counted:
        run(
            connection,
            "UPDATE availability SET remaining=remaining-? WHERE unit=? AND article=?",
            (taken[article].thousandths, unit, article),
        )
    return {}


def _columns(availability: Availability) -> tuple[int, int | None]:
    left = availability.left
    return int(availability.locked), None if left is None else left.thousandths


def _availability(row: Row) -> Availability:
    return Availability(bool(row[0]), None if row[1] is None else Quantity(row[1]))
