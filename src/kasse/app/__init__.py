"""The composition root: chooses the country and the devices, wires everything, starts the lanes.

Nobody imports it but the command `kasse`.
"""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """The command `kasse`."""
    gc.disable()  # all that is loaded now stays, and looking through it finds nothing
    try:
        from kasse.app.services import AppServices
        from kasse.cli.main import run

        gc.freeze()
        gc.enable()
        code = run(sys.argv[1:], AppServices())
    except KeyboardInterrupt:  # before anything was done
        sys.stderr.write("kasse: Abgebrochen.\n")
        code = 1
    sys.exit(code)
