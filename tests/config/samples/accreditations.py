"""Samples for the rights on accreditations and certifications."""

PATHS = {}


def sample() -> dict:
    return {}


def records_of(organisation):
    pass
