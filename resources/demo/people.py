"""People of the network who use the resource centre: accounts of existing contacts, and staff."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from members.demo import names
from members.models import Contact, Membership, RegionalAssociation, Role, RoleGrant, User

from .dates import moment
from .writing import source_of

# Of ten directors, how many have an account.
WITH_ACCOUNT = {Membership.Kind.MEMBER: 6, Membership.Kind.SYMPATHISER: 2}
ROLES = {Membership.Kind.MEMBER: Role.MEMBER, Membership.Kind.SYMPATHISER: Role.SYMPATHISER}
STAFF_OF_REGION, BOARD = 2, 12


def load_people(launch: date) -> None:
    """Accounts opened on the day of the launch; nobody logs in with them."""
    rng = source_of("people")
    opened = moment(launch)
    _contacts(rng, opened)
    grants = []
    for association in RegionalAssociation.objects.order_by("name"):
        for _ in range(STAFF_OF_REGION):
            grants.append(RoleGrant(role=Role.REGIONAL_STAFF, association=association))
    grants += [RoleGrant(role=Role.BOARD) for _ in range(BOARD)]
    grants += [RoleGrant(role=Role.NATIONAL_STAFF, team=team) for team in RoleGrant.Team.values]
    for number, grant in enumerate(grants, start=1):
        name = f"{rng.choice(names.GIVEN)} {rng.choice(names.FAMILY)}"
        grant.user = _account(f"equipe{number}@example.org", name, opened)
    User.objects.bulk_create(grant.user for grant in grants)
    RoleGrant.objects.bulk_create(grants)


def _contacts(rng, opened) -> None:
    kinds = _kinds_today()
    directors = Contact.objects.filter(function=Contact.Function.DIRECTOR, user=None)
    chosen = [
        contact
        for contact in directors.order_by("organisation__siren", "pk")
        if rng.random() * 10 < WITH_ACCOUNT.get(kinds.get(contact.organisation_id), 0)
    ]
    for contact in chosen:
        contact.user = _account(contact.email, contact.full_name, opened)
    User.objects.bulk_create((contact.user for contact in chosen), batch_size=2000)
    Contact.objects.bulk_update(chosen, ["user"], batch_size=2000)


def _account(email: str, full_name: str, opened) -> User:
    return User(email=email, full_name=full_name, date_joined=opened, password=make_password(None))


def readers() -> list[tuple[int, str, str | None]]:
    """Every account of the network: its number, role and region; those who read more come several times."""
    kinds = _kinds_today()
    contacts = Contact.objects.filter(user__isnull=False).order_by("user__email")
    found = [
        (user, str(ROLES[kinds[organisation]]), region)
        for user, organisation, region in contacts.values_list(
            "user_id", "organisation_id", "organisation__department__region_id"
        )
        if organisation in kinds
    ]
    grants = RoleGrant.objects.exclude(association__regions=None, role=Role.REGIONAL_STAFF)
    staff = {}
    for user, role, region in grants.order_by("user__email", "association__regions").values_list(
        "user_id", "role", "association__regions"
    ):
        staff.setdefault(user, (user, role, region))
    return found + [*staff.values()] * 2


def _kinds_today() -> dict[int, str]:
    """The kind of membership of each organisation that has one today."""
    return dict(Membership.objects.valid_on(timezone.localdate()).values_list("organisation_id", "kind"))
