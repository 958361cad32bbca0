"""Parts of pages that many people see alike, kept a minute; staff, who change them, always see them fresh."""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache

from members.models.base import belongs

KEPT_SECONDS = 60
Part = TypeVar("Part")


def eyes_of(user) -> str:
    """What tells apart people who do not see the same of the network."""
    if not belongs(user):
        return "visitor"
    if user.is_board:
        return "board"
    return "+".join(["network", *sorted(user.region_codes)])


def kept(user, name: str, make: Callable[[], Part], *, eyes: str = "") -> Part:
    """What `make` gives, from the cache if one with the same `eyes` (the user's own) has just asked for the part `name`."""
    if user.is_staff:
        return make()
    key = "kept:" + sha256(f"{eyes or eyes_of(user)}:{name}".encode()).hexdigest()
    part = cache.get(key)
    if part is None:
        part = make()
        cache.set(key, part, KEPT_SECONDS)
    return part
