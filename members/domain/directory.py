"""How many memberships each value of a filter would keep, all filters in one statement."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.expressions import Combinable

# What each facet is counted by, and where it comes from beyond the row; `number` is the organisation's.
_PARTS = {
    "qualite": ("kind", ""),
    "region": ("region_id", ""),
    "departement": ("department", ""),
    "activite": ("activity", "CROSS JOIN unnest(activities) AS activity"),
    "label": (
        "label_id",
        "JOIN members_organisationlabel ON organisation_id = number AND validity @> %(day)s::date",
    ),
    # The rank of the band from 0; upper bounds are within, and FTE are kept to the hundredth.
    "taille": ("width_bucket(fte - 0.01, ARRAY[12, 25, 50, 70]::numeric[])", ""),
}


def count_facets(
    found: QuerySet, kept: Mapping[str, Q], *, facets: list[str], day: date, fte: Combinable | None = None
) -> tuple[int, dict[str, Counter]]:
    """How many of the memberships `found` all conditions `kept` leave, and of each facet how many have each value.

    The counts of a facet set its own condition aside, so that one reads what another choice would give. `day` is
    when labels are looked at; `fte` is what bands are made of, for who may read it. One query.
    """
    rows = found.order_by().values(
        "kind",
        "region_id",
        number=F("organisation_id"),
        department=F("organisation__department_id"),
        activities=F("organisation__activities"),
        **({"fte": fte} if fte is not None else {}),
        **{f"keeps_{name}": ExpressionWrapper(condition, BooleanField()) for name, condition in kept.items()},
    )
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return 0, {name: Counter() for name in facets}
    parts = [f"SELECT '' AS facet, '' AS value, count(*) FROM found WHERE {_all(kept)}"]  # noqa: S608 (names of ours)
    for name in facets:
        value, source = _PARTS[name]
        others = _all(set(kept) - {name})
        parts.append(
            f"SELECT '{name}', {value}::text, count(DISTINCT number) FROM found {source} "  # noqa: S608 (names of ours)
            f"WHERE {others} AND {value} IS NOT NULL GROUP BY 2"
        )
    statement = f"WITH found AS MATERIALIZED ({sql}) {' UNION ALL '.join(parts)}"
    day_at = statement.count("%(day)s")
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%(day)s", "%s"), [*params, *[day] * day_at])
        total, counts = 0, {name: Counter() for name in facets}
        for facet, value, count in cursor.fetchall():
            if facet:
                counts[facet][value] = count
            else:
                total = count
    return total, counts


def _all(names) -> str:
    """The condition that a row keeps to each of these filters."""
    return " AND ".join([f"keeps_{name}" for name in sorted(names)] or ["true"])
