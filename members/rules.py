"""Who may do what with the network's records, as predicates that compose."""

import rules


@rules.predicate
def is_national(user) -> bool:
    """National staff and the portal's administrators."""
    return user.is_authenticated and user.is_national


@rules.predicate
def is_board(user) -> bool:
    """Members of the network's board."""
    return user.is_authenticated and user.is_board


rules.add_perm("members.import_network", is_national)
rules.add_perm("members.read_rights", is_national)
