"""Who may do what in certification, as predicates that compose."""

import rules

from members.models import RoleGrant
from members.models.base import belongs
from members.rules import is_board, is_national, manages, staff_keep


@rules.predicate
def of_certification_team(user) -> bool:
    """The national staff of the certification team: the only ones who see every candidate."""
    return user.is_authenticated and user.works_for(RoleGrant.Team.CERTIFICATION)


@rules.predicate
def of_network(user) -> bool:
    """Whoever belongs to the network today: the certifications and one's own part of them are read there."""
    return belongs(user)


rules.add_perm("certification.see_certifications", of_network)
rules.add_perm("certification.run_certification", of_certification_team)
rules.add_perm("certification.read_certification", is_national | is_board)
# Of an organisation: who asks for its accreditations and enters its candidates.
rules.add_perm("certification.present_candidates", manages | of_certification_team)

staff_keep("certification", "certification", "competency", "followedrecord", "piecekind", "referential", "skillblock")
