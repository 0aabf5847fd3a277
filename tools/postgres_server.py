"""A PostgreSQL server for tests and measurements: on loopback, on a free port, in a folder that is removed at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres_server() -> Iterator[str | None]:
    """SQLAlchemy's URL of the maintenance database of a running server; None where it is not installed."""
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="kasse-postgres-"))
    try:
        server = _Server(binaries, folder)
        server.create()
        port = server.start()
        try:
            yield f"postgresql+psycopg://kasse@127.0.0.1:{port}/postgres"
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _binaries() -> Path | None:
    """Return the folder of the newest server installed, or None."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    if installed:
        return installed[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


class _Server:
    """One server in one folder. PostgreSQL refuses to run as root, so root lends it the user postgres."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self._folder = folder
        self._user = None if os.geteuid() else "postgres"
        if self._user:
            shutil.chown(folder, self._user)

    def create(self) -> None:
        self._run("initdb", "-A", "trust", "-U", "kasse", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")

    def start(self) -> int:
        """Start and return the port. Another process may take the free port first, so there are three tries."""
        for attempt in range(3):
            port = _free_port()
            options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
            try:
                self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", options, "start")
            except RuntimeError:
                if attempt == 2:
                    raise
            else:
                break
        return port

    def stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of the server on its data; RuntimeError carries what it and the server's log say."""
        said = self._folder / "said"
        with said.open(
            "wb"
        ) as output:  # a file and no pipe: the server would inherit the pipe and keep it open
            done = subprocess.run(
                [self._binaries / program, "-D", self._folder / "data", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                user=self._user,
                group=self._user,
                extra_groups=[] if self._user else None,
                check=False,
            )
        if done.returncode:
            log = self._folder / "log"
            raise RuntimeError(f"{program}: {said.read_text()}{log.read_text() if log.exists() else ''}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
