"""How each trainee stands on each objective at the end (Qualiopi, indicator 11)."""

from django.db import transaction

from members.domain.moves import NotAllowed, Refused
from members.models import User
from training.models import ObjectiveMark, Registration, Session

FIRST, LAST = 1, 4


@transaction.atomic
def assess(session: Session, marks: dict[tuple[int, int], int | None], *, by: User) -> int:
    """Write marks, by registration and rank of the objective; how many changed. Raises NotAllowed and Refused."""
    if not by.has_perm("training.lead_session", session):
        raise NotAllowed
    if session.state not in (Session.State.RUNNING, Session.State.COMPLETED):
        raise Refused("Les acquis se notent pendant la session, et jusqu'à ce qu'elle soit close.")
    count = len(session.version.objectives)
    places = set(
        Registration.objects.select_for_update(of=("self",)).filter(session=session).values_list("pk", flat=True)
    )
    kept = {(one.registration_id, one.objective): one for one in ObjectiveMark.objects.filter(registration__in=places)}
    changed = 0
    for (place, objective), value in marks.items():
        if place not in places or not 0 <= objective < count:
            raise Refused("Cette personne ou cet objectif n'est pas de la session.")
        if value is not None and not FIRST <= value <= LAST:
            raise Refused(f"Un acquis se note de {FIRST} à {LAST}.")
        row = kept.get((place, objective)) or ObjectiveMark(registration_id=place, objective=objective)
        if row.after != value:
            row.after = value
            row.save()
            changed += 1
    return changed
