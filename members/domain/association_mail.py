"""Where a regional association is written to."""

from collections.abc import Iterable

from django.utils import timezone

from members.models import RegionalAssociation, Role, RoleGrant


def addresses_of(associations: Iterable[RegionalAssociation]) -> dict[int, list[tuple[str, int | None]]]:
    """By association, the addresses and accounts of those who work for it today, in one query.

    Where nobody has an active account, the association's own address, without account; none where it has none.
    """
    associations = list(associations)
    grants = (
        RoleGrant.objects.valid_on(timezone.localdate())
        .filter(role=Role.REGIONAL_STAFF, association__in=associations, user__is_active=True)
        .order_by("user__email")
    )
    staff: dict[int, list[tuple[str, int | None]]] = {}
    for association, email, number in grants.values_list("association", "user__email", "user").distinct():
        staff.setdefault(association, []).append((email, number))
    return {one.pk: staff.get(one.pk) or ([(one.email.lower(), None)] if one.email else []) for one in associations}
