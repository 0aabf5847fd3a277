"""The export of an Epson TSE: begun, read in portions, and ended, since the device does nothing else meanwhile."""

from __future__ import annotations

import base64
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kasse.hardware.signing.epson.session import SLOW, Session
from kasse.hardware.signing.tar_logs import Metered, copy_range, utc
from kasse.ports.signing import ExportCancelled, ExportRange, SigningError, Span

NO_DATA = "TSE1_ERROR_EXPORT_NO_DATA_AVAILABLE"
_NO_FILTER = (
    "TSE1_ERROR_CMD_NOT_FOUND",
    "TSE1_ERROR_CMD_NOT_ALLOWED",
    "TSE1_ERROR_EXPORT_FAILED",
    "JSON_ERROR_UNEXPECTED_FUNCTION",
)
_RETRY = "TSE1_ERROR_EXPORT_RETRY"
_BROKEN = "Die TSE liefert den Export nicht zu Ende. Bitte noch einmal versuchen."
_MOST_EMPTY = 300
_EMPTY_PAUSE = 0.1


class EpsonExport:
    """Used by one thread at a time. Every operation raises SigningError.

    A whole export stays open until `end`, because the device deletes only what an open export handed out.
    """

    def __init__(self, session: Session, *, wait: Callable[[float], None] = time.sleep) -> None:
        self._session = session
        self._wait = wait
        self._filters = True

    @property
    def is_open(self) -> bool:
        """Whether an export is open."""
        return self._session.is_exporting

    @is_open.setter
    def is_open(self, is_open: bool) -> None:
        self._session.is_exporting = is_open

    def whole(self, metered: Metered) -> None:
        """Hand out all; stays open, and the admin logged in."""
        self._session.log_in_admin()
        self._read("ArchiveExport", metered)

    def part(self, metered: Metered, within: ExportRange, client_id: str = "") -> None:
        """Hand out a range; cut out of the whole where the device's firmware cannot do it itself."""
        with self._session.admin():
            if self._filters and self._was_filtered(metered, within, client_id):
                return
            with tempfile.TemporaryFile() as archive:
                self._read("ArchiveExport", Metered(archive, metered.ask, None))
                self.end(delete=False)
                copy_range(archive, metered, within)

    def end(self, *, delete: bool) -> None:
        """End the open export, and have the device forget what it handed out, or not."""
        self._session.call("FinalizeExport", SLOW, deleteData=delete)
        self.is_open = False

    def free(self) -> None:
        """End an export that is still open, so that the device does other things again."""
        if self.is_open:
            with suppress(SigningError):  # it went when the connection did
                self.end(delete=False)
            self.is_open = False
            with suppress(SigningError):
                self._session.log_out_admin()

    def _was_filtered(self, metered: Metered, within: ExportRange, client_id: str) -> bool:
        try:
            if within.span is Span.TRANSACTIONS:
                self._read(
                    "ExportFilteredByTransactionNumberInterval",
                    metered,
                    clientId=client_id,
                    startTransactionNumber=within.first,
                    endTransactionNumber=within.last,
                )
            else:
                dates = {"startDate": _iso(within.first), "endDate": _iso(within.last)}
                self._read("ExportFilteredByPeriodOfTime", metered, clientId=client_id, **dates)
        except SigningError as error:
            if error.code not in _NO_FILTER or metered.done:
                raise
            self._filters = False
            return False
        self.end(delete=False)
        return True

    def _read(self, function: str, metered: Metered, **inputs: Any) -> None:
        """Begin and read to the end; on the way out of trouble it is cancelled."""
        self._session.call(function, SLOW, **inputs)
        self.is_open = True
        try:
            self._read_portions(metered)
        except BaseException:
            self.is_open = False
            with suppress(SigningError):  # what went wrong first matters
                self._session.call("CancelExport")
            raise

    def _read_portions(self, metered: Metered) -> None:
        empty, rest = 0, ""
        while empty <= _MOST_EMPTY:
            portion, is_complete = self._portion()
            rest += portion
            # Portions may end anywhere within the base64 text.
            whole, rest = rest[: len(rest) // 4 * 4], rest[len(rest) // 4 * 4 :]
            if whole and not metered.take(_bytes(whole)):
                raise ExportCancelled
            if is_complete and not rest:
                return
            if is_complete:
                break
            empty = 0 if portion else empty + 1
            if not portion:
                self._wait(_EMPTY_PAUSE)
        raise SigningError(_BROKEN)

    def _portion(self) -> tuple[str, bool]:
        try:
            answer = self._session.call("GetExportData", SLOW)
        except SigningError as error:
            if error.code != _RETRY:
                raise
            return "", False
        return answer.text("exportData"), answer.text("exportStatus") == "EXPORT_COMPLETE"


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise SigningError(_BROKEN) from error


def _iso(seconds: int) -> str:
    return utc(min(seconds, 2**32 - 1)).strftime("%Y-%m-%dT%H:%M:%SZ")
