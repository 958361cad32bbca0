"""Who may do what in certification, as predicates that compose."""

import rules

from members.models import RoleGrant
from members.rules import is_board, is_national, manages, staff_keep


@rules.predicate
def of_certification_team(user) -> bool:
    """The national staff of the certification team: the only ones who see every candidate."""
    return user.is_authenticated and user.works_for(RoleGrant.Team.CERTIFICATION)


rules.add_perm("certification.run_certification", of_certification_team)
rules.add_perm("certification.read_certification", is_national | is_board)
# Of an organisation: who asks for its accreditations and enters its candidates.
rules.add_perm("certification.present_candidates", manages | of_certification_team)

staff_keep("certification")

# Lists of candidates taken as files are written down; who runs the network reads that register.
rules.add_perm("certification.view_candidateexport", is_national)
