"""Territories: read from the files of `members/data/`, and named without a query."""

import csv
import gzip
from functools import cache
from pathlib import Path

from django.db import connection, transaction

from members.models import Department, Region

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_territories() -> int:
    """Insert or update regions, departments, employment zones and communes; the number of communes read."""
    departments = _rows(DATA / "france-departments.csv")
    regions = {row["region_code"]: (row["region_name"], row["zone"]) for row in departments}
    zones = _rows(DATA / "zones-emploi-2020.csv")
    communes = _rows(DATA / "communes.csv.gz")
    _upsert(
        "members_region",
        ["code", "name", "overseas", "collectivity"],
        [(code, name, zone != "metro", zone == "com") for code, (name, zone) in regions.items()],
    )
    _upsert(
        "members_department",
        ["code", "name", "region_id"],
        [(row["code"], row["name"], row["region_code"]) for row in departments],
    )
    _upsert("members_employmentzone", ["code", "name"], [(row["code"], row["name"]) for row in zones])
    known_zones = {row["code"] for row in zones}
    _upsert(
        "members_commune",
        [
            "code", "name", "department_id", "postcodes", "population", "employment_zone_id", "latitude", "longitude",
        ],
        [
            (
                row["code"],
                row["name"],
                row["department"],
                row["postcodes"].split(),
                int(row["population"] or 0) or None,
                row["zone_emploi_2020"] if row["zone_emploi_2020"] in known_zones else None,
                float(row["lat"]) if row["lat"] else None,
                float(row["lon"]) if row["lon"] else None,
            )
            for row in communes
        ],
    )  # fmt: skip
    return len(communes)


def _rows(path: Path) -> list[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _upsert(table: str, columns: list[str], rows: list[tuple]) -> None:
    """Copy rows to a temporary table, then merge them: some 35,000 communes take under two seconds."""
    names = ", ".join(columns)
    updates = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns[1:])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming (LIKE {table}) ON COMMIT DROP")
        with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming ON CONFLICT (code) DO UPDATE SET {updates}"  # noqa: S608 (names written above)
        )
        cursor.execute("DROP TABLE incoming")


@cache
def region_names() -> dict[str, str]:
    """Names of regions by code, read once a process: they change with INSEE's files, hence with a restart."""
    return dict(Region.objects.values_list("code", "name"))


@cache
def department_names() -> dict[str, str]:
    """Names of departments by code, as `region_names`."""
    return dict(Department.objects.values_list("code", "name"))
