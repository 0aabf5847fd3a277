"""Stored archives of a till's TSE, copied for an auditor: each one proved while it is copied, with a list of hashes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from kasse.app.exporting import already_there, not_written
from kasse.app.shop import Shop, Wiring
from kasse.domain.refused import Refused
from kasse.ports.signing import SigningError
from kasse.store.reading import every_terminal
from kasse.usecases.archive_tse import FOLDER, Archived, ArchiveFailed, archives, copy_archive

HASHES = "sha256.txt"
"""In the form that `sha256sum --check` reads."""
_ZONE = ZoneInfo("Europe/Berlin")
Progress = Callable[[int, int], bool]
"""Done and in all; returns False to cancel."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Archives that were copied."""

    archives: Sequence[Archived]
    """The oldest first."""
    problems: Sequence[str]
    """German: what is wrong with some of them."""
    other_tills: int
    """How many tills in the same books keep theirs in data folders of their own."""


def take_fresh(folder: Path) -> None:
    """Open the till of a folder and take an archive of everything that its TSE keeps.

    Raises:
        Refused: no TSE, or it does not hand it out.
        BooksError: see `Shop`.
    """
    with closing(Shop(folder, Wiring(threads=False))) as shop:
        if shop.archives is None:
            raise Refused("An dieser Kasse gibt es keine TSE.")
        try:
            shop.archives.take(whole=True)
        except (SigningError, ArchiveFailed) as error:
            raise Refused(str(error)) from error


def copy_archives(
    engine: Engine,
    folder: Path,
    terminal: int,
    target: Path,
    first: date | None,
    last: date | None,
    progress: Progress,
) -> Copied | None:
    """Copy the archives that were taken in a period into a new folder. None: cancelled, and nothing is left.

    `folder` is the data folder of the till, in which its archives lie.

    Raises:
        Refused: there are none, or the target is there already or cannot be written.
        BooksError: the books cannot be read.
    """
    books = every_terminal(engine)
    found = [
        archive
        for each in books
        if each.terminal == terminal
        for archive in archives(each)
        if (first or date.min) <= archive.taken_at.astimezone(_ZONE).date() <= (last or date.max)
    ]
    found.reverse()
    if not found:
        raise Refused(
            "In diesem Zeitraum wurde kein Archiv der TSE abgelegt. Mit --fresh wird eines von allem genommen."
        )
    unfinished = target.with_name(f".unfertig-{target.name}")
    try:
        if target.exists() or not target.name:
            raise FileExistsError
        unfinished.mkdir(parents=True)
        problems = _copy(found, folder, unfinished, progress)
        if problems is None:
            return None
        unfinished.rename(target)
    except FileExistsError as error:
        raise Refused(already_there(target)) from error
    except OSError as error:
        raise Refused(not_written(target, error)) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(unfinished)
    return Copied(found, problems, sum(each.terminal != terminal for each in books))


def _copy(found: Sequence[Archived], folder: Path, place: Path, progress: Progress) -> list[str] | None:
    problems: list[str] = []
    hashes: list[str] = []
    for done, archive in enumerate(found):
        if not progress(done, len(found)):
            return None
        if not (folder / FOLDER / archive.file).exists():
            problems.append(f"TSE-Archiv {archive.number} ({archive.file}) fehlt im Ordner {FOLDER}.")
            continue
        with (place / archive.file).open("xb") as copy:
            problem = copy_archive(archive, folder, copy)
        if problem:
            problems.append(problem)
        elif archive.verdict == "wrong":
            problems.append(
                f"TSE-Archiv {archive.number} ({archive.file}) war schon beim Ablegen fehlerhaft."
            )
        hashes.append(f"{archive.sha256}  {archive.file}\n")
    (place / HASHES).write_text("".join(hashes), encoding="utf-8")
    progress(len(found), len(found))
    return problems
