"""A till that makes a backup and comes to a stand in the middle of it, until somebody kills it.

`python -m tests.app.backup_child FOLDER` opens the till of the folder, whose setting says where backups go, and says
`copying` once something of the copy is on the disk.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from kasse.app.shop import Shop, Wiring


def stand() -> bool:
    os.write(1, b"copying\n")
    threading.Event().wait(120)
    return False


if __name__ == "__main__":
    shop = Shop(Path(sys.argv[1]), Wiring(pictures=False, threads=False))
    shop.backups.run_once(stand)
