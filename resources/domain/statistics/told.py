"""What people look for, and what they say."""

from dataclasses import dataclass, field

from django.db import connection

from .asked import Asked, themed


@dataclass(frozen=True)
class Searched:
    """Words that were searched, how often, and how many resources were found the last time."""

    text: str
    times: int
    found: int


@dataclass(frozen=True)
class Opinion:
    """How many found a resource useful or not, and the last words said of it."""

    number: int
    yes: int
    no: int
    words: list[str]


@dataclass
class OpinionsGiven:
    """All opinions of the period, in numbers, and those of the first resources."""

    yes: int = 0
    no: int = 0
    rows: list[Opinion] = field(default_factory=list)


def searches(asked: Asked, most: int | None) -> tuple[list[Searched], list[Searched]]:
    """What is searched most, and what is searched most of all that found nothing on its last day; one query."""
    values = {"first": asked.first, "last": asked.last, "role": asked.role, "most": most}
    of_role = "AND role = %(role)s" if asked.role is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH said AS MATERIALIZED (
                SELECT text, sum(searches) AS times, (max(ARRAY[day - DATE '2000-01-01', found]))[2] AS found
                FROM resources_searchuse WHERE day BETWEEN %(first)s AND %(last)s {of_role} GROUP BY text
            )
            (SELECT true, text, times, found FROM said ORDER BY times DESC, text COLLATE "C" LIMIT %(most)s)
            UNION ALL
            (SELECT false, text, times, found FROM said WHERE found = 0
             ORDER BY times DESC, text COLLATE "C" LIMIT %(most)s)
            """,  # noqa: S608 (a constant)
            values,
        )
        rows = [(frequent, Searched(*said)) for frequent, *said in cursor]
    return [said for frequent, said in rows if frequent], [said for frequent, said in rows if not frequent]


def opinions(asked: Asked, most: int | None) -> OpinionsGiven:
    """Opinions given in the period, by resource, those found least useful first; one query."""
    values = {"first": asked.first, "last": asked.last, "of": list(asked.themes or ()), "most": most}
    given = OpinionsGiven()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH opinion AS (
                SELECT resource_id, count(*) FILTER (WHERE useful) AS yes, count(*) FILTER (WHERE NOT useful) AS no,
                       array_agg(comment ORDER BY given_at DESC) FILTER (WHERE comment <> '') AS words
                FROM resources_feedback
                WHERE (given_at AT TIME ZONE 'Europe/Paris')::date BETWEEN %(first)s AND %(last)s {themed(asked)}
                GROUP BY resource_id
            )
            SELECT sum(yes) OVER (), sum(no) OVER (), resource_id, yes, no, coalesce(words[:3], '{{}}') FROM opinion
            ORDER BY no DESC, yes DESC, resource_id LIMIT %(most)s
            """,  # noqa: S608 (a constant)
            values,
        )
        for yes, no, *row in cursor:
            given.yes, given.no = yes, no
            given.rows.append(Opinion(*row))
    return given
