"""Who may do what in certification, as predicates that compose."""

import rules

from certification.models import Official
from members.models import RoleGrant
from members.models.base import belongs
from members.rules import is_board, is_national, manages, staff_keep


@rules.predicate
def of_certification_team(user) -> bool:
    """The national staff of the certification team: the only ones who see every candidate."""
    return user.is_authenticated and user.works_for(RoleGrant.Team.CERTIFICATION)


@rules.predicate
def controls(user, check) -> bool:
    """The controller of a check."""
    return user.is_authenticated and check is not None and check.controller and check.controller.user_id == user.pk


@rules.predicate
def manages_checked(user, check) -> bool:
    """Who manages, for their colleagues, the structure of a check."""
    return user.is_authenticated and check is not None and check.accreditation.organisation_id in user.managed_ids


@rules.predicate
def is_official_of(user, official) -> bool:
    """The person of whom a file speaks."""
    return user.is_authenticated and official is not None and official.user_id == user.pk


@rules.predicate
def of_network(user) -> bool:
    """Whoever belongs to the network today: the certifications and one's own part of them are read there."""
    return belongs(user)


rules.add_perm("certification.see_certifications", of_network)


@rules.predicate
def of_structure(user) -> bool:
    """Whoever works in a structure of the network, whose own records they follow."""
    return user.is_authenticated and bool(user.history_ids)


@rules.predicate
def is_official(user) -> bool:
    """Whoever is appointed by the certifying body."""
    return user.is_authenticated and Official.objects.filter(user=user).exists()


@rules.predicate
def sits_on(user, jury) -> bool:
    """Whoever has a seat on this jury and did not decline it, observers included."""
    return (
        user.is_authenticated
        and jury is not None
        and jury.seats.filter(official__user=user).exclude(answer="declined").exists()
    )


rules.add_perm("certification.run_certification", of_certification_team)
rules.add_perm("certification.hold_desk", is_official)
rules.add_perm("certification.follow_candidates", of_structure | of_certification_team)
rules.add_perm("certification.follow_checks", of_structure | is_national | is_board | is_official)
rules.add_perm("certification.read_certification", is_national | is_board)
# Of an organisation: who asks for its accreditations and enters its candidates.
rules.add_perm("certification.present_candidates", manages | of_certification_team)
# Of a check: who makes it; who answers for the structure, as staff may for one without an account.
rules.add_perm("certification.make_check", controls | of_certification_team)
rules.add_perm("certification.answer_check", manages_checked | of_certification_team)
# Of an official: what they say of themselves, and what they did and are owed.
rules.add_perm("certification.keep_official", is_official_of | of_certification_team)
# Of a jury: its day, its grids and its minutes. Who writes in them is told by domain/juries/sitting.py.
rules.add_perm("certification.open_jury", of_certification_team | sits_on)

# The account at the Caisse des Dépôts is kept in the admin by the team that deposits.
for action in ("view", "add", "change"):
    rules.add_perm(f"certification.{action}_depositaccount", of_certification_team)

staff_keep(
    "certification", "certification", "checklistquestion", "competency", "followedrecord", "mandate", "official",
    "officialtraining", "piecekind", "referential", "skillblock",
)  # fmt: skip

# Lists of candidates taken as files are written down; who runs the network reads that register.
rules.add_perm("certification.view_candidateexport", is_national)
