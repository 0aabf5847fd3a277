"""From what is written down about a TSE to its driver. Drivers are imported when one of theirs is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from kasse.ports.secrets import Secrets
from kasse.ports.signing import SigningError, Tse, TseKind, TseSpec

_DRIVERS: Mapping[str, str] = {
    "software": "software_tse",
    "swissbit": "swissbit.device",
    "epson": "epson.device",
    "diebold": "diebold.device",
    "fiskaly": "fiskaly",
    "swissbit_cloud": "swissbit_cloud",
}
"""Kind → module of this package; in the order in which people are asked."""


class Driver(Protocol):
    """What the module of a driver offers."""

    KIND: TseKind

    @staticmethod
    def open_device(
        spec: TseSpec, *, folder: Path, secrets: Secrets | None, now: Callable[[], datetime]
    ) -> Tse:
        """Open the device that `spec` names, or raise SigningError."""
        ...


def kinds() -> tuple[TseKind, ...]:
    """The kinds of device that kasse can drive, for the set-up assistant."""
    return tuple(_driver(kind).KIND for kind in _DRIVERS)


def open_tse(spec: TseSpec, *, folder: Path, secrets: Secrets | None, now: Callable[[], datetime]) -> Tse:
    """The device that `spec` names. `folder` is the data folder; `now` gives the till's time (aware).

    `secrets` may be missing where nothing secret is needed: the software TSE does without.

    Raises:
        SigningError: there is no such kind, something that it needs is missing, or it cannot be reached.
    """
    if spec.kind not in _DRIVERS:
        raise SigningError(
            f"Eine TSE der Art „{spec.kind}“ kennt kasse nicht. Bitte die TSE in den Einstellungen neu wählen; "
            f"möglich sind: {', '.join(_DRIVERS)}."
        )
    return _driver(spec.kind).open_device(spec, folder=folder, secrets=secrets, now=now)


def _driver(kind: str) -> Driver:
    return cast("Driver", import_module(f"kasse.hardware.signing.{_DRIVERS[kind]}"))
