"""What comes out in kitchen and bar: dockets of orders, calls of courses, meals ordered ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from kasse.documents.call_slip import CourseCall, call_slip_page
from kasse.documents.kitchen_slip import kitchen_slip_page
from kasse.documents.menu_slip import MenuSlip, menu_slip_page
from kasse.domain.orders.record import line_of_record
from kasse.ports.paper import Page
from kasse.settings.declared.ordering import TAKE_AWAY_NOTE
from kasse.usecases.till import Till


def kitchen_paper(till: Till, payload: Mapping[str, Any], *, again: bool) -> Page | None:
    """The page of such a job; None if there is nothing to prepare after all. `again`: see `draw_paper`."""
    instead_of = payload.get("instead_of", "")
    if payload["paper"] == "slip":
        order = till.books.order(payload["order"])
        if silent := payload.get("silent"):
            told = tuple(booking for i, booking in enumerate(order.bookings) if i not in silent)
            order = replace(order, bookings=told)
        return kitchen_slip_page(
            order,
            payload["station"],
            zone=till.zone,
            repeated=again,
            instead_of=instead_of,
            away_note=till.settings[TAKE_AWAY_NOTE],
            waits_from=payload.get("waits_from", 0),
        )
    lines = [line_of_record(record) for record in payload["lines"]]
    at = datetime.fromisoformat(payload["at"])
    who = (payload["label"], payload["operator"], payload["station"])
    if payload["paper"] == "call":
        call = CourseCall(*who, payload["course"])
        return call_slip_page(lines, call, at=at, zone=till.zone, repeated=again, instead_of=instead_of)
    slip = MenuSlip(*who, cancelled=payload["cancelled"])
    return menu_slip_page(lines, slip, at=at, zone=till.zone, repeated=again, instead_of=instead_of)
