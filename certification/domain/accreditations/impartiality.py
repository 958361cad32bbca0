"""Who may examine and decide: nobody tied with the structure, nobody twice in the same accreditation."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.utils import timezone

from certification.domain.accreditations.steps import NotImpartial
from certification.models import Accreditation, AccreditationCheck, Official
from members.models import Contact, Role, RoleGrant, User

# The one who checked an accreditation has no other part in it for as long.
APART = relativedelta(months=12)


def team_members(day: date):
    """The people of the certification team on a day; who is of no team of the national staff is of all."""
    teams = [RoleGrant.Team.CERTIFICATION, ""]
    grants = RoleGrant.objects.valid_on(day).filter(role=Role.NATIONAL_STAFF, team__in=teams)
    return User.objects.filter(is_active=True, pk__in=grants.values("user")).order_by("full_name", "email")


def tie_of(user: User, accreditation: Accreditation) -> str:
    """Why this person may neither examine nor decide, in French; empty when nothing stands in the way."""
    organisation = accreditation.organisation_id
    if Contact.objects.filter(user=user, organisation=organisation).exists():
        return f"{user} travaille ou a travaillé pour cette structure"
    declared = Q(conflicts__organisation=organisation, conflicts__ended_on=None)
    if Official.objects.filter(Q(employer=organisation) | declared, user=user).exists():
        return f"{user} a déclaré un lien avec cette structure"
    states = AccreditationCheck.State
    lately = Q(carried_out_on=None) | Q(carried_out_on__gt=timezone.localdate() - APART)
    checks = AccreditationCheck.objects.filter(
        lately,
        controller__user=user,
        accreditation__organisation=organisation,
        accreditation__certification=accreditation.certification_id,
    )
    if checks.exclude(state=states.CANCELLED).exists():
        return f"{user} contrôle cet agrément, ou l'a contrôlé il y a moins de douze mois"
    return ""


def require_impartial(user: User, accreditation: Accreditation) -> None:
    """Raises NotImpartial, which says why."""
    tie = tie_of(user, accreditation)
    if tie:
        raise NotImpartial(f"{tie} : une autre personne s'en charge.")


def possible_reviewers(accreditation: Accreditation) -> list[User]:
    """The people of the team who may examine this request."""
    return [one for one in team_members(timezone.localdate()) if not tie_of(one, accreditation)]
