"""Samples for the rights on checks of accreditations and support visits."""

PATHS = {}


def sample() -> dict:
    return {}


def records_of(organisation):
    pass
