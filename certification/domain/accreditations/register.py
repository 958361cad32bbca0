"""The list of habilitated bodies at France compétences: each change is told within two months, and noted as told.

Articles R. 6113-16-1 and following of the labour code; the delay is `REGISTER_DELAY_MONTHS`.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from certification.domain.accreditations.telling import tell_team
from certification.models import Accreditation, RegisterChange
from members.domain.moves import NotAllowed
from members.models import User
from reporting.french import fr_date

# Days after a change at which the team is reminded of it, the last one first.
REMINDERS = (50, 30)
SOON = timedelta(days=30)


def note_change(accreditation: Accreditation, kind: str, day: date) -> RegisterChange:
    """A change of the list, to be told; within the transaction of what changes."""
    return RegisterChange.objects.create(accreditation=accreditation, kind=kind, happened_on=day)


@transaction.atomic
def mark_told(numbers: Iterable[int], *, by: User) -> list[int]:
    """Note today that these changes were told; the numbers of those that were not yet, so that it may be undone."""
    _require_team(by)
    waiting = RegisterChange.objects.untold().select_for_update(of=("self",)).filter(pk__in=list(numbers))
    found = list(waiting.order_by("pk").values_list("pk", flat=True))
    RegisterChange.objects.filter(pk__in=found).update(told_on=timezone.localdate(), told_by=by)
    return found


@transaction.atomic
def mark_untold(numbers: Iterable[int], *, by: User) -> int:
    """Take back a mark made by mistake; how many."""
    _require_team(by)
    told = RegisterChange.objects.filter(pk__in=list(numbers)).exclude(told_on=None)
    return told.update(told_on=None, told_by=None)


def tone_of(change: RegisterChange, day: date) -> tuple[str, str]:
    """The tone and the words of a change annotated by `with_due`, as of `day`."""
    if change.told_on:
        return "ok", f"transmis le {fr_date(change.told_on)}"
    if change.due_on < day:
        return "alert", "en retard"
    return ("wait", "à transmettre bientôt") if change.due_on - day <= SOON else ("info", "à transmettre")


def remind(today: date | None = None) -> int:
    """Mail the team about changes that are still untold after thirty days, then fifty; each once; how many mails."""
    today = today or timezone.localdate()
    waiting = RegisterChange.objects.untold().with_due().filter(happened_on__lte=today - timedelta(days=REMINDERS[-1]))
    posted = 0
    for change in waiting.select_related("accreditation__organisation", "accreditation__certification"):
        days = next(days for days in REMINDERS if change.happened_on <= today - timedelta(days=days))
        posted += tell_team(
            change.accreditation,
            f"register:{change.pk}:{days}",
            "Changement à transmettre à France compétences",
            f"{change.get_kind_display().capitalize()} le {fr_date(change.happened_on)} : "
            f"à transmettre avant le {fr_date(change.due_on)}.",
        )
    return posted


def _require_team(user: User) -> None:
    if not user.has_perm("certification.run_certification"):
        raise NotAllowed
