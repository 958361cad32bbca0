"""How often a public form may be sent from one network address: enough for a team, too few for a program."""

from django.core.cache import cache

MOST_AN_HOUR = 10


def within_limit(form: str, address: str) -> bool:
    """Whether this form may be sent once more from there within the hour; asking counts."""
    key = f"{form}:{address}"
    cache.add(key, 0, 3600)
    return cache.incr(key) <= MOST_AN_HOUR
