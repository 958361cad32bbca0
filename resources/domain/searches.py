"""What is searched, and what is not found: words and numbers, nobody's name."""

from django.db import connection
from django.utils import timezone

from members.models import Role

# Out of a person's roles, the one under which a use is counted: the one that sees most.
_ORDER = [
    Role.ADMIN, Role.NATIONAL_STAFF, Role.BOARD, Role.REGIONAL_STAFF, Role.OFFICIAL, Role.MEMBER, Role.SYMPATHISER,
]  # fmt: skip


def counted_role(user) -> Role:
    """The role under which what `user` does is counted; a visitor for who is not logged in."""
    if not user.is_authenticated:
        return Role.VISITOR
    return next((role for role in _ORDER if role in user.roles), Role.FORMER)


def record(text: str, *, by, found: int) -> None:
    """Count a search of the day, in small letters; what is found the last time is kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO resources_searchuse (day, text, role, searches, found) VALUES (%s, %s, %s, 1, %s) "
            "ON CONFLICT (day, text, role) DO UPDATE "
            "SET searches = resources_searchuse.searches + 1, found = EXCLUDED.found",
            [timezone.localdate(), text.lower()[:100], counted_role(by), found],
        )
