"""Who may do what with the network's records, as predicates that compose."""

import rules

from members.models.agreement import associations_of


@rules.predicate
def is_national(user) -> bool:
    """National staff and the portal's administrators."""
    return user.is_authenticated and user.is_national


@rules.predicate
def is_board(user) -> bool:
    """Members of the network's board."""
    return user.is_authenticated and user.is_board


@rules.predicate
def serves_regions(user) -> bool:
    """Staff of a regional association."""
    return user.is_authenticated and bool(user.region_codes)


@rules.predicate
def manages(user, organisation) -> bool:
    """Whoever manages this organisation for their colleagues today."""
    return user.is_authenticated and organisation is not None and organisation.pk in user.managed_ids


@rules.predicate
def works_in(user, organisation) -> bool:
    """Whoever holds a function in this organisation today."""
    return user.is_authenticated and organisation is not None and organisation.pk in user.organisation_ids


@rules.predicate
def serves_region_of(user, organisation) -> bool:
    """The staff of the regional association of this organisation."""
    return user.is_authenticated and organisation is not None and organisation.department.region_id in user.region_codes


# Campaigns, applications and money: what moves money is national staff's.
rules.add_perm("members.run_campaigns", is_national)
rules.add_perm("members.read_campaigns", is_national | is_board | serves_regions)
rules.add_perm("members.read_scales", is_national | is_board | serves_regions)
rules.add_perm("members.read_applications", is_national | serves_regions)
rules.add_perm("members.decide_applications", is_national)
rules.add_perm("members.keep_money", is_national)
rules.add_perm("members.read_accounts", is_national | is_board)
rules.add_perm("members.read_shares", is_national | is_board | serves_regions)
# What is done in the name of an organisation: its renewal, its people, what it asks and what it publishes.
rules.add_perm("members.manage_organisation", is_national | manages)
rules.add_perm("members.read_people", is_national | works_in | serves_region_of)
rules.add_perm("members.decide_corrections", is_national)
rules.add_perm("members.merge_organisations", is_national)
rules.add_perm("members.write_to_people", is_national)
# Recorded on a page of their own, which makes everything follow.
rules.add_perm("members.record_succession", is_national)
rules.add_perm("members.view_succession", is_national)
rules.add_perm("members.import_network", is_national)
rules.add_perm("members.read_rights", is_national)


def staff_keep(app: str, *models: str) -> None:
    """Let national staff see, add and change these records in the admin; only administrators delete."""
    rules.add_perm(app, is_national)
    for model in models:
        for action in ("view", "add", "change"):
            rules.add_perm(f"{app}.{action}_{model}", is_national)


staff_keep(
    "members", "accountingplan", "aci", "aciconvention", "bouncedaddress", "college", "commune", "contact", "department", "establishment",
    "financialannex", "issuer", "label", "membership", "organisation", "organisationlabel", "regionalassociation",
    "rolegrant", "user", "votebracket", "yearlyreturn",
)  # fmt: skip
rules.add_perm("members.view_mail", is_national)


@rules.predicate
def manages_its_organisation(user, entry) -> bool:
    """Who manages, for their colleagues, the organisation of an entry of an electoral roll."""
    return user.is_authenticated and entry is not None and entry.organisation_id in user.managed_ids


rules.add_perm("members.manage_meetings", is_national)
rules.add_perm("members.read_roll", is_national | is_board)
rules.add_perm("members.give_proxy", is_national | manages_its_organisation)


@rules.predicate
def carries_mission(user, mission) -> bool:
    """The staff of the region to which a mission is entrusted."""
    return user.is_authenticated and mission is not None and mission.region_id in user.region_codes


# Delegated missions: the national team keeps them; it may write for a carrier that has no account.
rules.add_perm("members.read_missions", is_national | is_board | serves_regions)
rules.add_perm("members.keep_missions", is_national)
rules.add_perm("members.agree_mission", carries_mission | is_national)
rules.add_perm("members.report_mission", carries_mission | is_national)
# The desk of a region: its own staff's; the national team and the board open any.
rules.add_perm("members.open_region_desks", is_national | is_board | serves_regions)


@rules.predicate
def serves_association_of(user, thing) -> bool:
    """The staff of the regional association of a review or of a signature, who serve all of its regions."""
    return (
        user.is_authenticated and thing is not None and associations_of(user).filter(pk=thing.association_id).exists()
    )


# The core agreement and the bilateral reviews: the national team keeps them, each region speaks for itself.
rules.add_perm("members.keep_agreements", is_national)
rules.add_perm("members.read_agreements", is_national | is_board | serves_regions)
rules.add_perm("members.sign_agreement", serves_association_of)
rules.add_perm("members.run_reviews", is_national)
rules.add_perm("members.read_reviews", is_national | is_board | serves_regions)
rules.add_perm("members.compare_reviews", is_national | is_board)
rules.add_perm("members.fill_review", serves_association_of)
rules.add_perm("members.take_part_in_review", is_national | serves_association_of)
