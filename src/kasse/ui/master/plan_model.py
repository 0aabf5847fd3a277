"""Tables on the floors of a house as somebody stands them: pure steps from one state to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, product

from kasse.domain.business import Area, Place
from kasse.domain.numbering import FIXED, reserved
from kasse.domain.refused import Refused

TABLE = 8
"""Units of an ordinary table: the grid is an eighth of it."""
LEAST, MOST, SPAN = 4, 80, 400
"""Units of the smallest table, of the largest, and of the longest side of a floor."""
GAP = 2
"""Units left free between tables that are put down by themselves."""
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Floors:
    """All areas and tables. Tables that are put away stand nowhere."""

    areas: Mapping[int, Area]
    places: Mapping[int, Place]

    def standing(self, area: int) -> tuple[Place, ...]:
        """The tables of an area, by number."""
        places = (place for place in self.places.values() if place.area == area and place.active)
        return tuple(sorted(places, key=lambda place: place.number))

    def stored(self) -> tuple[Place, ...]:
        """The tables that are put away, by number."""
        return tuple(place for _, place in sorted(self.places.items()) if not place.active)

    def clash(self, changed: Iterable[Place]) -> tuple[Place, Place] | None:
        """Two tables that would stand on each other, the first one of them changed; None if all have room."""
        after = {**self.places, **{place.number: place for place in changed}}
        for number in {place.number for place in changed}:
            one = after[number]
            for other in after.values():
                if other.number != number and overlap(one, other) and not self._stood_so(one, other):
                    return one, other
        return None

    def _stood_so(self, one: Place, other: Place) -> bool:
        """Whether these two stand on each other already, in the same way: that is nobody's new mistake."""
        return self.places.get(one.number) == one and self.places.get(other.number) == other

    # Standing them.

    def with_places(self, changed: Iterable[Place]) -> Floors:
        """With tables that stand or look otherwise.

        Raises:
            Refused: two would stand on each other, or one beyond the walls.
        """
        changed = tuple(changed)
        for place in changed:
            if place.x < 0 or place.y < 0 or max(place.x + place.width, place.y + place.height) > SPAN:
                raise Refused(
                    f"Tisch {place.number} stünde nicht mehr im Raum. Bitte weiter nach innen stellen."
                )
        if found := self.clash(changed):
            one, other = found
            raise Refused(f"Tisch {one.number} stünde auf Tisch {other.number}. Bitte daneben stellen.")
        return replace(self, places={**self.places, **{place.number: place for place in changed}})

    def moved(self, numbers: Iterable[int], dx: int, dy: int) -> Floors:
        """Tables so many units to the right and down."""
        return self.with_places(shifted(self.places[n], dx, dy) for n in numbers)

    def sized(self, numbers: Iterable[int], dw: int, dh: int) -> Floors:
        """Tables wider and deeper by so many units; a round one keeps its shape."""
        return self.with_places(grown(self.places[n], dw, dh) for n in numbers)

    def rounded(self, numbers: Iterable[int], *, is_round: bool) -> Floors:
        """Tables round, with the shorter side as diameter, or square."""
        return self.with_places(_shaped(self.places[n], is_round=is_round) for n in numbers)

    def seated(self, numbers: Iterable[int], step: int) -> Floors:
        """Tables with so many chairs more; 0 to 99."""
        places = (self.places[n] for n in numbers)
        return self.with_places(replace(p, seats=max(0, min(99, p.seats + step))) for p in places)

    def lined_up(self, numbers: Iterable[int], *, across: bool) -> Floors:
        """Tables in one row (their middles at the height of the topmost one), or in one column."""
        places = [self.places[n] for n in numbers]
        if across:
            first = min(places, key=lambda place: (place.y, place.x))
            middle = 2 * first.y + first.height
            return self.with_places(replace(p, y=max(0, (middle - p.height) // 2)) for p in places)
        first = min(places, key=lambda place: (place.x, place.y))
        middle = 2 * first.x + first.width
        return self.with_places(replace(p, x=max(0, (middle - p.width) // 2)) for p in places)

    def spread(self, numbers: Iterable[int]) -> Floors:
        """Tables with equal gaps between the first and the last, along the longer way; a rest goes to the first gaps."""
        places = [self.places[n] for n in numbers]
        if len(places) < 3:
            raise Refused("Zum gleichmäßigen Verteilen bitte mindestens drei Tische wählen.")
        wide = max(p.x + p.width for p in places) - min(p.x for p in places)
        high = max(p.y + p.height for p in places) - min(p.y for p in places)
        if wide >= high:
            ordered = sorted(places, key=lambda p: p.x)
            starts = _spread([(p.x, p.width) for p in ordered])
            return self.with_places(replace(p, x=x) for p, x in zip(ordered, starts, strict=True))
        ordered = sorted(places, key=lambda p: p.y)
        starts = _spread([(p.y, p.height) for p in ordered])
        return self.with_places(replace(p, y=y) for p, y in zip(ordered, starts, strict=True))

    def brought(self, numbers: Iterable[int], area: int) -> Floors:
        """Tables in another area, where they stood, else where there is room."""
        floors = self
        for number in numbers:
            floors = floors.with_places(
                [floors.settled(replace(floors.places[number], area=area, active=True))]
            )
        return floors

    # More and fewer.

    def added(self, area: int) -> tuple[Floors, int]:
        """One table more where there is room, with the next free number of the area."""
        number = next(self._numbers(area))
        return self.with_places([self.settled(Place(number, area, 1, 1))]), number

    def copied(self, numbers: Iterable[int]) -> tuple[Floors, tuple[int, ...]]:
        """The same tables once more with next free numbers: below them, else beside, where all of them have room."""
        places = [self.places[n] for n in sorted(numbers)]
        free = self._numbers(places[0].area)
        named = [replace(place, number=number) for place, number in zip(places, free, strict=False)]
        wide = max(p.x + p.width for p in places) - min(p.x for p in places) + GAP
        high = max(p.y + p.height for p in places) - min(p.y for p in places) + GAP
        for dx, dy in ((0, high), (wide, 0), (0, 2 * high), (2 * wide, 0)):
            copies = [shifted(place, dx, dy) for place in named]
            if self.clash(copies) is None:
                return self.with_places(copies), tuple(place.number for place in copies)
        raise Refused("Neben und unter diesen Tischen ist kein Platz. Bitte zuerst Platz schaffen.")

    def stored_away(self, numbers: Iterable[int], known: Iterable[int]) -> Floors:
        """Tables put away; those that nobody `known` yet are simply gone."""
        known, places = set(known), dict(self.places)
        for number in numbers:
            if number in known:
                places[number] = replace(places[number], active=False)
            else:
                del places[number]
        return replace(self, places=places)

    def renumbered(self, number: int, new: int) -> Floors:
        """A table under another number.

        Raises:
            Refused: no number, or one that is taken.
        """
        if not 1 <= new <= 99_999:
            raise Refused("Ein Tisch hat eine Nummer von 1 bis 99999.")
        if new != number and new in self.places:
            kept = "" if self.places[new].active else " Er ist weggeräumt und kann zurückgeholt werden."
            raise Refused(f"Einen Tisch {new} gibt es schon.{kept}")
        places = {n: place for n, place in self.places.items() if n != number}
        return replace(self, places={**places, new: replace(self.places[number], number=new)})

    # Areas.

    def with_area(self, number: int | None, name: str) -> tuple[Floors, int]:
        """An area under another name; None: a new one.

        Raises:
            Refused: no name, or one that another area has.
        """
        name = " ".join(name.split())
        if not name:
            raise Refused("Ein Bereich braucht einen Namen, etwa „Terrasse“.")
        if len(name) > LONGEST:
            raise Refused(f"Der Name eines Bereichs hat höchstens {LONGEST} Zeichen. Bitte kürzen.")
        others = (area for area in self.areas.values() if area.number != number)
        if any(area.name.casefold() == name.casefold() for area in others):
            raise Refused(f"Einen Bereich „{name}“ gibt es schon. Bitte einen anderen Namen wählen.")
        if number is None:
            number = next(n for n in range(1, len(self.areas) + 2) if n not in self.areas)
        return replace(self, areas={**self.areas, number: Area(number, name)}), number

    # How it is done.

    def _numbers(self, area: int) -> Iterator[int]:
        """Free numbers for an area: first behind its own, then from the beginning; none that is set aside."""
        own = [number for number, place in self.places.items() if place.area == area]
        start = max(own, default=0) + 1
        for number in chain(range(start, 100_000), range(1, start)):
            if number not in self.places and not reserved(number, FIXED):
                yield number
        raise Refused("Es ist keine Tischnummer mehr frei.")

    def settled(self, place: Place) -> Place:
        """The table where it is, else on the first spot of its area with room around it."""
        if self.clash([place]) is None and all(
            not overlap(_with_gap(place), other) for other in self.standing(place.area)
        ):
            return place
        others = [p for p in self.standing(place.area) if p.number != place.number]
        wide = max((p.x + p.width for p in others), default=0) + TABLE
        spots = product(
            range(1, SPAN - place.height, GAP), range(1, max(10 * TABLE, wide) - place.width, GAP)
        )
        for y, x in spots:
            found = replace(place, x=x, y=y)
            if not any(overlap(_with_gap(found), other) for other in others):
                return found
        raise Refused("In diesem Bereich ist kein Platz mehr für einen Tisch.")


def overlap(one: Place, other: Place) -> bool:
    """Whether two tables stand on each other."""
    return (
        one.active
        and other.active
        and one.area == other.area
        and one.number != other.number
        and one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def shifted(place: Place, dx: int, dy: int) -> Place:
    """The table so many units to the right and down."""
    return replace(place, x=place.x + dx, y=place.y + dy)


def grown(place: Place, dw: int, dh: int) -> Place:
    """The table wider and deeper, within what a table may be; a round one by the larger of both."""
    if place.round:
        dw = dh = dw if abs(dw) >= abs(dh) else dh
    width, height = (max(LEAST, min(MOST, size)) for size in (place.width + dw, place.height + dh))
    return replace(place, width=width, height=height)


def _shaped(place: Place, *, is_round: bool) -> Place:
    side = min(place.width, place.height)
    return replace(place, round=True, width=side, height=side) if is_round else replace(place, round=False)


def _with_gap(place: Place) -> Place:
    return replace(
        place,
        x=place.x - GAP,
        y=place.y - GAP,
        width=place.width + 2 * GAP,
        height=place.height + 2 * GAP,
    )


def _spread(spans: list[tuple[int, int]]) -> list[int]:
    """Where spans (start, length) begin when their gaps are equal, the first and the last staying."""
    first, last = spans[0][0], max(start + length for start, length in spans)
    free = last - first - sum(length for _, length in spans)
    if free < 0:
        raise Refused(
            "Zwischen dem ersten und dem letzten Tisch ist zu wenig Platz. Bitte weiter auseinander stellen."
        )
    gap, rest = divmod(free, len(spans) - 1)
    starts, at = [], first
    for i, (_, length) in enumerate(spans):
        starts.append(at)
        at += length + gap + (1 if i < rest else 0)
    return starts


def renumbered(before: Floors, after: Floors) -> dict[int, Place]:
    """By their numbers before: the tables that only stand under another number now."""
    new = [place for n, place in after.places.items() if n not in before.places]
    return {
        n: found
        for n, place in before.places.items()
        if n not in after.places
        and (found := next((p for p in new if replace(p, number=n) == place), None)) is not None
    }
