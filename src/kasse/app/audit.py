"""The package for an audit visit (Kassen-Nachschau, § 146b AO): all data of a period, tested, in one folder or ZIP file.

Reads only; a till may go on selling. What the tests find is told on the summary sheet and hidden nowhere.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine

from kasse.app.audit_parts import write_parts
from kasse.app.beside import Cancelled, Tell
from kasse.app.config import read_config
from kasse.app.exporting import UNREADABLE, already_there, not_written
from kasse.domain.refused import Refused
from kasse.ports.audit import AuditWritten
from kasse.ports.books import BooksError
from kasse.store.engine import reading_engine, sqlite_url

SUMS = "pruefsummen.txt"
_BLOCK = 1 << 20
_PACKED = 0.95
"""How far everything is when it only has to be packed and named."""


def write_audit(
    tell: Tell, folder: Path, target: Path, first: date | None, last: date | None, made_at: datetime
) -> AuditWritten | None:
    """Write the package of the business dates from `first` to `last` (None: no bound) of a data folder.

    `target` becomes a folder, or a ZIP file if its name ends so. It appears when everything in it is whole. None: it
    was cancelled; nothing of it is left, and nothing after any error either.

    Raises:
        Refused: nothing was closed in that time, or the target is there already or cannot be written.
        BooksError: the books cannot be read, or what stands in them makes no sense.
    """
    config = read_config(folder)
    engine = reading_engine(config.database_url or sqlite_url(folder))
    try:
        return _write(tell, engine, folder, config.terminal, target, first, last, made_at)
    except Cancelled:
        return None
    except FileExistsError as error:
        raise Refused(already_there(target)) from error
    except OSError as error:
        raise Refused(not_written(target, error)) from error
    except UNREADABLE as error:
        raise BooksError(
            "Die Bücher lassen sich nicht zu Ende lesen. Was an ihnen nicht stimmt, sagt „kasse verify“."
        ) from error
    finally:
        engine.dispose()


def _write(
    tell: Tell,
    engine: Engine,
    folder: Path,
    terminal: int,
    target: Path,
    first: date | None,
    last: date | None,
    made_at: datetime,
) -> AuditWritten:
    if os.path.lexists(target) or not target.name:
        raise FileExistsError(target)
    is_zip = target.suffix.casefold() == ".zip"

    def partly(step: str, part: float) -> bool:
        return tell(step, part * _PACKED)

    with _hidden(target) as hidden:
        place = hidden / "nachschau"
        place.mkdir()
        audited = write_parts(partly, engine, folder, terminal, place, first, last, made_at)
        names = [part.name for part in audited.parts]
        (place / SUMS).write_text(
            "".join(f"{part.sha256}  {part.name}\n" for part in audited.parts), encoding="utf-8"
        )
        names.append(SUMS)
        if not tell("Ablegen", _PACKED):
            raise Cancelled
        ready = place
        if is_zip:
            ready = hidden / "nachschau.zip"
            _pack(tell, place, names, ready)
        else:
            for name in names:
                _sync(place / name)
        if os.path.lexists(target):
            raise FileExistsError(target)
        ready.rename(target)
    return AuditWritten(
        target=target,
        first=audited.first,
        last=audited.last,
        closings=audited.closings,
        bons=audited.bons,
        files=tuple(names),
        findings=tuple(audited.findings),
        hints=tuple(audited.hints),
    )


@contextmanager
def _hidden(target: Path) -> Iterator[Path]:
    """A folder beside the target; gone afterwards."""
    hidden = Path(tempfile.mkdtemp(prefix=f".{target.stem[:40]}.", dir=target.parent))
    try:
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _pack(tell: Tell, place: Path, names: Sequence[str], target: Path) -> None:
    """Each file is taken away once it is packed, so that a stick needs not twice the room."""
    everything = max(1, sum((place / name).stat().st_size for name in names))
    done = 0
    with target.open("xb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name in names:
                entry = zipfile.ZipInfo.from_file(place / name, name)
                packed = name.endswith((".zip", ".pdf"))
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                with (place / name).open("rb") as plain, archive.open(entry, "w") as packing:
                    while block := plain.read(_BLOCK):
                        packing.write(block)
                        done += len(block)
                        if not tell("Ablegen", _PACKED + (1 - _PACKED) * done / everything):
                            raise Cancelled
                (place / name).unlink()
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    """A stick may be pulled out right afterwards."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
