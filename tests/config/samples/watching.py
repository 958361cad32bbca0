"""Samples for the rights on what is watched over in certification."""

PATHS = {}


def sample() -> dict:
    return {}


def records_of(organisation):
    pass
