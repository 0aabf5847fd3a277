"""Exports that are handed out in portions, so that signatures may slip in between."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import BinaryIO, Protocol, runtime_checkable

from kasse.ports.signing import ExportCancelled, ExportRange, Progress

PORTION_BYTES = 64 * 1024
"""About so much is in a portion: a few milliseconds of work, and a receipt waits for one at most."""


@runtime_checkable
class ExportsInPortions(Protocol):
    """A device that can be asked for other things while it exports."""

    def export_portions(self, within: ExportRange | None) -> Generator[bytes, None, None] | None:
        """The archive in portions; None if the device behind cannot do that after all.

        It counts as handed out once the iterator has come to its end. Whoever wants no more closes it.
        """
        ...


def portions(device: object, within: ExportRange | None) -> Generator[bytes, None, None] | None:
    """The export of a device in portions, if it can do that."""
    return device.export_portions(within) if isinstance(device, ExportsInPortions) else None


def write_portions(parts: Iterator[bytes], sink: BinaryIO, progress: Progress | None) -> None:
    """Write all portions into a sink.

    Raises:
        ExportCancelled: `progress` said so.
    """
    done = 0
    for part in parts:
        sink.write(part)
        done += len(part)
        if progress is not None and not progress(done, None):
            raise ExportCancelled
