"""Issue certificates: of signed minutes only, once a passage, with numbers that have no gap."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from certification.domain.fiche import outside_fiche
from certification.domain.team import require_team
from certification.models import Certificate, Certification, Jury, Place
from members.domain.calendar import months_after
from members.domain.moves import Refused
from members.domain.numbers import dated_number, next_number
from members.models import User
from reporting.french import fr_date

from .content import acquired_blocks, content_of

SERIES = "CERT"
KINDS = {Place.Result.FULL: Certificate.Kind.PARCHMENT, Place.Result.PARTIAL: Certificate.Kind.BLOCKS}


@dataclass(frozen=True)
class Issued:
    """What came of a jury: certificates issued now, and the passages for which none may be, with the reason."""

    made: list[Certificate]
    refused: list[tuple[Place, str]]


def to_issue():
    """Passages decided by signed minutes, whose certificate is not issued yet, or was revoked before a new decision."""
    issued = Certificate.objects.filter(place=OuterRef("pk"))
    return Place.objects.filter(
        Q(reopened=True) | ~Exists(issued),
        ~Exists(issued.filter(state=Certificate.State.ISSUED)),
        jury__state__in=Jury.AFTER_MINUTES,
        result__in=KINDS,
    )


@transaction.atomic
def issue_certificate(place: Place, *, by: User | None, on: date | None = None) -> Certificate:
    """The certificate of a passage, issued at the first asking; the same one after, until it is revoked. Raises Refused.

    A whole certification gives a parchment, a part of it an attestation of blocks. `on` is today but for records taken
    over from before the portal, which are issued in the order of their dates.
    """
    require_team(by)
    place = (
        Place.objects.select_for_update(of=("self", "jury"))
        .select_related("jury__certification", "enrolment__candidate", "enrolment__referential")
        .get(pk=place.pk)
    )
    found = place.certificates.filter(state=Certificate.State.ISSUED).first()
    if found:
        return found
    if place.certificates.exists() and not place.reopened:
        raise Refused("Son certificat est révoqué : un autre suppose une nouvelle décision du jury.")
    _check_decision(place)
    blocks = acquired_blocks(place)
    kind = KINDS[place.result]
    if kind == Certificate.Kind.BLOCKS and not blocks:
        raise Refused("Le jury n'a accordé aucun bloc : il n'y a rien à attester.")
    if on is None:
        number, issued_on = dated_number(SERIES)
    else:
        if on > timezone.localdate():
            raise Refused("Un certificat n'est pas délivré à une date à venir.")
        number, issued_on = next_number(SERIES, on.year), on
    if issued_on < place.jury.held_on:
        raise Refused(f"Le jury a décidé le {fr_date(place.jury.held_on)} : le certificat ne peut être délivré avant.")
    valid_until = _valid_until(kind, place.jury.certification, issued_on)
    return Certificate.objects.create(
        place=place, kind=kind, number=number, issued_on=issued_on, valid_until=valid_until, issued_by=by,
        content=content_of(
            place, kind=kind, number=number, issued_on=issued_on, valid_until=valid_until, blocks=blocks
        ),
    )  # fmt: skip


def issue_for_jury(jury: Jury, *, by: User | None) -> Issued:
    """Certificates of all the passages of a jury that give one; asked again, it issues what is missing."""
    made, refused = [], []
    for place in to_issue().filter(jury=jury).order_by("order", "pk"):
        try:
            made.append(issue_certificate(place, by=by))
        except Refused as refusal:
            refused.append((place, str(refusal)))
    return Issued(made, refused)


def _check_decision(place: Place) -> None:
    jury = place.jury
    if jury.state not in Jury.AFTER_MINUTES:
        raise Refused(
            f"Le jury est « {jury.get_state_display()} » : un certificat est délivré quand le procès-verbal est signé."
        )
    if place.result not in KINDS:
        decision = place.get_result_display() or "aucune"
        raise Refused(f"Décision du jury : {decision}. Elle ne donne pas de certificat.")
    if jury.held_on > timezone.localdate():
        raise Refused("La date du jury est à venir : corrigez-la avant de délivrer.")
    problem = outside_fiche(jury.certification, place.enrolment, jury.held_on)
    if problem:
        raise Refused(problem)


def _valid_until(kind: str, certification: Certification, issued_on: date) -> date | None:
    months = (
        certification.block_validity_months
        if kind == Certificate.Kind.BLOCKS
        else certification.certificate_validity_months
    )
    return months_after(issued_on, months) if months else None
