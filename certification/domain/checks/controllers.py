"""Who may check a structure: a controller fit for it, without a tie, who neither examined nor decided its accreditation."""

from datetime import date

from django.db.models import Q

from certification.domain.officials.fitness import Duty, fit_for, tie_reasons, tied_to, unfit_reasons
from certification.models import Accreditation, Mandate, Official
from members.domain.calendar import months_after
from reporting.french import fr_date

# Who examines, who decides and who checks an accreditation are three people over any twelve months.
SEPARATION_MONTHS = 12


def possible_controllers(accreditation: Accreditation, day: date):
    """The officials who may be asked to check this accreditation on `day`."""
    structure = accreditation.organisation
    busy = _acted(accreditation, day).values_list("reviewer", "decided_by")
    users = {user for pair in busy for user in pair if user}
    return (
        fit_for(_duty(accreditation, day))
        .exclude(pk__in=tied_to([structure], day=day).values("pk"))
        .exclude(user__in=users)
        .order_by("full_name")
    )


def controller_reasons(official: Official, accreditation: Accreditation, day: date) -> list[str]:
    """Why an official may not check this accreditation on `day`, in French; nothing for one who may."""
    reasons = unfit_reasons(official, _duty(accreditation, day))
    reasons += tie_reasons(official, [accreditation.organisation], day=day)
    if official.user_id:
        acted = _acted(accreditation, day)
        if acted.filter(reviewer=official.user_id).exists():
            reasons.append(
                f"{official} a instruit l'agrément de {accreditation.organisation} il y a moins de douze mois."
            )
        decided = acted.filter(decided_by=official.user_id).order_by("decided_on").last()
        if decided:
            when = f" le {fr_date(decided.decided_on)}" if decided.decided_on else ""
            reasons.append(f"{official} a décidé l'agrément de {accreditation.organisation}{when}.")
    return reasons


def _duty(accreditation: Accreditation, day: date) -> Duty:
    region = accreditation.organisation.department.region
    return Duty(day, region, accreditation.certification, Mandate.Role.CONTROLLER)


def _acted(accreditation: Accreditation, day: date):
    """What was asked or decided for this structure and certification within twelve months of `day`, or still is."""
    own = Accreditation.objects.filter(
        organisation=accreditation.organisation_id, certification=accreditation.certification_id
    )
    return own.filter(Q(decided_on=None) | Q(decided_on__gt=months_after(day, -SEPARATION_MONTHS)))
