"""A folder is in the hands of one process, and of none once that process is dead."""

import subprocess
import sys
from pathlib import Path

import pytest

from kasse.folder_lock import FolderInUse, FolderLock

HOLD = """
import sys
from pathlib import Path
from kasse.folder_lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_nobody_else_gets_in_while_somebody_holds_the_folder(tmp_path: Path) -> None:
    with FolderLock(tmp_path / "lock"), pytest.raises(FolderInUse):
        FolderLock(tmp_path / "lock")


def test_whoever_leaves_lets_the_next_one_in(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / "lock")
    lock.release()
    lock.release()
    with FolderLock(tmp_path / "lock"):
        pass


def test_a_killed_program_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(FolderInUse):
            FolderLock(path)
        other.kill()
        other.wait()
    with FolderLock(path):
        pass


def test_a_folder_that_is_not_there_is_no_folder_in_use(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FolderLock(tmp_path / "nowhere" / "lock")
