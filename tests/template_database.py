"""A migrated database, kept on the server for as long as migrations are the same: test databases are its copies."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

ROOT = Path(settings.BASE_DIR)
PREFIX = "portail_template_"
# Any number, the same in every process: one of them migrates, the others wait for it.
LOCK = 7_301_925
# Of other branches, whose tests may run on the same server.
KEPT = 6


def template_database() -> str:
    """Name of the database that holds what all migrations make, migrated now if they changed."""
    wanted = PREFIX + _digest()
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        found = server.execute("SELECT datname FROM pg_database WHERE datname ^@ %s ORDER BY oid", [PREFIX])
        kept = [name for (name,) in found]
        if wanted not in kept:
            half_made = f"{wanted}_half_made"
            for name in {half_made, *kept[: 1 - KEPT]}:
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half_made)))
            _migrate(half_made)
            renamed = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            server.execute(renamed.format(sql.Identifier(half_made), sql.Identifier(wanted)))
    return wanted


def _digest() -> str:
    """What a migrated database depends on: our migrations with the data they load, and the packages."""
    files = [ROOT / "uv.lock", *ROOT.glob("*/migrations/*.py"), *(ROOT / "members" / "data").rglob("*")]
    told = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file()):
        told.update(f"{file.relative_to(ROOT)}\n".encode())
        told.update(file.read_bytes())
    return told.hexdigest()[:16]


def _migrate(name: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address(name)},
        check=True,
    )


def address(name: str) -> str:
    """Address of a database of this server, as DATABASE_URL has it."""
    database = connection.settings_dict
    port = f"&port={database['PORT']}" if database["PORT"] else ""
    user = f"{quote(database['USER'])}:{quote(database['PASSWORD'] or '')}"
    return f"postgresql://{user}@/{name}?host={database['HOST'] or '127.0.0.1'}{port}"
