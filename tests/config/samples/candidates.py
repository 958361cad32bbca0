"""Samples for the rights on candidates and their enrolments."""

PATHS = {}


def sample() -> dict:
    return {}


def records_of(organisation):
    pass
