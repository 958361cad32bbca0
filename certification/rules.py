"""Who may do what in certification, as predicates that compose."""

import rules

from members.models import RoleGrant
from members.rules import is_board, is_national, manages, staff_keep


@rules.predicate
def of_certification_team(user) -> bool:
    """The national staff of the certification team: the only ones who see every candidate."""
    return user.is_authenticated and user.works_for(RoleGrant.Team.CERTIFICATION)


@rules.predicate
def sits_on(user, jury) -> bool:
    """Whoever has a seat on this jury and did not decline it, observers included."""
    return (
        user.is_authenticated
        and jury is not None
        and jury.seats.filter(official__user=user).exclude(answer="declined").exists()
    )


rules.add_perm("certification.run_certification", of_certification_team)
rules.add_perm("certification.read_certification", is_national | is_board)
# Of an organisation: who asks for its accreditations and enters its candidates.
rules.add_perm("certification.present_candidates", manages | of_certification_team)
# Of a jury: its day, its grids and its minutes. Who writes in them is told by domain/juries/sitting.py.
rules.add_perm("certification.open_jury", of_certification_team | sits_on)

staff_keep("certification")

# Lists of candidates taken as files are written down; who runs the network reads that register.
rules.add_perm("certification.view_candidateexport", is_national)
