"""One account a role, for people who try the portal."""

from members.models import Contact, Organisation, RegionalAssociation, Role, RoleGrant, User

PASSWORD = "demo-portail"  # noqa: S105 (printed by the demonstration, refused nowhere else since it exists nowhere else)


def load_accounts(member: Organisation, sympathiser: Organisation, association: RegionalAssociation) -> None:
    """The six accounts that `make demo` prints."""
    _contact("adherent", "Alix Adhérent", member)
    _contact("sympathisant", "Sacha Sympathisant", sympathiser)
    _grant(_user("region", "Robin Région"), Role.REGIONAL_STAFF, association=association)
    _grant(_user("national", "Noa National"), Role.NATIONAL_STAFF)
    _grant(_user("ca", "Camille Conseil"), Role.BOARD)
    _user("admin", "Ada Administration", is_superuser=True)


def _user(name: str, full_name: str, **fields) -> User:
    return User.objects.create_user(f"{name}@example.org", PASSWORD, full_name=full_name, **fields)


def _contact(name: str, full_name: str, organisation: Organisation) -> None:
    user = _user(name, full_name)
    Contact.objects.create(
        organisation=organisation,
        user=user,
        full_name=full_name,
        email=user.email,
        function=Contact.Function.DIRECTOR,
        manages=True,
    )


def _grant(user: User, role: Role, **what) -> None:
    RoleGrant.objects.create(user=user, role=role, **what)
