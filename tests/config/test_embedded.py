"""The embedded servers: shared by several processes, stopped with the last, even a killed one."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
HOLD = (
    "from config import embedded; print(embedded.database_url(), embedded.redis_url(), flush=True); "
    "import sys; sys.stdin.read()"
)


@pytest.fixture
def folder():
    """Not `tmp_path`, whose parents another run of pytest closes to the user that PostgreSQL runs as under root."""
    with tempfile.TemporaryDirectory(prefix="portail-") as name:
        yield Path(name)


@pytest.fixture
def holder(folder):
    """Start processes that hold the servers of one folder until told to leave."""
    processes = []

    def start() -> tuple[subprocess.Popen, str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD],
            cwd=ROOT,
            env=os.environ | {"PORTAL_DATA_DIR": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process, process.stdout.readline()

    yield start
    for process in processes:
        process.kill()
        process.communicate()
    assert stopped(folder)


def running(folder: Path) -> bool:
    return (folder / "postgres" / "postmaster.pid").exists()


def stopped(folder: Path) -> bool:
    """Whether the servers stop within twenty seconds."""
    deadline = time.monotonic() + 20
    while running(folder) or (folder / "valkey" / "address").exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def leave(process: subprocess.Popen) -> None:
    process.communicate("")


def test_two_processes_share_the_servers_and_the_last_stops_them(holder, folder):
    first, addresses = holder()
    second, same = holder()
    assert addresses == same
    leave(first)
    time.sleep(1)
    assert running(folder)
    leave(second)
    assert stopped(folder)


def test_a_killed_process_does_not_leave_them_running(holder, folder):
    process, _ = holder()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert stopped(folder)
    again, _ = holder()
    assert running(folder)
    leave(again)
