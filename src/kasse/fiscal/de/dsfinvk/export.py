"""A whole export: the chosen closings of the tills, out of the books and into an archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from kasse.domain.business import House, Terminal
from kasse.domain.catalogue import Catalogue
from kasse.fiscal.de.dsfinvk.bons import BonRows
from kasse.fiscal.de.dsfinvk.closing import Frozen, Places, frame_of, freeze, master_rows
from kasse.fiscal.de.dsfinvk.vocabulary import local_times
from kasse.fiscal.de.dsfinvk.writer import ExportWriter, Supplier
from kasse.ports.bons import Bons, Day
from kasse.ports.fiscal import DeviceFacts

ZONE = ZoneInfo("Europe/Berlin")
Progress = Callable[[int, int], None]
"""Told how many of how many acts are done; what it raises ends the export, and nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an export comes from. House and catalogue are today's: used for days that froze nothing of their own."""

    bons: Bons
    house: House
    catalogue: Catalogue
    device: Callable[[str], DeviceFacts | None]

    @property
    def tills(self) -> Mapping[int, str]:
        """Z_KASSE_ID, the serial under which a till signs and is notified, by terminal."""
        return {number: terminal.serial for number, terminal in self.house.terminals.items()}

    def frozen(self, day: Day, terminal: Terminal) -> Frozen:
        """What the closing of a day froze; of days that older versions closed, what it would freeze today."""
        if day.frozen is not None:
            return day.frozen
        return freeze(self.bons, day, terminal, self.house, self.catalogue, self.device, "", ZONE)


def export(source: Source, days: Sequence[Day], target: Path, *, comment: str, progress: Progress) -> None:
    """Write the closings of `days` as DSFinV-K 2.4 into a folder, or a ZIP file if `target` ends so.

    Raises:
        FileExistsError: there is something of that name already.
        OSError: it cannot be written.
        BooksError: the books cannot be read.
    """
    business, tills, places = source.house.business, source.tills, Places(source.bons)
    everything = max(1, sum(day.last - day.after for day in days))
    done = 0
    supplier = Supplier(business.name, f"{business.postcode} {business.city}", comment)
    packed: Callable[[float], None] = lambda part: progress(everything, everything)  # noqa: ARG005, E731
    with ExportWriter(target, supplier=supplier, progress=packed) as archive:
        for day in days:
            frozen = source.frozen(day, source.house.terminals[day.terminal])
            created = local_times(ZONE)(round(day.closed_at.timestamp() * 1000))
            closing = archive.closing(frozen["terminal"]["serial"], created, day.number)
            for table, rows in master_rows(frozen, day).items():
                closing.append(table, rows)
            bons = BonRows(frame_of(frozen, day, tills, ZONE, places))
            for portion in source.bons.portions(day):
                for table, rows in bons.of(portion).items():
                    closing.append(table, rows)
                done = min(everything, done + 2_000)
                progress(done, everything)
