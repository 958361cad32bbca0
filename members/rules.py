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


@rules.predicate
def manages(user, organisation) -> bool:
    """Who manages the organisation for their colleagues."""
    return user.is_authenticated and organisation is not None and organisation.pk in user.managed_ids


rules.add_perm("members.publish_organisation", is_national | manages)
rules.add_perm("members.record_succession", is_national)
rules.add_perm("members.import_network", is_national)
rules.add_perm("members.read_rights", is_national)


def staff_keep(app: str, *models: str) -> None:
    """Let national staff see, add and change these records in the admin; only administrators delete."""
    rules.add_perm(app, is_national)
    for model in models:
        for action in ("view", "add", "change"):
            rules.add_perm(f"{app}.{action}_{model}", is_national)


staff_keep(
    "members", "aci", "aciconvention", "commune", "contact", "department", "establishment", "financialannex",
    "label", "membership", "organisation", "organisationlabel", "regionalassociation", "rolegrant", "user", "yearlyreturn",
)  # fmt: skip
# Recorded on a page of their own, which makes everything follow.
rules.add_perm("members.view_succession", is_national)
