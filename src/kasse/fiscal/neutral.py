"""Where the law asks for no signature: receipts are numbered and chained, nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kasse.domain.business import House, Terminal
from kasse.domain.catalogue import Catalogue
from kasse.domain.orders import Booking
from kasse.domain.sales import Receipt
from kasse.ports.bons import Bons, Day
from kasse.ports.fiscal import DeviceFacts, Process, Proof, Secured, Trouble
from kasse.ports.notification import Notification, NotificationForm


class NeutralFiscal:
    """Implements `kasse.ports.fiscal.Fiscal` for countries without a signing device (Switzerland)."""

    mark = ""

    def device(self) -> DeviceFacts | None:
        """There is none."""
        return None

    def trouble(self) -> Trouble | None:
        """There is no device that could be out."""
        return None

    def for_order(self, bookings: Sequence[Booking], *, training: bool = False) -> Process | None:  # noqa: ARG002
        """Nothing to secure."""
        return None

    def for_receipt(self, receipt: Receipt) -> Process | None:  # noqa: ARG002
        """Nothing to secure."""
        return None

    def for_note(self, text: str) -> Process | None:  # noqa: ARG002
        """Nothing to secure."""
        return None

    def for_abort(self, receipt: Receipt) -> Process | None:  # noqa: ARG002
        """Nothing to secure."""
        return None

    def secure(self, process: Process) -> Secured:
        """Never asked for, since there is no process.

        Raises:
            ValueError: always.
        """
        raise ValueError(f"nothing to secure: {process.process_type}")

    def finished_since(self, after: int) -> Sequence[Secured]:  # noqa: ARG002
        """No device has finished anything."""
        return ()

    def signed_since(self, after: int) -> tuple[int, int]:  # noqa: ARG002
        """No device has signed anything."""
        return (0, 0)

    def freeze(
        self,
        day: Day,  # noqa: ARG002
        bons: Bons,  # noqa: ARG002
        terminal: Terminal,  # noqa: ARG002
        house: House,  # noqa: ARG002
        catalogue: Catalogue,  # noqa: ARG002
    ) -> Mapping[str, Any] | None:
        """Nothing to freeze."""
        return None

    def proof(self, receipt: Receipt, secured: Secured | None) -> Proof:  # noqa: ARG002
        """Nothing to show."""
        return Proof((), "", "")

    def notification_form(self, notification: Notification) -> NotificationForm | None:  # noqa: ARG002
        """Nobody wants to be told."""
        return None

    def check(self, secured: Secured, device: DeviceFacts | None) -> str:  # noqa: ARG002
        """A signature where none is asked for is odd."""
        return "Eine Signatur, obwohl hier keine vorgesehen ist."
