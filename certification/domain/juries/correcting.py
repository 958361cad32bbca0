"""Minutes are never rewritten: a correction takes chosen decisions up again, and ends in new minutes, signed anew."""

from collections.abc import Collection

from django.db import transaction

from certification.domain.juries.outcome import forget_blocks
from certification.domain.juries.sequence import DELIBERATE_AGAIN, REOPEN
from certification.domain.juries.sitting import require_president
from certification.models import Certificate, Enrolment, Jury, Place
from members.domain.moves import Refused, held, moved, reasoned
from members.models import User


@transaction.atomic
def reopen(jury: Jury, places: Collection[Place], *, reason: str, by: User) -> Jury:
    """Take up again the decisions of these candidates, or the words of the minutes alone where none is chosen.

    The team does it, or the president as long as minutes are not signed. Raises NotAllowed and Refused.
    """
    kept = held(jury, REOPEN)
    if not kept.minutes.exists():
        raise Refused("Ce jury n'a pas encore de procès-verbal : sa délibération continue.")
    if not by.has_perm("certification.run_certification"):
        require_president(kept, by)
        if kept.state in Jury.AFTER_MINUTES:
            raise Refused("Le procès-verbal est signé : l'équipe certification ouvre une correction.")
    reason = reasoned(reason, "Une correction")
    going_on = kept.state == Jury.State.HELD
    if not going_on:
        kept.places.update(reopened=False)
    chosen = kept.places.filter(pk__in=[one.pk for one in places]).select_related("enrolment__candidate")
    for place in chosen:
        place.jury = kept
        _take_up(place)
    if going_on:
        reason = f"{kept.correction_reason} {reason}".strip()
    return moved(kept, REOPEN, correction_reason=reason)


def _take_up(place: Place) -> None:
    later = place.enrolment.places.exclude(pk=place.pk).filter(jury__held_on__gte=place.jury.held_on)
    if later.exclude(jury__state=Jury.State.CANCELLED).exists():
        raise Refused(f"{place.code} est inscrit à un autre jury depuis : retirez-le d'abord.")
    if Certificate.objects.filter(place=place, state=Certificate.State.ISSUED).exists():
        raise Refused(f"Un certificat est délivré à {place.code} : révoquez-le avant de reprendre la décision.")
    enrolment = held(place.enrolment, DELIBERATE_AGAIN)
    other = Enrolment.objects.filter(candidate=enrolment.candidate, certification=enrolment.certification)
    if other.exclude(pk=enrolment.pk).exclude(state__in=["withdrawn", "certified"]).exists():
        raise Refused(f"{place.code} a une autre inscription à cette certification : arrêtez-la d'abord.")
    moved(enrolment, DELIBERATE_AGAIN)
    forget_blocks(place)
    place.reopened = True
    place.save(update_fields=["reopened"])
