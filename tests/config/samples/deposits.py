"""Samples for the rights on the flow to the Caisse des Dépôts."""

PATHS = {}


def sample() -> dict:
    return {}


def records_of(organisation):
    pass
