"""What a person is to the network today: read once, then kept a minute, since every page asks for it."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Standing:
    """Roles held, regions served as regional staff, and the organisations (by number) where a function is held.

    `managed` are those of them that the person manages for the others; `inherited` those that they succeeded, whose
    history they go on reading; `teams` those of the national staff that the person works in.
    """

    roles: frozenset[str]
    regions: frozenset[str]
    organisations: dict[int, str]
    managed: frozenset[int] = frozenset()
    inherited: frozenset[int] = frozenset()
    teams: frozenset[str] = frozenset()


def standing_of(user) -> Standing:
    """The standing of `user`; a role or a function that changes is seen at once, a membership within the minute."""
    key = _key(user.pk)
    standing = cache.get(key)
    if standing is None:
        standing = _read(user)
        cache.set(key, standing, KEPT_SECONDS)
    return standing


def _read(user) -> Standing:
    from .membership import Membership
    from .succession import Succession
    from .user import Role, RoleGrant

    today = timezone.localdate()
    grants = user.role_grants.valid_on(today).values_list("role", "association__regions", "team")
    memberships = Membership.objects.filter(organisation=OuterRef("organisation")).giving_rights_on(today)
    former = Succession.objects.filter(successor=OuterRef("organisation")).values("predecessor")
    functions = user.contacts.valid_on(today).values_list(
        "organisation_id", "organisation__name", "manages",
        Subquery(memberships.order_by("-year").values("kind")[:1]), ArraySubquery(former),
    )  # fmt: skip
    roles, regions, organisations, managed, inherited, teams = set(), set(), {}, set(), set(), set()
    for role, region, team in grants:
        roles.add(role)
        if role == Role.NATIONAL_STAFF:
            teams.update([team] if team else RoleGrant.Team.values)
        if role == Role.REGIONAL_STAFF and region:
            regions.add(region)
    for number, name, manages, kind, succeeded in functions:
        organisations[number] = name
        inherited.update(succeeded)
        if manages:
            managed.add(number)
        roles.add(Role.MEMBER if kind == Membership.Kind.MEMBER else Role.SYMPATHISER)
    inherited = _with_their_own(inherited)
    return Standing(
        frozenset(roles), frozenset(regions), organisations, frozenset(managed), inherited, frozenset(teams)
    )


def _with_their_own(succeeded: set[int]) -> frozenset[int]:
    """These organisations, and those that they had succeeded themselves."""
    from .succession import Succession

    found, heirs = set(succeeded), succeeded
    while heirs:
        heirs = set(Succession.objects.filter(successor__in=heirs).values_list("predecessor_id", flat=True)) - found
        found |= heirs
    return frozenset(found)


def _key(user_id: int) -> str:
    return f"standing:{user_id}:{timezone.localdate()}"


def _forget_former(sender, instance, **kwargs) -> None:
    """The person from whom a role or a function is about to be taken away."""
    former = sender.objects.filter(pk=instance.pk).exclude(user=instance.user_id).values_list("user_id", flat=True)
    _forget_user(former.first() if instance.pk else None)


def _forget(sender, instance, **kwargs) -> None:
    _forget_user(instance.user_id)


def _forget_user(user_id: int | None) -> None:
    """Now for whoever reads in this transaction, and once more when it is committed, for whoever read meanwhile."""
    if user_id:
        key = _key(user_id)
        cache.delete(key)
        transaction.on_commit(lambda: cache.delete(key))


def forget_standing(user_ids) -> None:
    """People whose roles or functions were written in bulk, which signals do not tell."""
    for user_id in user_ids:
        _forget_user(user_id)


def forget_people_of(*organisations: int) -> None:
    """Those who hold a function there read their standing again, as after a succession."""
    from .contact import Contact

    for number in Contact.objects.filter(organisation__in=organisations).values_list("user_id", flat=True).distinct():
        _forget_user(number)


def forget_when_changed(model) -> None:
    """A change of `model`, which has a `user`, changes that person's standing."""
    pre_save.connect(_forget_former, sender=model)
    post_save.connect(_forget, sender=model)
    post_delete.connect(_forget, sender=model)
