"""The export of the software TSE: its log as a TAR archive, whole or a range of it."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator
from datetime import datetime

from kasse.fiscal.de.log_message import LogMessage, read_message
from kasse.hardware.signing.portions import PORTION_BYTES
from kasse.hardware.signing.tse_memory import TseMemory
from kasse.hardware.signing.tse_record import frame_head, frame_messages, is_transaction
from kasse.ports.signing import ExportRange, Span


class _Collected:
    """A sink that gives back what has come together."""

    def __init__(self) -> None:
        self._content = bytearray()

    def write(self, data: bytes) -> int:
        self._content += data
        return len(data)

    def __len__(self) -> int:
        return len(self._content)

    def take(self) -> bytes:
        content = bytes(self._content)
        self._content.clear()
        return content


def archive_portions(
    memory: TseMemory,
    end: int,
    within: ExportRange | None,
    *,
    description: str,
    manufacturer: str,
    version: str,
    at: datetime,
) -> Iterator[bytes]:
    """The archive of what stands in the log before `end`; what is signed meanwhile is not in it."""
    from kasse.fiscal.de.tse_archive.writer import TarWriter  # a till that opens does not wait for it

    collected = _Collected()
    writer = TarWriter(collected, at=at)
    writer.add_info(description=description, manufacturer=manufacturer, version=version)
    frames = memory.frames(0, end)
    messages = _all(frames) if within is None else _within(frames, within)
    for message in messages:
        writer.add_log(message)
        if len(collected) >= PORTION_BYTES:
            yield collected.take()
    writer.add_certificate(b64decode(memory.certificate))
    writer.finish()
    yield collected.take()


def _all(frames: Iterable[bytes]) -> Iterator[bytes]:
    for body in frames:
        yield from frame_messages(body, frame_head(body).messages_at)


def _within(frames: Iterable[bytes], within: ExportRange) -> Iterator[bytes]:
    """The transactions of a range, and the events that lie between their messages."""
    between: list[bytes] = []
    has_begun = False
    for body in frames:
        head = frame_head(body)
        # Both only rise, so a frame that ends before the range holds nothing of it.
        if (head.transaction if within.span is Span.TRANSACTIONS else head.log_time) < within.first:
            continue
        for message in frame_messages(body, head.messages_at):
            if not is_transaction(message):
                if has_begun:
                    between.append(message)
                continue
            read, _, _ = read_message(message)
            if within.span is Span.SECONDS and int(read.log_time) > within.last:
                return
            if _is_in(read, within):
                yield from between
                between.clear()
                has_begun = True
                yield message


def _is_in(message: LogMessage, within: ExportRange) -> bool:
    where = message.transaction if within.span is Span.TRANSACTIONS else int(message.log_time)
    return within.first <= where <= within.last
