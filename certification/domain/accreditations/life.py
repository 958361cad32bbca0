"""The life of an accreditation once granted: changed, suspended, restored, withdrawn, given back, run out."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from certification.domain.accreditations.impartiality import require_impartial
from certification.domain.accreditations.register import note_change
from certification.domain.accreditations.steps import State, leads, taken
from certification.domain.accreditations.telling import tell_structure, tell_team, this_time
from certification.models import Accreditation, RegisterChange
from members.domain.moves import Refused, WrongState, moved, reasoned
from members.models import User
from reporting.french import fr_date

Kind = RegisterChange.Kind


@transaction.atomic
def amend(accreditation: Accreditation, *, sites: str, subcontracts: bool, by: User) -> Accreditation:
    """Write down that the sites or the subcontracting of an accreditation have changed."""
    kept = taken(accreditation, "amend", by=by)
    if (kept.sites, kept.subcontracts) == (sites, subcontracts):
        raise Refused("Rien n'a changé : les lieux et la sous-traitance sont ceux de l'agrément.")
    kept.sites, kept.subcontracts = sites, subcontracts
    kept.save(update_fields=["sites", "subcontracts", "updated_at"])
    note_change(kept, Kind.CHANGED, timezone.localdate())
    text = "Les lieux ou la sous-traitance de votre agrément ont été modifiés."
    tell_structure(kept, this_time("changed"), "Agrément modifié", text)
    return kept


@transaction.atomic
def suspend(accreditation: Accreditation, *, reason: str, by: User) -> Accreditation:
    """Until it is restored, the structure enters no candidate and presents none. Raises NotImpartial."""
    kept = taken(accreditation, "suspend", by=by)
    require_impartial(by, kept)
    kept = moved(kept, leads("suspend"), reason=reasoned(reason, "Une suspension"))
    note_change(kept, Kind.SUSPENDED, timezone.localdate())
    tell_structure(kept, this_time("suspended"), "Agrément suspendu", f"Motif : {kept.reason}")
    return kept


@transaction.atomic
def restore(accreditation: Accreditation, *, by: User) -> Accreditation:
    """What was suspended is granted again, under its conditions where it has some. Raises NotImpartial."""
    kept = taken(accreditation, "restore", by=by)
    require_impartial(by, kept)
    to = State.CONDITIONAL if kept.conditions else State.GRANTED
    kept = moved(kept, replace(leads("restore"), to=to), reason="")
    note_change(kept, Kind.RESTORED, timezone.localdate())
    tell_structure(kept, this_time("restored"), "Agrément rétabli", "La suspension de votre agrément est levée.")
    return kept


@transaction.atomic
def withdraw(accreditation: Accreditation, *, reason: str, by: User) -> Accreditation:
    """What was suspended ends before its time. Raises NotImpartial."""
    kept = taken(accreditation, "withdraw", by=by)
    require_impartial(by, kept)
    kept = moved(kept, leads("withdraw"), reason=reasoned(reason, "Un retrait"), ended_on=timezone.localdate())
    note_change(kept, Kind.ENDED, kept.ended_on)
    tell_structure(kept, this_time("withdrawn"), "Agrément retiré", f"Motif : {kept.reason}")
    return kept


@transaction.atomic
def resign(accreditation: Accreditation, *, by: User) -> Accreditation:
    """The structure gives its accreditation back, from today on."""
    kept = taken(accreditation, "resign", by=by)
    kept = moved(kept, leads("resign"), ended_on=timezone.localdate())
    note_change(kept, Kind.ENDED, kept.ended_on)
    tell_structure(kept, this_time("resigned"), "Agrément rendu", "Votre agrément prend fin aujourd'hui.")
    tell_team(kept, this_time("given-back"), "Agrément rendu", "La structure a rendu son agrément.")
    return kept


def expire_overdue(today: date | None = None) -> int:
    """End the accreditations whose last day is past; how many. France compétences hears of those that nothing renews."""
    today = today or timezone.localdate()
    over = Accreditation.objects.filter(state__in=Accreditation.GRANTED, validity__endswith__lte=today)
    return sum(_expire(one) for one in over.order_by("pk"))


@transaction.atomic
def _expire(accreditation: Accreditation) -> bool:
    try:
        kept = taken(accreditation, "expire", by=None)
    except WrongState:
        # Suspended or given back while this ran.
        return False
    kept = moved(kept, leads("expire"))
    if kept.renewals.filter(state__in=Accreditation.GRANTED).exists():
        return True
    note_change(kept, Kind.ENDED, kept.validity.upper)
    tell_structure(kept, "expired", "Agrément échu", f"Votre agrément a pris fin le {fr_date(kept.last_day)}.")
    return True
