"""Organisations that may be one: likely pairs, why, and how likely."""

from dataclasses import dataclass

from django.db import connection, transaction

from members.domain.quality.refusals import NotAllowed
from members.models import DistinctPair, Organisation, User

# What each resemblance is worth; several add up as chances do: 1 - (1 - a)(1 - b). Listed from one half on.
LISTED_FROM = 0.5
NAME_FROM = 0.6
NAME_WORTH, EMAIL_WORTH, PHONE_WORTH, ADDRESS_WORTH, SIREN_WORTH = 0.85, 0.7, 0.6, 0.5, 0.6
# An address, a number or an e-mail that more share is that of a place or of a group, and tells nothing.
SHARED_BY_MORE = 6
REASONS = {
    "name": "noms proches",
    "email": "même adresse e-mail",
    "phone": "même téléphone",
    "address": "même adresse",
    "siren": "SIREN à un chiffre près",
}


@dataclass(frozen=True)
class Pair:
    """Two organisations, the older record first; `score` from 0.5 to 1; `reasons` in French."""

    first: Organisation
    second: Organisation
    score: float
    reasons: list[str]

    @property
    def percent(self) -> float:
        return 100 * self.score


# Names are compared within a department only: docs/decisions.md says why. The rest are equalities, which hash.
_STATEMENT = """
WITH o AS MATERIALIZED (
    SELECT id, department_id, postcode, sort_name, siren, length(sort_name) AS size,
           lower(email) AS email,
           right(regexp_replace(phone, '\\D', '', 'g'), 9) AS phone,
           CASE WHEN address <> '' AND postcode <> ''
                THEN postcode || ' ' || regexp_replace(portail_unaccent(upper(address)), '[^A-Z0-9]+', ' ', 'g') END AS place
    FROM members_organisation
), keys AS MATERIALIZED (
    SELECT id, 'email' AS reason, email AS key FROM o WHERE email <> ''
    UNION ALL SELECT id, 'phone', phone FROM o WHERE length(phone) = 9
    UNION ALL SELECT id, 'address', place FROM o WHERE place IS NOT NULL
    UNION ALL SELECT id, 'siren', n || overlay(siren PLACING '_' FROM n FOR 1) FROM o, generate_series(1, 9) AS n
), shared AS (
    SELECT reason, array_agg(DISTINCT id ORDER BY id) AS ids
    FROM keys GROUP BY reason, key HAVING count(*) BETWEEN 2 AND %(shared)s
), alike AS (
    SELECT DISTINCT reason, a AS first, b AS second,
           CASE reason WHEN 'email' THEN %(email)s WHEN 'phone' THEN %(phone)s
                       WHEN 'address' THEN %(address)s ELSE %(siren)s END::float AS worth
    FROM shared, unnest(ids) AS a, unnest(ids) AS b WHERE a < b
    UNION ALL
    SELECT 'name', a.id, b.id, %(name)s * similarity(a.sort_name, b.sort_name)
    FROM o AS a JOIN o AS b ON a.department_id = b.department_id AND a.id < b.id
    WHERE least(a.size, b.size) >= %(from)s * greatest(a.size, b.size)
      AND similarity(a.sort_name, b.sort_name) >= %(from)s
), pairs AS (
    SELECT first, second, 1 - exp(sum(ln(greatest(1 - worth, 0.001)))) AS score,
           array_agg(reason ORDER BY worth DESC) AS reasons
    FROM alike GROUP BY first, second
)
SELECT first, second, score, reasons FROM pairs
WHERE score >= %(listed)s
  AND NOT EXISTS (SELECT FROM members_distinctpair d WHERE d.first_id = pairs.first AND d.second_id = pairs.second)
ORDER BY score DESC, first, second
LIMIT %(limit)s
"""


def likely_pairs(limit: int = 1000) -> list[Pair]:
    """The likeliest first, without those that were found to be two."""
    values = {
        "shared": SHARED_BY_MORE, "email": EMAIL_WORTH, "phone": PHONE_WORTH, "address": ADDRESS_WORTH,
        "siren": SIREN_WORTH, "name": NAME_WORTH, "from": NAME_FROM, "listed": LISTED_FROM, "limit": limit,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, values)
        rows = cursor.fetchall()
    found = Organisation.objects.select_related("department").in_bulk({one for row in rows for one in row[:2]})
    return [
        Pair(found[first], found[second], score, [REASONS[reason] for reason in reasons])
        for first, second, score, reasons in rows
    ]


@transaction.atomic
def note_distinct(one: Organisation, other: Organisation, *, by: User) -> DistinctPair:
    """Somebody has checked that these are two: the pair is listed no longer."""
    if not by.has_perm("members.merge_organisations"):
        raise NotAllowed
    first, second = sorted((one, other), key=lambda organisation: organisation.pk)
    pair, _ = DistinctPair.objects.get_or_create(first=first, second=second, defaults={"noted_by": by})
    return pair
