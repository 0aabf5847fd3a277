"""What a closing freezes for DSFinV-K, master data and totals, and how an export writes it down again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any
from zoneinfo import ZoneInfo

from kasse import __version__
from kasse.domain.business import Business, House, Terminal
from kasse.domain.catalogue import Catalogue
from kasse.fiscal.de.dsfinvk.bons import BonRows, Rows, bon_id
from kasse.fiscal.de.dsfinvk.frame import Frame, Totals
from kasse.fiscal.de.dsfinvk.rows import Row
from kasse.fiscal.de.dsfinvk.tables import VERSION, certificate_parts
from kasse.fiscal.de.dsfinvk.vocabulary import UST_BESCHR, alpha_3, local_times
from kasse.ports.bons import Bons, Day, Place
from kasse.ports.fiscal import DeviceFacts

FORM = 1
"""Of the frozen record; a later one must still read earlier ones."""
BRAND = "kasse"

Frozen = Mapping[str, Any]


def frame_of(frozen: Frozen, day: Day, tills: Mapping[int, str], zone: ZoneInfo, places: Places) -> Frame:
    """What the Bons of a day need to know, from what its closing froze."""
    devices = {device["serial"]: i for i, device in enumerate(frozen["devices"], 1)}
    return Frame(
        groups={int(number): name[:50] for number, name in frozen["groups"].items()},
        gtins={int(number): code for number, code in frozen["gtins"].items()},
        currency=frozen["currency"],
        device_ids=lambda serial: devices.get(serial, 1 if devices else None),
        local=local_times(zone),
        place_of_order=places.order,
        place_of_receipt=lambda number: places.receipt(day.terminal, number),
        tills=tills,
        terminal=day.terminal,
        closing=day.number,
        closed_at=day.closed_at,
    )


class Places:
    """Where orders and receipts stand that others refer to. Remembered, since many refer to the same."""

    def __init__(self, bons: Bons) -> None:
        self._bons = bons
        self._orders: dict[tuple[int, int], Place | None] = {}

    def order(self, terminal: int, number: int) -> Place | None:
        """Where an order stands; None if it is no Bon of its own."""
        key = (terminal, number)
        if key not in self._orders:
            if len(self._orders) >= 20_000:
                self._orders.clear()
            self._orders[key] = self._bons.place_of_order(terminal, number)
        return self._orders[key]

    def receipt(self, terminal: int, number: int) -> Place | None:
        """Where a receipt stands."""
        return self._bons.place_of_receipt(terminal, number)


def freeze(
    bons: Bons,
    day: Day,
    terminal: Terminal,
    house: House,
    catalogue: Catalogue,
    device: Callable[[str], DeviceFacts | None],
    in_use: str,
    zone: ZoneInfo,
) -> dict[str, Any]:
    """The record of a day, as JSON can hold it: who the business is now, what was used, and the totals.

    `device` knows the facts of a signing device by its serial, `in_use` is the serial of the one in use now ("" for
    none).
    """
    empty: dict[str, Any] = {"devices": [], "groups": {}, "gtins": {}, "currency": house.business.currency}
    tills = {number: each.serial for number, each in house.terminals.items()}
    rows = BonRows(frame_of(empty, day, tills, zone, Places(bons)))
    for portion in bons.portions(day):
        rows.of(portion)
    totals = rows.totals
    serials = dict.fromkeys([*totals.serials, *([in_use] if in_use else [])])
    articles = [catalogue.articles[n] for n in sorted(totals.articles) if n in catalogue.articles]
    return {
        "form": FORM,
        "software": __version__,
        "currency": house.business.currency,
        "business": _business(house.business),
        "terminal": {"number": terminal.number, "name": terminal.name, "serial": terminal.serial},
        "groups": {str(g.number): g.name for g in catalogue.groups.values()},
        "gtins": {str(a.number): a.scan_code for a in articles if a.scan_code},
        "agencies": [
            [a.number, a.name, a.street, a.postcode, a.city, a.country, a.tax_number, a.vat_id]
            for a in house.agencies.values()
        ],
        "devices": [_device(found) for serial in serials if (found := device(serial)) is not None],
        "rates": sorted([key, points] for key, points in totals.rates.items()),
        "totals": _totals(totals),
    }


def _business(b: Business) -> dict[str, Any]:
    return {
        "name": b.name, "street": b.street, "postcode": b.postcode, "city": b.city, "country": b.country.value,
        "tax_number": b.tax_number, "vat_id": b.vat_id, "site": list(astuple(b.site)),
    }  # fmt: skip


def _device(d: DeviceFacts) -> dict[str, str]:
    return {
        "serial": d.serial, "algorithm": d.algorithm, "time_format": d.log_time_format,
        "public_key": d.public_key, "certificate": d.certificate,
    }  # fmt: skip


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "first": totals.first,
        "last": totals.last,
        "cases": [[*key, *sums] for key, sums in totals.cases.items()],
        "payments": [[*key, amount] for key, amount in totals.payments.items()],
        "currencies": [[code, amount] for code, amount in totals.currencies.items()],
    }


def master_rows(frozen: Frozen, day: Day) -> Rows:
    """Stammdatenmodul and Kassenabschlussmodul of a day."""
    b, t, totals = frozen["business"], frozen["terminal"], frozen["totals"]
    payments: Sequence[Any] = totals["payments"]
    country = alpha_3(b["country"])
    site = b.get("site") or [b["name"], b["street"], b["postcode"], b["city"]]
    rows: dict[str, list[Row]] = {
        "cashpointclosing": [
            (day.business_date.isoformat(), VERSION, bon_id(totals["first"]), bon_id(totals["last"]),
             b["name"][:60], b["street"][:60], b["postcode"][:10], b["city"][:62], country, b["tax_number"][:20],
             b["vat_id"][:15], sum(p[2] for p in payments), sum(p[2] for p in payments if p[0] == "Bar"))
        ],
        "location": [
            (site[0][:60], site[1][:60], site[2][:10], site[3][:62], country, b["vat_id"][:15])
        ],
        "cashregister": [
            (BRAND, t["name"][:50], t["serial"], BRAND, frozen["software"], frozen["currency"], "0")
        ],
        "pa": [
            (number, name[:60], street[:60], postcode[:10], city[:62], alpha_3(land), tax_number[:20], vat_id[:15])
            for number, name, street, postcode, city, land, tax_number, vat_id in frozen["agencies"]
        ],
        "tse": [_tse(i, device) for i, device in enumerate(frozen["devices"], 1)],
        "vat": [(key, points, UST_BESCHR.get(key, "Weiterer Steuersatz")) for key, points in frozen["rates"]],
        "businesscases": [(gv, name, agency, key, *sums) for gv, name, agency, key, *sums in totals["cases"]],
        "payment": [tuple(payment) for payment in payments],
        "cash_per_currency": [tuple(currency) for currency in totals["currencies"]],
    }  # fmt: skip
    return rows


def _tse(number: int, d: Mapping[str, str]) -> Row:
    encoding = "UTF-8"
    parts: Iterable[str] = certificate_parts(d["certificate"])
    return (
        number, d["serial"], d["algorithm"], d["time_format"], encoding, d["public_key"], *parts
    )  # fmt: skip
