"""Who may do what in the resource centre."""

import rules

from members.models import Role
from members.rules import is_board, is_national, staff_keep


@rules.predicate
def serves_a_region(user) -> bool:
    """Regional staff, of any region."""
    return user.is_authenticated and bool(user.region_codes)


@rules.predicate
def is_of_a_member(user) -> bool:
    """People of a member organisation."""
    return user.is_authenticated and Role.MEMBER in user.roles


@rules.predicate
def has_proposed(user, resource) -> bool:
    """Who sent the resource, or works for the region from which it was sent."""
    if not user.is_authenticated or resource is None:
        return False
    return resource.proposed_by_id == user.pk or resource.proposed_region_id in user.region_codes


@rules.predicate
def is_still_theirs(user, resource) -> bool:
    """A proposal may be changed by its authors until it is sent, and again when it comes back."""
    return resource is not None and resource.state in {resource.State.DRAFT, resource.State.REFUSED}


rules.add_perm("resources.propose_resource", is_of_a_member | serves_a_region | is_national)
rules.add_perm("resources.edit_resource", is_national | (has_proposed & is_still_theirs))
rules.add_perm("resources.send_resource", is_national | has_proposed)
rules.add_perm("resources.examine_resource", is_national)
rules.add_perm("resources.read_use", is_national | is_board | serves_a_region)
staff_keep(
    "resources", "accessrequest", "authorbody", "collection", "collectionitem", "feedback", "resource",
    "searchuse", "synonymgroup", "theme", "version", "versionfile", "versionlink",
)  # fmt: skip
