"""Yearly returns that are due."""

from members.models import Membership, Organisation, YearlyReturn


def without_return(year: int):
    """Members of the year that have not declared their workforce for it; who took over from one declares for it."""
    members = Membership.objects.members().filter(year=year, state__in=Membership.COUNTED)
    return (
        Organisation.objects.filter(pk__in=members.values("organisation"))
        .exclude(pk__in=YearlyReturn.objects.filter(year=year, total_fte__isnull=False).values("organisation"))
        .exclude(successions__effective_on__year__lte=year)
    )
