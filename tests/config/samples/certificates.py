"""Samples for the rights on certificates, their register and their check."""

PATHS = {}


def sample() -> dict:
    return {}


def records_of(organisation):
    pass
