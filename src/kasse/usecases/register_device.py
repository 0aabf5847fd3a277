"""Taking a signing device into use: its facts are sealed once, before anything that it signed is proved by them.

A device that takes the place of another one is a change of TSE, which the tax office wants to be told of.
"""

from __future__ import annotations

from dataclasses import replace

from kasse.ports.books import ActKind
from kasse.ports.notification import Reason
from kasse.settings.declared.fiscal_de import BSI_ID
from kasse.usecases.device_events import DeviceEvent, Event, device_events, last_of, new_event, write_event
from kasse.usecases.notify import notify_with
from kasse.usecases.till import Till


def register_device(till: Till, change: DeviceEvent | None = None, *, operator: int = 0) -> None:
    """Write down the device that answers now, if it is not the one that signed for this till last.

    `change`: how the one before was left, if it was left on purpose.

    Raises:
        BooksError: it could not be written.
    """
    device = till.fiscal.device()
    if device is None or device.serial in till.known_devices:
        return
    before = last_of(device_events(till.books, till.terminal.number), Event.IN_USE)
    if before is None or before.serial != device.serial:
        event = new_event(till, Event.IN_USE, device, instead_of=before.serial if before else "")
        if change is not None:
            event = replace(
                event,
                reason=change.reason,
                archive=change.archive,
                deregistered=change.deregistered,
                trouble=change.trouble,
            )
        with till.books.act(ActKind.DEVICE, at=till.now(), operator=operator) as act:
            if till.books.device(device.serial) is None:
                act.add_device(device)
            write_event(act, event)
            if before is not None:
                if till.settings[BSI_ID]:  # it was that of the other device
                    act.save_setting(BSI_ID.key, None, till.settings.scope_for(BSI_ID))
                today = till.now().astimezone(till.zone).date()
                notify_with(till, act, Reason.TSE_CHANGE, event, today)
        if before is not None:
            till.read_settings()
            till.on_notification()
    # Only the one in use: should an earlier one come back, that is a change again.
    till.known_devices = {device.serial}
