"""A migrated database, kept on the server for as long as migrations are the same: test databases are its copies.

One whose migrations are all among ours, unchanged, is the start of the next: only the new ones are run.
"""

import hashlib
import json
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
    files = _files()
    wanted = PREFIX + hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        found = server.execute(
            "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname ^@ %s ORDER BY oid",
            [PREFIX],
        )
        told = {name: json.loads(comment or "{}") for name, comment in found}
        kept = list(told)
        if wanted not in kept:
            half_made = f"{wanted}_half_made"
            for name in {half_made, *kept[: 1 - KEPT]}:
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            start = _start({name: told[name] for name in kept[1 - KEPT :]}, files)
            create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            server.execute(create.format(sql.Identifier(half_made), sql.Identifier(start)))
            _migrate(half_made)
            comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
            server.execute(comment.format(sql.Identifier(half_made), sql.Literal(json.dumps(files))))
            renamed = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            server.execute(renamed.format(sql.Identifier(half_made), sql.Identifier(wanted)))
    return wanted


def _files() -> dict[str, str]:
    """What a migrated database depends on, each with its fingerprint: our migrations, the data they load, the packages."""
    files = [ROOT / "uv.lock", *ROOT.glob("*/migrations/*.py"), *(ROOT / "members" / "data").rglob("*")]
    return {
        str(file.relative_to(ROOT)): hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        for file in sorted(file for file in files if file.is_file())
    }


def _start(kept: dict[str, dict[str, str]], files: dict[str, str]) -> str:
    """The database from which the fewest migrations are left to run."""
    usable = [name for name, had in kept.items() if had and had.items() <= files.items()]
    return max(usable, key=lambda name: len(kept[name]), default="template1")


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
