"""The export of a Diebold Nixdorf TSE.

Public are the names Export, ExportRemove and ExportAbort and the modes that the service is in meanwhile (errors 10
and 15), not their parameters. Assumed here, and nowhere else: the parameters of TR-03151's export function under
their names in the service's spelling; several answers to one Export, each with `Data` (base64) and `Last`; and after
the whole an ExportRemove that says whether to delete.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from kasse.hardware.signing.diebold.session import ADMIN, SLOW, Session
from kasse.hardware.signing.output import Output
from kasse.hardware.signing.tar_logs import Metered, utc
from kasse.ports.signing import ExportCancelled, ExportRange, SigningError, Span

_MOST_EMPTY = 1000


class DieboldExport:
    """Used by one thread at a time. Every operation raises SigningError. A whole export stays open until `end`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.is_open = False

    def whole(self, metered: Metered) -> None:
        """Hand out all; stays open."""
        self._read(metered)

    def part(self, metered: Metered, within: ExportRange, client_id: str = "") -> None:
        """Hand out a range."""
        bounds: dict[str, Any] = {"ClientID": client_id} if client_id else {}
        if within.span is Span.TRANSACTIONS:
            bounds |= {"StartTransactionNumber": within.first, "EndTransactionNumber": within.last}
        else:
            bounds |= {"StartDate": _iso(within.first), "EndDate": _iso(within.last)}
        self._read(metered, **bounds)
        self.end(delete=False)

    def end(self, *, delete: bool) -> None:
        """End the open export, and have the device forget what it handed out, or not."""
        self._session.call("ExportRemove", SLOW, user=ADMIN, ExportRemove=delete)
        self.is_open = False

    def free(self) -> None:
        """End an export that is still open, so that the service does other things again."""
        if self.is_open:
            self.is_open = False
            with suppress(SigningError):  # it went when the connection did
                self.end(delete=False)

    def _read(self, metered: Metered, **bounds: Any) -> None:
        try:
            answer = self._session.call("Export", SLOW, user=ADMIN, **bounds)
        except SigningError as error:
            if not self._session.mend(error):
                raise
            answer = self._session.call("Export", SLOW, user=ADMIN, **bounds)
        try:
            self._take(answer, metered)
        except ExportCancelled:
            # Portions may be under way; a new connection has none of them.
            self._session.link.drop()
            with suppress(SigningError):  # what went wrong first matters
                self._session.call("ExportAbort", user=ADMIN)
            raise
        self.is_open = True

    def _take(self, answer: Output, metered: Metered) -> None:
        empty = 0
        while True:
            portion = answer.octets("Data")
            if portion and not metered.take(portion):
                raise ExportCancelled
            if answer.flag("Last"):
                return
            empty = 0 if portion else empty + 1
            if empty > _MOST_EMPTY:
                self._session.link.drop()
                raise SigningError("Die TSE liefert den Export nicht zu Ende. Bitte noch einmal versuchen.")
            answer = self._session.link.answer("Export", SLOW)


def _iso(seconds: int) -> str:
    return utc(min(seconds, 2**32 - 1)).strftime("%Y-%m-%dT%H:%M:%SZ")
