"""What the command line asks of the program: opening, proving, copying. `app` answers it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from kasse.cli.play.stage import Stage
    from kasse.domain.master import Master
    from kasse.domain.shifts.units import UnitsDay
    from kasse.ports.audit import AuditWritten
    from kasse.ports.self_check import CheckState, Examined
    from kasse.settings import Settings
    from kasse.sheets import Key
    from kasse.usecases.master_history import PastChange
    from kasse.usecases.till import Till

Progress = Callable[[int, int], bool]
"""Done and in all; returns False to cancel."""
Tell = Callable[[str, float], bool]
"""The step in hand (German) and how far the whole is, from 0 to 1; returns False to cancel."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of `kasse verify`."""

    acts: int
    rows: int
    receipts: int
    signatures: int
    outages: int
    findings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Migration:
    """The outcome of `kasse migrate`: revisions, the same if there was nothing to do."""

    before: str
    after: str
    backup: Path | None
    """The copy of the books as they were."""


@dataclass(frozen=True, slots=True)
class OutagesWritten:
    """The outcome of `kasse export outages`."""

    outages: int
    rows: int
    """Lines below the head: one for each receipt and order, and for each outage that left none unsigned."""


@dataclass(frozen=True, slots=True)
class DsfinvkWanted:
    """Which closings an export shall hold; None: no bound on that side."""

    first_date: date | None = None
    last_date: date | None = None
    first_number: int | None = None
    last_number: int | None = None


@dataclass(frozen=True, slots=True)
class CashBookWritten:
    """The outcome of `kasse export cash-book`."""

    closings: int
    rows: int


@dataclass(frozen=True, slots=True)
class DsfinvkWritten:
    """The outcome of `kasse export dsfinvk`."""

    closings: int
    receipts: int
    """Bons of all kinds: orders, receipts, cash movements."""
    rows: int
    errors: Sequence[str]
    """What the self-test found wrong."""
    hints: int
    open_acts: int
    """Acts since the last closing, which are in no export yet."""


@dataclass(frozen=True, slots=True)
class NotificationLine:
    """A notification to the tax office as `kasse notification list` shows it."""

    number: int
    made_at: datetime
    """By the clock on the wall."""
    reason: str
    """German; empty: somebody asked for it."""
    due_on: date
    missing: Sequence[str]
    hints: Sequence[str]
    is_test: bool
    """It names a device that is not certified."""
    mailed_to: Sequence[str]
    mail_waits: bool
    xml_sha256: str
    handed_in_on: date | None
    handed_in_how: str


@dataclass(frozen=True, slots=True)
class NotificationMade:
    """The outcome of `kasse notification make`."""

    line: NotificationLine
    files: Sequence[Path]


@dataclass(frozen=True, slots=True)
class TseState:
    """The outcome of `kasse tse status`, in German."""

    lines: Sequence[tuple[str, str]]
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class TillCommissioned:
    """The outcome of `kasse tse commission`."""

    receipt: int
    notification: int | None


@dataclass(frozen=True, slots=True)
class TillDecommissioned:
    """The outcome of `kasse tse decommission`."""

    archive: int
    """0: none could be taken, and `trouble` says why."""
    notification: int | None
    trouble: str


@dataclass(frozen=True, slots=True)
class ArchivesCopied:
    """The outcome of `kasse export tse`."""

    files: Sequence[str]
    bytes: int
    problems: Sequence[str]
    """What is wrong with some of them."""
    other_tills: int
    """Tills in the same books whose archives lie in data folders of their own."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of `kasse check`."""

    state: CheckState
    examined: Examined
    sealed: bool
    """False: a till is at work on these books and would have to write it down itself."""
    zone: ZoneInfo
    """The clock on the wall."""


class Health(StrEnum):
    """What a check of `kasse doctor` found."""

    OK = "ok"
    NOTE = "hinweis"
    """Worth knowing; the till sells all the same."""
    WRONG = "fehler"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `kasse doctor`."""

    name: str
    health: Health
    text: str


@dataclass(frozen=True, slots=True)
class LayoutsLaidReady:
    """`kasse watch` has made touch layouts of master data of this version."""

    version: int
    layouts: int
    tills: int
    seconds: float


@dataclass(frozen=True, slots=True)
class BooksAway:
    """The database does not answer `kasse watch`; `trouble` says so in German."""

    trouble: str
    again_in: int
    """Seconds to the next try."""


@dataclass(frozen=True, slots=True)
class BooksBack:
    """It answers again."""


@dataclass(frozen=True, slots=True)
class NothingAsked:
    """No till takes its touch layout from `kasse watch`."""


WatchNews = LayoutsLaidReady | BooksAway | BooksBack | NothingAsked


@dataclass(frozen=True, slots=True)
class SettingsFound:
    """The settings of a folder, as a till of it would read them, and as a file."""

    settings: Settings
    file: str


@dataclass(frozen=True, slots=True)
class UnitsFound:
    """A business date by accounting units, with the house that it is told for."""

    day: UnitsDay
    master: Master
    zone: ZoneInfo


class Services(Protocol):
    """The program as the command line sees it. Everything raises BooksError with a German sentence."""

    def has_books(self, folder: Path) -> bool:
        """Whether a data folder has been set up."""

    def master(self, folder: Path) -> Master | None:
        """The master data of a folder with books, without opening its till; None if none are set up."""

    def stage(
        self, folder: Path, start: datetime, setup: Master | None, *, pictures: bool
    ) -> AbstractContextManager[Stage]:
        """A till to play on, with its clock at `start`."""

    def rehearsal(self, folder: Path, start: datetime, setup: Master | None) -> AbstractContextManager[Stage]:
        """The same on a throw-away copy of the books."""

    def latest(self, folder: Path) -> datetime:
        """The moment of the last act in the books of a folder."""

    def verify(self, folder: Path, progress: Progress) -> Proof:
        """Prove the books, also while a till sells."""

    def backup(self, folder: Path, target: Path, progress: Progress) -> None:
        """Copy the books while a till sells."""

    def restore(self, folder: Path, backup: Path) -> Path | None:
        """Put a backup in place; returns where the books that were there are kept."""

    def export_outages(
        self, folder: Path, target: Path, first: date | None, last: date | None
    ) -> OutagesWritten:
        """Write the outage report of all tills in the books: outages that began from `first` to `last`."""

    def export_cash_book(self, folder: Path, target: Path, wanted: DsfinvkWanted) -> CashBookWritten:
        """Write the cash movements of closed days as a new CSV file. Refused: no closing is meant."""

    def export_dsfinvk(
        self, folder: Path, target: Path, wanted: DsfinvkWanted, progress: Progress
    ) -> DsfinvkWritten | None:
        """Write closings as DSFinV-K and test what was written. None: cancelled, and nothing is left of it."""

    def export_tse(
        self,
        folder: Path,
        target: Path,
        first: date | None,
        last: date | None,
        progress: Progress,
        *,
        fresh: bool,
    ) -> ArchivesCopied | None:
        """Copy the till's archives of its TSE from a period; `fresh`: take one of everything first. None: cancelled."""

    def tse_status(self, folder: Path) -> TseState:
        """How the till's TSE is, and what is to be done soon."""

    def commission(self, folder: Path, operator: int) -> TillCommissioned:
        """Set the TSE up and put the till into service."""

    def decommission(
        self, folder: Path, operator: int, reason: str, *, disable: bool, without_device: bool
    ) -> TillDecommissioned:
        """Take the till out of service. `disable`: the TSE, too; `without_device`: it is lost or broken."""

    def make_notification(self, folder: Path, *, mail: bool) -> NotificationMade:
        """Make a notification to the tax office; `mail`: also for the addresses of the setting."""

    def notifications(self, folder: Path) -> Sequence[NotificationLine]:
        """The notifications of the till, newest first."""

    def hand_in_notification(self, folder: Path, number: int, on: date, how: str) -> None:
        """Note that a notification was handed in."""

    def audit(
        self, folder: Path, target: Path, first: date | None, last: date | None, tell: Tell
    ) -> AuditWritten | None:
        """Write the package for an audit visit of these business dates, also while a till sells. None: cancelled."""

    def check(self, folder: Path, tell: Tell) -> Checked | None:
        """Make the self-check now, also while a till sells. None: cancelled."""

    def settings(self, folder: Path) -> SettingsFound:
        """The settings, also while a till sells."""

    def master_history(self, folder: Path, sheet: str, key: Key | None, limit: int) -> Sequence[PastChange]:
        """The latest changes of a row of master data, or of all rows of the sheet with this key; newest first."""

    def units_on(self, folder: Path, day: date | None) -> UnitsFound:
        """A business date by accounting units, also while the tills sell; None: the one that this till is at."""

    def at_rest(self, folder: Path) -> AbstractContextManager[Till]:
        """The till with its books open and its devices not; nobody else has it meanwhile."""

    def write_new_file(self, target: Path, content: bytes) -> None:
        """Write a file that is not there yet."""

    def watch(self, folder: Path, tell: Callable[[WatchNews], None], wait: Callable[[float], bool]) -> None:
        """Make touch layouts for the tills on shared books until `wait` (for so many seconds) answers True."""

    def migrate(self, folder: Path) -> Migration:
        """Bring the books to the form that this version needs, with a backup first."""

    def doctor(self, folder: Path) -> Sequence[Check]:
        """Look at everything that a till needs of its machine. Changes nothing."""

    def can_show(self) -> str:
        """Empty if there is a display, else a German sentence."""

    def show(self, folder: Path, setup: Master | None, window: str) -> int:
        """Open the till on the screen until it is quit. `window`: "" for the full screen, else "1280x800"."""
