"""Who sits, who votes, and who may judge which candidate."""

from certification.domain.juries.ties import ties_between
from certification.models import Jury, Place, Seat
from members.domain.moves import NotAllowed, Refused


def voting_seat(jury: Jury, user) -> Seat | None:
    """The seat from which `user` votes on this jury."""
    if not user.is_authenticated:
        return None
    return (
        jury.seats.filter(official__user=user, role__in=Seat.VOTING)
        .exclude(answer=Seat.Answer.DECLINED)
        .select_related("official")
        .first()
    )


def barred_from(place: Place) -> set[int]:
    """The officials of the jury who may not judge this candidate: recused, or tied to them or to their structure."""
    officials = [one.official for one in place.jury.seats.select_related("official")]
    ties = ties_between(officials, [place], day=place.jury.held_on)
    return {official for official, _ in ties} | {one.official_id for one in place.recused.all()}


def require_judge(place: Place, user) -> Seat:
    """The seat from which `user` judges this candidate today. Raises NotAllowed, and says why."""
    seat = voting_seat(place.jury, user)
    if seat is None:
        raise NotAllowed("Seuls les membres de ce jury écrivent les grilles et les décisions.")
    if not seat.present:
        raise NotAllowed("Vous n'êtes pas noté présent à ce jury : faites noter votre présence d'abord.")
    if seat.official_id in barred_from(place):
        raise NotAllowed("Vous êtes récusé pour ce candidat : vous ne prenez pas part à sa délibération.")
    return seat


def require_president(jury: Jury, user) -> Seat:
    """The president's seat, for the president who is here. Raises NotAllowed."""
    seat = voting_seat(jury, user)
    if seat is None or seat.role != Seat.Role.PRESIDENT:
        raise NotAllowed("La présidence du jury clôt la délibération, et elle seule.")
    if not seat.present:
        raise Refused("La présidence n'est pas notée présente.")
    return seat
