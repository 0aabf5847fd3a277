"""The composition root: chooses the country and the devices, wires everything, starts the lanes.

Nobody imports it but the command `kasse`.
"""

from __future__ import annotations

import sys


def main() -> None:
    """The command `kasse`."""
    from kasse.app.services import AppServices
    from kasse.cli.main import run

    sys.exit(run(sys.argv[1:], AppServices()))
