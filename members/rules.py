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


def staff_keep(app: str, *models: str) -> None:
    """Let national staff see, add and change these records in the admin; only administrators delete."""
    rules.add_perm(app, is_national)
    for model in models:
        for action in ("view", "add", "change"):
            rules.add_perm(f"{app}.{action}_{model}", is_national)


staff_keep(
    "members", "accountingplan", "aci", "aciconvention", "commune", "contact", "department", "establishment", "financialannex",
    "membership", "organisation", "regionalassociation", "rolegrant", "succession", "user", "yearlyreturn",
)  # fmt: skip


@rules.predicate
def serves_a_region(user) -> bool:
    """People who work for a region's association."""
    return user.is_authenticated and bool(user.region_codes)


# Payments, bank statements, debits and the accountant's files: what moves money is national staff's.
rules.add_perm("members.keep_money", is_national)
rules.add_perm("members.read_accounts", is_national | is_board)
rules.add_perm("members.read_shares", is_national | is_board | serves_a_region)
