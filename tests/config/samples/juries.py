"""Samples for the rights on juries."""

PATHS = {}


def sample() -> dict:
    return {}


def records_of(organisation):
    pass
