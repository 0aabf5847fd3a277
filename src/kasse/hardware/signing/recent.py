"""What a device has answered lately, kept in a file: a restart or a lost answer then costs no export of the device."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kasse.fiscal.de.log_message import LogMessageError, log_moment
from kasse.hardware.signing.log_file import sync_folder
from kasse.ports.signing import Finished, SigningError, Started

_KEPT = 200
"""Finished transactions that are remembered for each till; an outage of a busy hour fits in."""
_MOST_LINES = 2_000
_NEVER = 2**63


@dataclass(frozen=True, slots=True)
class Asked:
    """What the device was asked and has not answered as far as we know. Without a number: to begin."""

    transaction: int | None = None
    process_type: str = ""
    process_data: str = ""


@dataclass(slots=True)
class _Till:
    """What is known of one till's transactions."""

    floor: int | None = None
    """All finished transactions above it are known; None: nothing is certain."""
    counter: int | None = None
    """The signature counter of the last answer."""
    open: dict[int, Started] = field(default_factory=dict)
    finished: dict[int, Finished] = field(default_factory=dict)
    asked: Asked | None = None


class Recent:
    """Used by one thread at a time. Without a file it remembers for this run only.

    Only `ask_finish` waits for the disk: what it notes lets a signature be recognised after a power cut. What
    the file lost otherwise is asked from the device again.

    Raises:
        SigningError: the file cannot be written.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._tills: dict[str, _Till] = {}
        self._lines = 0
        if file is not None:
            self._load(file)

    def counter(self, client_id: str) -> int | None:
        """The signature counter of the last answer to this till."""
        return self._till(client_id).counter

    def asked(self, client_id: str) -> Asked | None:
        """The question that has no answer yet."""
        return self._till(client_id).asked

    def start_of(self, client_id: str, transaction: int) -> Started | None:
        """How a transaction that is not finished began, if that is known."""
        return self._till(client_id).open.get(transaction)

    def tills(self) -> tuple[str, ...]:
        """The tills of which anything is known."""
        return tuple(self._tills)

    def open(self, client_id: str) -> tuple[int, ...]:
        """The transactions that began and of whose end nothing is known, ascending."""
        return tuple(sorted(self._till(client_id).open))

    def last_known(self, client_id: str) -> int:
        """The number up to which all of this till's transactions have ended, as far as it is remembered."""
        till = self._till(client_id)
        if till.floor is None:
            return 0
        return min(min(till.open, default=_NEVER) - 1, max(till.finished, default=till.floor))

    def since(self, client_id: str, transaction: int) -> tuple[Finished, ...] | None:
        """What was finished with a higher number, ascending; None if that is not known for certain."""
        till = self._till(client_id)
        if till.floor is None or transaction < till.floor:
            return None
        return tuple(till.finished[number] for number in sorted(till.finished) if number > transaction)

    def ask_start(self, client_id: str) -> None:
        """The device is about to be asked to begin."""
        self._note({"kind": "ask", "client": client_id})

    def ask_finish(self, client_id: str, transaction: int, process_type: str, process_data: str) -> None:
        """The device is about to be asked to end; noted durably."""
        self._note(
            {
                "kind": "ask",
                "client": client_id,
                "number": transaction,
                "type": process_type,
                "data": process_data,
            },
            durable=True,
        )

    def started(self, client_id: str, started: Started) -> None:
        """The device began a transaction."""
        self._note({"kind": "start", "client": client_id, **_step(started)})

    def finished(self, finished: Finished) -> None:
        """The device ended a transaction."""
        self._note({"kind": "finish", **_finished(finished)})

    def refused(self, client_id: str) -> None:
        """The device said no, or never heard of it: nothing was signed."""
        self._note({"kind": "no", "client": client_id})

    def forget(self, client_id: str) -> None:
        """Something may have happened at the device that is not known here."""
        self._note({"kind": "gap", "client": client_id})

    def learn(self, client_id: str, after: int, finished: Iterable[Finished]) -> None:
        """An export told all that was finished above `after`."""
        for each in finished:
            self.finished(each)
        self._note({"kind": "all", "client": client_id, "after": after})

    def _till(self, client_id: str) -> _Till:
        return self._tills.setdefault(client_id, _Till())

    def _note(self, record: dict[str, Any], *, durable: bool = False) -> None:
        self._apply(record)
        if self._file is None:
            return
        try:
            if self._lines >= _MOST_LINES:
                self._rewrite(self._file)
            else:
                self._append(self._file, record, durable=durable)
        except OSError as error:
            raise SigningError(
                f"Die Merkdatei {self._file} der TSE ist nicht beschreibbar ({error.strerror}). "
                "Bitte Speicherplatz und Rechte prüfen."
            ) from error

    def _append(self, file: Path, record: dict[str, Any], *, durable: bool) -> None:
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(descriptor, line + b"\n")
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._lines += 1

    def _rewrite(self, file: Path) -> None:
        """Write the file anew with what is still of use, whole or not at all."""
        draft = file.with_name(file.name + ".new")
        draft.unlink(missing_ok=True)
        fresh = Recent(draft)
        for client_id, till in self._tills.items():
            for record in _records(client_id, till):
                fresh._append(draft, record, durable=False)
        if not draft.exists():
            draft.touch(0o600)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(file)
        sync_folder(file.parent)
        self._lines = fresh._lines

    def _load(self, file: Path) -> None:
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            content = file.read_bytes() if file.exists() else b""
            lines = content.split(b"\n")
            torn = lines.pop() != b""
            for line in lines:
                try:
                    self._apply(json.loads(line.decode("utf-8", "surrogatepass")))
                except (ValueError, KeyError, TypeError, AttributeError, LogMessageError):
                    torn = True
                    break
                self._lines += 1
            if torn:
                # What stood there is not known, so nothing is certain any more.
                for till in self._tills.values():
                    till.floor, till.asked = None, None
                self._rewrite(file)
        except OSError as error:
            raise SigningError(
                f"Die Merkdatei {file} der TSE ist nicht benutzbar ({error.strerror}). "
                "Bitte Rechte und Datenträger prüfen."
            ) from error

    def _apply(self, record: Mapping[str, Any]) -> None:
        client_id = record["client"]
        till = self._till(client_id)
        match record["kind"]:
            case "ask":
                number = record.get("number")
                till.asked = Asked(
                    None if number is None else int(number), record.get("type", ""), record.get("data", "")
                )
            case "start":
                started = _read_step(record)
                till.open[started.transaction] = started
                if till.floor is None:
                    till.floor = started.transaction - 1
                till.counter, till.asked = max(till.counter or 0, started.counter), None
            case "finish":
                finished = _read_finished(record)
                till.open.pop(finished.transaction, None)
                till.finished.pop(finished.transaction, None)  # it counts as the newest from now on
                till.finished[finished.transaction] = finished
                while len(till.finished) > _KEPT:
                    oldest = next(iter(till.finished))
                    del till.finished[oldest]
                    till.floor = None if till.floor is None else max(till.floor, oldest)
                till.counter, till.asked = max(till.counter or 0, finished.counter), None
            case "no":
                till.asked = None
            case "gap":
                till.floor, till.asked = None, None
            case "all":
                after = int(record["after"])
                known = [number for number in till.finished if number > after]
                floor = after if len(known) < _KEPT else min(known)
                till.floor = floor if till.floor is None else min(till.floor, floor)
            case kind:
                raise ValueError(f"unknown record {kind!r}")


def _step(step: Started) -> dict[str, Any]:
    return {
        "number": step.transaction,
        "time": step.raw_log_time,
        "counter": step.counter,
        "signature": step.signature,
    }


def _finished(finished: Finished) -> dict[str, Any]:
    return {
        "client": finished.client_id,
        "number": finished.transaction,
        "type": finished.process_type,
        "data": finished.process_data,
        "started": _step(finished.started),
        "time": finished.raw_log_time,
        "counter": finished.counter,
        "signature": finished.signature,
    }


def _read_step(record: Mapping[str, Any]) -> Started:
    raw = str(record["time"])
    return Started(
        int(record["number"]), log_moment(raw), raw, int(record["counter"]), str(record["signature"])
    )


def _read_finished(record: Mapping[str, Any]) -> Finished:
    raw = str(record["time"])
    return Finished(
        client_id=str(record["client"]),
        transaction=int(record["number"]),
        process_type=str(record["type"]),
        process_data=str(record["data"]),
        started=_read_step(record["started"]),
        log_time=log_moment(raw),
        raw_log_time=raw,
        counter=int(record["counter"]),
        signature=str(record["signature"]),
    )


def _records(client_id: str, till: _Till) -> Iterable[dict[str, Any]]:
    for finished in till.finished.values():
        yield {"kind": "finish", **_finished(finished)}
    for started in till.open.values():
        yield {"kind": "start", "client": client_id, **_step(started)}
    yield {"kind": "gap", "client": client_id}
    if till.floor is not None:
        yield {"kind": "all", "client": client_id, "after": till.floor}
    if till.asked is not None:
        asked = till.asked
        yield {
            "kind": "ask",
            "client": client_id,
            "number": asked.transaction,
            "type": asked.process_type,
            "data": asked.process_data,
        }
