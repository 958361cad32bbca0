"""Whether a structure may present candidates or hold a jury on a day: its accreditation gives that right, or not."""

from datetime import date

from certification.models import Accreditation, Certification
from members.domain.moves import Refused
from members.models import Organisation
from reporting.french import fr_date


class NotAccredited(Refused):
    """The structure has no accreditation that gives its right on the day."""


def require_standing(organisation: Organisation, certification: Certification, day: date) -> Accreditation:
    """The accreditation by which a structure prepares for a certification, or evaluates, on `day`.

    Raises NotAccredited, which says why there is none.
    """
    own = Accreditation.objects.filter(organisation=organisation, certification=certification)
    found = own.granted_on(day).order_by("validity", "pk").last()
    if found:
        return found
    what = f"{organisation} n'a pas d'agrément en cours pour {certification} le {fr_date(day)}"
    covering = own.filter(validity__contains=day).order_by("pk").last()
    if covering:
        raise NotAccredited(f"{what} : il est {covering.get_state_display()}.")
    last = own.exclude(validity=None).order_by("validity", "pk").last()
    if last is None:
        raise NotAccredited(f"{what} : aucun ne lui a été accordé.")
    if last.validity.lower > day:
        raise NotAccredited(f"{what} : il commence le {fr_date(last.validity.lower)}.")
    raise NotAccredited(f"{what} : il a pris fin le {fr_date(last.last_day)}.")
