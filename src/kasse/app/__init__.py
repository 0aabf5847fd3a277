"""The composition root: chooses the country and the devices, wires everything, starts the lanes.

Nobody imports it but the command `kasse`.
"""

from __future__ import annotations

import sys


def main() -> None:
    """The command `kasse`."""
    try:
        from kasse.app.services import AppServices
        from kasse.cli.main import run

        code = run(sys.argv[1:], AppServices())
    except KeyboardInterrupt:  # before anything was done
        sys.stderr.write("kasse: Abgebrochen.\n")
        code = 1
    sys.exit(code)
