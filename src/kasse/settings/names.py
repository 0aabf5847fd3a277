"""What the house has that a setting may name, as it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kasse.domain.master import Master
from kasse.settings.kinds import Referred


class Names:
    """Names by number (printers: by name). Asks for the master data each time, since they change."""

    def __init__(self, master: Callable[[], Master]) -> None:
        self._master = master

    def name(self, of: Referred, key: str | int) -> str | None:
        """What it is called; None if the house has no such thing, or had it once."""
        found: Any = self._all(of).get(key)
        if found is None or not getattr(found, "active", True):
            return None
        return f"Tisch {key}" if of is Referred.TABLE else str(found.name)

    def all(self, of: Referred) -> Iterator[tuple[str | int, str]]:
        """Everything that can be named, in the order of the house."""
        for key in self._all(of):
            name = self.name(of, key)
            if name is not None:
                yield key, name

    def _all(self, of: Referred) -> Mapping[Any, Any]:
        master = self._master()
        found: dict[Referred, Mapping[Any, Any]] = {
            Referred.PRINTER: master.house.printers,
            Referred.OPERATOR: master.staff.operators,
            Referred.ARTICLE: master.catalogue.articles,
            Referred.PRODUCT_GROUP: master.catalogue.groups,
            Referred.TABLE: master.house.places,
            Referred.MAIN_GROUP: master.catalogue.main_groups,
            Referred.SIDE_GROUP: master.catalogue.side_groups,
            Referred.PASSWORD_LEVEL: master.staff.levels,
            Referred.UNIT: master.house.units,
            Referred.AREA: master.house.areas,
            Referred.AGENCY: master.house.agencies,
        }
        return found[of]
