"""What the certifying body watches over: rates by structure and block, structures that stand still, actions overdue."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from certification.models import Accreditation, Finding, Jury, Place
from reporting.indicators import Breakdown, Scope, as_told, get, may_tell

# A structure that presents nobody for so long is asked why.
LONG = timedelta(days=365)
RATES = ["certification.pass_rate", "certification.presentation_rate", "certification.block_pass_rate"]


@dataclass(frozen=True)
class Rate:
    """A rate over years, then in parts for the year that is looked at."""

    key: str
    label: str
    definition: str
    url: str
    series: list[tuple[int, object, int, bool]]
    parts: Breakdown


def rates_of(year: int, user, *, years: int = 4) -> list[Rate]:
    """Each rate with its numbers of answers; those of too few are kept from who may not read each of them."""
    found = []
    for key in RATES:
        indicator = get(key)
        series = [
            (one, value, records, may_tell(indicator, Scope(one), records, user))
            for one, value, records in indicator.series(range(year - years + 1, year + 1))
        ]
        scope = Scope(year)
        parts = as_told(indicator, scope, indicator.breakdown(scope, indicator.by[0].name), user)
        found.append(
            Rate(
                key,
                indicator.label,
                indicator.definition,
                f"{indicator.get_absolute_url()}?annee={year}",
                series,
                parts,
            )
        )
    return found


def without_jury(user, day: date) -> QuerySet[Accreditation]:
    """Accreditations in force for a year whose structure presents nobody since, with `last_jury`, the longest first."""
    presented = Place.objects.filter(
        enrolment__organisation=OuterRef("organisation"),
        enrolment__certification=OuterRef("certification"),
        jury__state__in=Jury.HELD,
        jury__held_on__lte=day,
    ).order_by()
    last = presented.values("enrolment__organisation").annotate(last=Max("jury__held_on")).values("last")
    return (
        Accreditation.objects.visible_to(user)
        .granted_on(day)
        .filter(validity__startswith__lte=day - LONG)
        .filter(~Exists(presented.filter(jury__held_on__gt=day - LONG)))
        .annotate(last_jury=Subquery(last))
        .select_related("organisation", "certification")
        .order_by(F("last_jury").asc(nulls_first=True), "organisation__sort_name")
    )


def overdue_actions(user, day: date) -> QuerySet[Finding]:
    """Actions asked by checks, not done on their day, the oldest first."""
    return (
        Finding.objects.visible_to(user)
        .filter(~Q(action=""), closed_on=None, due_on__lt=day)
        .select_related("check_made__accreditation__organisation")
        .order_by("due_on", "pk")
    )
