"""Samples for the rights on officials and their desk."""

PATHS = {}


def sample() -> dict:
    return {}


def records_of(organisation):
    pass
