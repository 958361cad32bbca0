"""What happens to a check, from its announcement to its end."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from certification.domain.checks import letters
from certification.domain.checks.planning import ControllerRefused, refuse_unfit
from certification.domain.checks.steps import State, take
from certification.models import AccreditationCheck
from members.domain.moves import Refused, moved, reasoned
from members.models import User
from reporting.french import fr_date

# How long a structure has to answer a report.
OBSERVATIONS = timedelta(days=30)


def observations_until(check: AccreditationCheck) -> date | None:
    """The last day on which the structure may answer the report, once it is sent."""
    return timezone.localdate(check.report_sent_at) + OBSERVATIONS if check.report_sent_at else None


@transaction.atomic
def announce(check: AccreditationCheck, *, by: User) -> AccreditationCheck:
    """Tell the structure of its check; it has a controller who may still make it. Raises ControllerRefused."""
    check, step = take(check, "announce", by=by)
    if check.controller is None:
        raise ControllerRefused("Choisissez le contrôleur avant d'annoncer le contrôle.")
    refuse_unfit(check)
    check = moved(check, step, announced_at=timezone.now())
    letters.post_announced(check)
    return check


@transaction.atomic
def carry_out(check: AccreditationCheck, *, on: date, by: User) -> AccreditationCheck:
    """Note the day on which the check was made."""
    check, step = take(check, "carry_out", by=by)
    if on > timezone.localdate():
        raise Refused("Le contrôle est effectué à une date qui n'est pas à venir.")
    if on < timezone.localdate(check.announced_at):
        raise Refused(f"Le contrôle a été annoncé le {fr_date(check.announced_at)} : il est effectué ensuite.")
    return moved(check, step, carried_out_on=on)


@transaction.atomic
def write_summary(check: AccreditationCheck, *, summary: str, by: User) -> AccreditationCheck:
    """Keep the summary of the report, until it is sent."""
    check, _ = take(check, "write", by=by)
    check.summary = summary.strip()
    check.save(update_fields=["summary", "updated_at"])
    return check


@transaction.atomic
def send_report(check: AccreditationCheck, *, by: User) -> AccreditationCheck:
    """Send the report to the structure, which may answer within thirty days; its findings no longer change."""
    check, step = take(check, "send_report", by=by)
    if not check.summary:
        raise Refused("Écrivez la synthèse avant d'envoyer le rapport.")
    check = moved(check, step, report_sent_at=timezone.now())
    letters.post_report(check)
    return check


@transaction.atomic
def observe(check: AccreditationCheck, *, text: str, by: User) -> AccreditationCheck:
    """The structure answers the report, within thirty days of it."""
    check, step = take(check, "observe", by=by)
    until = observations_until(check)
    if timezone.localdate() > until:
        raise Refused(f"Les observations étaient attendues jusqu'au {fr_date(until)}.")
    if not text.strip():
        raise Refused("Écrivez vos observations.")
    return moved(check, step, observations=text.strip())


@transaction.atomic
def ask_actions(check: AccreditationCheck, *, by: User) -> AccreditationCheck:
    """Ask the structure for what its findings call for; each open one with an action has its day."""
    check, step = take(check, "ask_actions", by=by)
    waiting = check.findings.filter(closed_on=None).exclude(action="")
    if not waiting.exists():
        raise Refused("Aucun écart ne demande d'action : le contrôle peut être clos.")
    check = moved(check, step)
    letters.post_actions(check)
    return check


@transaction.atomic
def verify(check: AccreditationCheck, *, by: User) -> AccreditationCheck:
    """The actions are done: every finding that asked for one is lifted."""
    check, step = take(check, "verify", by=by)
    left = check.findings.filter(closed_on=None).exclude(action="").count()
    if left:
        raise Refused(f"Il reste {left} écart{'s' if left > 1 else ''} à lever.")
    return moved(check, step)


@transaction.atomic
def close(check: AccreditationCheck, *, by: User) -> AccreditationCheck:
    """End a check of which nothing is expected any more."""
    check, step = take(check, "close", by=by)
    if check.state != State.VERIFIED and check.findings.filter(closed_on=None).exclude(action="").exists():
        raise Refused("Des écarts demandent une action : demandez d'abord le plan d'action.")
    return moved(check, step, closed_on=timezone.localdate())


@transaction.atomic
def escalate(check: AccreditationCheck, *, reason: str, by: User) -> AccreditationCheck:
    """Bring a check before the committee; the structure has been heard, or has let its thirty days pass."""
    check, step = take(check, "escalate", by=by)
    until = observations_until(check)
    if check.state == State.REPORT_SENT and timezone.localdate() <= until:
        raise Refused(f"La structure a jusqu'au {fr_date(until)} pour ses observations.")
    return moved(check, step, reason=reasoned(reason, "Une suite demandée au comité"))
