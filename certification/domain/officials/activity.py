"""What officials did in a year: juries sat, checks made, support visits."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from certification.models import AccreditationCheck, Jury, Official, Seat, SupportVisit


def with_activity(officials, year: int):
    """With `juries`, `checks_made` and `visits`: how many of each the person did in `year`."""
    return officials.annotate(
        juries=_count(sat_in(year), "official"),
        checks_made=_count(made_in(year), "controller"),
        visits=_count(SupportVisit.objects.filter(visited_on__year=year), "visitor"),
    )


def sat_in(year: int):
    """The seats of those present on juries held in `year`."""
    return Seat.objects.filter(present=True, jury__state__in=Jury.HELD, jury__held_on__year=year)


def made_in(year: int):
    """The checks carried out in `year`."""
    return AccreditationCheck.objects.filter(carried_out_on__year=year)


def years_of(official: Official) -> list[int]:
    """The years in which the person did something, the last first."""
    found = {day.year for day in official.seats.filter(present=True).values_list("jury__held_on", flat=True)}
    found |= {day.year for day in official.checks.values_list("carried_out_on", flat=True) if day}
    found |= {day.year for day in official.support_visits.values_list("visited_on", flat=True)}
    return sorted(found, reverse=True)


def _count(rows, owner: str):
    counted = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
