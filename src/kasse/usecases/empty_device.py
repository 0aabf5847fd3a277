"""Making room on a signing device: everything on it is archived and checked first, and only then forgotten there."""

from __future__ import annotations

from dataclasses import dataclass

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator, Right
from kasse.ports.books import ActKind
from kasse.ports.signing import SigningError, Tse
from kasse.usecases.archive_tse import ArchiveFailed, archives
from kasse.usecases.device_life import TakeArchive
from kasse.usecases.till import Changed, Till


@dataclass(frozen=True, slots=True)
class Emptied:
    """A device that has room again."""

    archive: int
    """Number of the archive in which everything is."""
    changed: Changed = Changed.JOURNAL


def empty_device(till: Till, operator: Operator, tse: Tse, archive: TakeArchive) -> Emptied:
    """Archive all that the device keeps, and let it forget that; what is signed meanwhile stays on it.

    It cannot be taken back, so an archive in which something is wrong empties nothing. What was archived is kept
    with the books for as long as the law asks for.

    Raises:
        Refused: no right, the archive is not as it must be, or the device does not do its part.
        BooksError: it could not be written; the device may be empty by then, and the archive is there.
    """
    till.staff.require(operator, Right.SETTINGS)
    if operator.training:
        raise Refused("In der Übung bleibt die TSE, wie sie ist.")
    try:
        number = archive(tse, whole=True)
        taken = next((each for each in archives(till.books) if each.number == number), None)
        if taken is None or not taken.whole or taken.verdict == "wrong":
            raise Refused(
                "Das Archiv der TSE ist nicht ohne Mangel, deshalb bleibt auf der TSE alles, wie es ist. "
                "Bitte den Kundendienst rufen."
            )
        tse.delete_exported()
    except (SigningError, ArchiveFailed) as error:
        raise Refused(str(error)) from error
    with till.books.act(ActKind.DEVICE_EMPTIED, at=till.now(), operator=operator.number) as act:
        act.body.update(serial=taken.serial, archive=number)
    return Emptied(number)
