"""Who sits, who votes, and who may judge which candidate."""

from certification.domain.moves import CertificationRefused, NotAllowed
from certification.models import Jury, Place, Seat


def voting_seat(jury: Jury, user) -> Seat | None:
    """The seat from which `user` votes on this jury."""
    if not user.is_authenticated:
        return None
    return jury.seats.filter(official__user=user, role__in=Seat.VOTING).select_related("official").first()


def may_judge(seat: Seat, place: Place) -> bool:
    """Whether a member who sits may judge this candidate: neither recused, nor of the candidate's own structure."""
    if seat.official.employer_id == place.enrolment.organisation_id:
        return False
    return seat.pk not in {one.pk for one in place.recused.all()}


def require_judge(place: Place, user) -> Seat:
    """The seat from which `user` judges this candidate today. Raises NotAllowed, and says why."""
    seat = voting_seat(place.jury, user)
    if seat is None:
        raise NotAllowed("Seuls les membres de ce jury écrivent les grilles et les décisions.")
    if not seat.present:
        raise NotAllowed("Vous n'êtes pas noté présent à ce jury : faites noter votre présence d'abord.")
    if not may_judge(seat, place):
        raise NotAllowed("Vous êtes récusé pour ce candidat : vous ne prenez pas part à sa délibération.")
    return seat


def require_president(jury: Jury, user) -> Seat:
    """The president's seat, for the president who is here. Raises NotAllowed."""
    seat = voting_seat(jury, user)
    if seat is None or seat.role != Seat.Role.PRESIDENT:
        raise NotAllowed("La présidence du jury clôt la délibération, et elle seule.")
    if not seat.present:
        raise CertificationRefused("La présidence n'est pas notée présente.")
    return seat
