"""Who may do what: the one table that the tests walk, that staff read at `/droits/` and that `docs/droits.md` prints.

A row names an address (its URL name), what one does there, and the answer that each role gets. A test asks every
address with every role, and fails for an address that the table does not name. Each area has a module here, with its
rows: `URLS` for addresses, `DATA` for records seen, `RECORDS` for records written in the administration.
"""

from itertools import chain

from config.rights import (
    accreditations,
    agreements,
    candidates,
    certificates,
    checks,
    deliberations,
    deposits,
    juries,
    meetings,
    memberships,
    missions,
    money,
    network,
    officials,
    portal,
    reporting,
    resources,
    reviews,
    training_attendance,
    training_courses,
    training_papers,
    training_quality,
    training_registrations,
    training_sessions,
    training_statements,
    watching,
)
from config.rights.table import ALL, NONE, OWN, OWN_JOBS, PUBLISHED, REGION, ROLES, SELF, Answer

__all__ = [
    "ALL", "DATA", "NONE", "OWN", "OWN_JOBS", "PUBLISHED", "RECORDS", "REGION", "ROLES", "SELF", "URLS", "Answer",
    "as_markdown",
]  # fmt: skip

AREAS = [
    portal,
    network,
    memberships,
    money,
    meetings,
    missions,
    agreements,
    reviews,
    reporting,
    resources,
    accreditations,
    candidates,
    certificates,
    checks,
    deliberations,
    deposits,
    juries,
    officials,
    watching,
    training_attendance,
    training_courses,
    training_papers,
    training_quality,
    training_registrations,
    training_sessions,
    training_statements,
]


def _rows(kind: str) -> list:
    return list(chain.from_iterable(getattr(area, kind, ()) for area in AREAS))


URLS, DATA, RECORDS = _rows("URLS"), _rows("DATA"), _rows("RECORDS")


def as_markdown() -> str:
    """The table as `docs/droits.md` keeps it."""
    roles = " | ".join(role.label for role in ROLES)
    rule = " | ".join("---" for _ in range(len(ROLES) + 1))
    lines = [
        "# Qui voit et fait quoi",
        "",
        "Ce tableau est produit par `manage.py rights` à partir de celui que les tests",
    ]
    lines += ["vérifient (`config/rights/`).", "", "## Pages et actions", ""]
    lines += [f"| action | {roles} |", f"| {rule} |"]
    lines += [f"| {row.does} | {' | '.join(row.answers)} |" for row in URLS]
    lines += ["", "## Données que l'on voit", "", f"| données | {roles} |", f"| {rule} |"]
    lines += [f"| {row.data} | {' | '.join(row.scopes)} |" for row in DATA]
    lines += ["", "## Écrire dans l'administration", "", f"| données | {roles} |", f"| {rule} |"]
    lines += [f"| {row.data} | {' | '.join(row.told)} |" for row in RECORDS]
    return "\n".join(lines) + "\n"
