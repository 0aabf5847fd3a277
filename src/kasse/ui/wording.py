"""How facts are written on the screens: sums, times, dates, tables."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kasse.domain.business import House, table_name
from kasse.domain.money import Money
from kasse.domain.orders import Line
from kasse.domain.quantity import Quantity
from kasse.domain.staff import Operator, Right, Staff
from kasse.domain.staff.operators import RIGHT_NAMES

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_PARTS = {125: "⅛", 250: "¼", 333: "⅓", 500: "½", 667: "⅔", 750: "¾"}


def euro(amount: Money) -> str:
    """A sum that stands alone: 12,50 €. Columns go without."""
    return f"{amount} €"


def clock(at: datetime, zone: ZoneInfo) -> str:
    """19:42."""
    return f"{at.astimezone(zone):%H:%M}"


def day(of: date) -> str:
    """20.11.2026."""
    return f"{of:%d.%m.%Y}"


def short_day(of: date) -> str:
    """Fr 20.11.2026."""
    return f"{WEEKDAYS[of.weekday()][:2]} {of:%d.%m.%Y}"


def long_day(of: date) -> str:
    """Freitag, 20.11.2026."""
    return f"{WEEKDAYS[of.weekday()]}, {of:%d.%m.%Y}"


def minutes_since(at: datetime, now: datetime) -> int:
    """Whole minutes, never less than none."""
    return max(0, int((now - at).total_seconds() // 60))


def number(count: int) -> str:
    """20.117."""
    return f"{count:,}".replace(",", ".")


def count(how_many: int, one: str, more: str) -> str:
    """1 Tag, 12 Tage."""
    return f"{number(how_many)} {one if how_many == 1 else more}"


def size(octets: int) -> str:
    """980 Byte, 12,4 kB, 1,2 GB."""
    if octets < 1000:
        return f"{octets} Byte"
    value = float(octets)
    for unit in ("kB", "MB", "GB"):
        value /= 1000
        if value < 999.95:
            return f"{value:.1f} {unit}".replace(".", ",")
    return f"{value / 1000:.1f} TB".replace(".", ",")


def day_and_clock(at: datetime, zone: ZoneInfo) -> str:
    """20.11.2026, 19:42 Uhr."""
    return f"{at.astimezone(zone):%d.%m.%Y, %H:%M} Uhr"


def ago(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """How old an answer is: gerade eben, vor 40 s, vor 3 min; after an hour its time."""
    seconds = int((now - at).total_seconds())
    if seconds < 10:
        return "gerade eben"
    if seconds < 60:
        return f"vor {seconds} s"
    if seconds < 3600:
        return f"vor {seconds // 60} min"
    same_day = at.astimezone(zone).date() == now.astimezone(zone).date()
    return f"von {clock(at, zone)} Uhr" if same_day else f"vom {day_and_clock(at, zone)}"


def portions(quantity: Quantity) -> str:
    """A quantity before an article's name: 3, ½, 0,75."""
    return _PARTS.get(quantity.thousandths, str(quantity))


def line_note(line: Line) -> str:
    """What is special about a line: sides, remark, course, price."""
    words = [f"+ {side.name}" for side in line.components[1:]]
    if line.remark:
        words.append(line.remark)
    if line.course:
        words.append(f"{line.course}. Gang")
    if line.take_away:
        words.append("zum Mitnehmen")
    if line.discount:
        words.append(f"Rabatt {-line.discount}")
    return " · ".join(words)


def missing_right(staff: Staff, operator: Operator, right: Right) -> str:
    """Why a key is off for somebody; empty if he may."""
    return "" if staff.may(operator, right) else f"Dazu fehlt das Recht „{RIGHT_NAMES[right]}“."


def table_title(table: int, name: str = "") -> str:
    """Tisch 12, or the name that it bears now with its number."""
    return table_name(table) if not name or table < 0 else f"{table} · {name}"


def area_of(house: House, table: int) -> str:
    """The room in which a table stands; empty for a counter."""
    place = house.places.get(table)
    area = house.areas.get(place.area) if place else None
    return area.name if area else ""
