"""A structure asks for an accreditation, or for the renewal of one: it prepares its request, then hands it in."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from certification.domain.accreditations.completeness import Incomplete, lacks_of
from certification.domain.accreditations.sections import WRITTEN
from certification.domain.accreditations.steps import STRUCTURE, leads, taken
from certification.domain.accreditations.telling import tell_structure, tell_team, this_time
from certification.models import Accreditation, Certification
from certification.models.accreditation import RENEWAL_OPENS
from members.domain.moves import NotAllowed, Refused, moved
from members.models import Organisation, User
from reporting.french import fr_date

ASKED_ALREADY = "Une demande est déjà en cours pour cette structure et cette certification."


@transaction.atomic
def open_request(organisation: Organisation, certification: Certification, *, scope: str, by: User) -> Accreditation:
    """A request in preparation, for a certification that still takes candidates.

    Who holds this accreditation renews it, rather than ask anew.
    """
    if not by.has_perm(STRUCTURE, organisation):
        raise NotAllowed
    if not Certification.objects.open_on(timezone.localdate()).filter(pk=certification.pk).exists():
        raise Refused(f"{certification} ne prend plus de candidats : aucun agrément ne s'y demande.")
    standing = Accreditation.objects.filter(
        organisation=organisation, certification=certification, scope=scope, state__in=Accreditation.ACTIVE
    ).first()
    if standing and not standing.renewals.filter(state=Accreditation.State.REFUSED).exists():
        raise Refused("Cette structure a déjà cet agrément : demandez-en le renouvellement depuis sa page.")
    return _opened(Accreditation(organisation=organisation, certification=certification, scope=scope, asked_by=by))


@transaction.atomic
def renew(accreditation: Accreditation, *, by: User) -> Accreditation:
    """A request that renews an accreditation, filled with what the previous one said; from six months before its end."""
    kept = taken(accreditation, "renew", by=by)
    opens = kept.validity.upper - RENEWAL_OPENS
    if timezone.localdate() < opens:
        raise Refused(f"Le renouvellement se demande à partir du {fr_date(opens)}.")
    if kept.renewals.exclude(state=Accreditation.State.REFUSED).exists():
        raise Refused("Le renouvellement de cet agrément est déjà demandé.")
    return _opened(
        Accreditation(
            organisation=kept.organisation,
            certification=kept.certification,
            scope=kept.scope,
            renews=kept,
            asked_by=by,
            **{name: getattr(kept, name) for name in WRITTEN},
        )
    )


@transaction.atomic
def submit(accreditation: Accreditation, *, by: User) -> Accreditation:
    """Hand in a request, or what was asked for in addition. Raises Incomplete, which lists what is missing."""
    kept = taken(accreditation, "submit", by=by)
    lacks = lacks_of(kept)
    if lacks:
        raise Incomplete(lacks)
    again = kept.requested_at is not None
    kept = moved(kept, leads("submit"), requested_at=kept.requested_at or timezone.now())
    subject = "Complément déposé" if again else "Demande d'agrément déposée"
    text = "L'équipe de certification vérifie les pièces, puis étudie la demande. Vous suivez son avancement en ligne."
    tell_structure(kept, this_time("submitted"), subject, text)
    tell_team(kept, this_time("to-examine"), subject, "Les pièces sont à examiner.")
    return kept


@transaction.atomic
def discard(accreditation: Accreditation, *, by: User) -> None:
    """Give up a request that was never handed in; it goes with its pieces."""
    kept = taken(accreditation, "discard", by=by)
    files = [(piece.file.storage, piece.file.name) for piece in kept.pieces.all()]
    kept.delete()
    for storage, name in files:
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))


def _opened(accreditation: Accreditation) -> Accreditation:
    try:
        with transaction.atomic():
            accreditation.save()
    except IntegrityError:
        raise Refused(ASKED_ALREADY) from None
    return accreditation
