"""A PostgreSQL server of the tests' own: private folder, no port, gone afterwards; or the one that is given."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

GIVEN = "ISOQMS_TEST_DATABASE_URL"
"""Address of a server whose user may make databases, to be used instead of one of the tests' own."""
USER = "isoqms"


def program(name: str) -> str:
    """Return the path of a program of PostgreSQL, which Debian keeps out of the way of the shell."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    assert found, f"{name} is missing: .ci/packages need postgres installs it"
    return found


def unprivileged() -> str | None:
    """Return the user the server runs as when the tests run as root, which it refuses; None for who runs the tests."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    names = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def run(*command: str) -> None:
    """Run a program of the server as the user it runs as."""
    somewhere = tempfile.gettempdir()  # which that user may read, unlike the folder of the checkout
    done = subprocess.run(command, capture_output=True, encoding="utf-8", user=unprivileged(), cwd=somewhere)
    assert done.returncode == 0, done.stderr + done.stdout


WATCH = 'cat; "$1" -D "$2/data" -m immediate -w stop >/dev/null 2>&1; rm -rf "$2"/*; rmdir "$2" 2>/dev/null'
"""A process that waits until the tests have ended, even if they were killed, and stops their server then."""


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """Start a server; it is stopped when the tests have ended, also when they were killed."""
    folder = Path(tempfile.mkdtemp(prefix="isoqms-pg-"))
    if user := unprivileged():
        shutil.chown(folder, user)
    data = folder / "data"
    watcher = subprocess.Popen(
        ["sh", "-c", WATCH, "watch", program("pg_ctl"), str(folder)],
        stdin=subprocess.PIPE,
        user=user,
        cwd=tempfile.gettempdir(),
        start_new_session=True,
    )
    try:
        run(program("initdb"), "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        held = Server(folder, data)
        held.start()
        yield held
    finally:
        watcher.communicate()
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A server that listens to a socket in its folder only."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder, self.data = folder, data

    @property
    def url(self) -> str:
        """The address of the server, without a database."""
        return f"postgresql://{USER}@{quote(str(self.folder), safe='')}/"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off -c max_connections=90"
        )
        log = str(self.folder / "log")
        run(program("pg_ctl"), "-D", str(self.data), "-o", options, "-l", log, "-w", "-t", "60", "start")

    def kill(self) -> None:
        """Kill it as `kill -9` does, and wait until nothing of it runs any more."""
        process = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + 60
        while _runs_below(self.data):
            assert time.monotonic() < deadline, "a process of the killed server is still there"
            time.sleep(0.05)
        # in a container without an init the dead process keeps its number, which the next one takes for a live server
        for lock in (self.data / "postmaster.pid", *self.folder.glob(".s.PGSQL.*.lock")):
            lock.unlink()


def _runs_below(folder: Path) -> bool:
    """Say whether a process works in a folder, which every process of a server does."""
    for each in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if each.readlink().is_relative_to(folder):
                return True
    return False
