"""Parts of pages that many people see alike, kept a minute; staff, who change them, always see them fresh."""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache

KEPT_SECONDS = 60
Part = TypeVar("Part")


def kept(user, name: str, make: Callable[[], Part]) -> Part:
    """What `make` gives, from the cache if one with the same eyes has just asked for the part `name`."""
    if user.is_national:
        return make()
    of_all = "network" if user.roles else "nobody"
    eyes = "board" if user.is_board else "+".join([of_all, *sorted(user.region_codes)])
    key = "kept:" + sha256(f"{eyes}:{name}".encode()).hexdigest()
    part = cache.get(key)
    if part is None:
        part = make()
        cache.set(key, part, KEPT_SECONDS)
    return part
