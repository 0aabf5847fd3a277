"""What of an article is left today: locked, or so many portions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kasse.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Availability:
    """Of one article in one accounting unit. `left` None: nobody counts."""

    locked: bool = False
    left: Quantity | None = None

    @property
    def gone(self) -> bool:
        """Whether none of it can be ordered."""
        return self.locked or (self.left is not None and self.left.thousandths <= 0)


@dataclass(frozen=True, slots=True)
class Availabilities:
    """What is known by (accounting unit, article); unit 0 where the house keeps them for all units together."""

    known: Mapping[tuple[int, int], Availability] = field(default_factory=dict)

    def of(self, unit: int, article: int) -> Availability:
        """What is known of an article."""
        return self.known.get((unit, article), _PLENTY)


_PLENTY = Availability()
