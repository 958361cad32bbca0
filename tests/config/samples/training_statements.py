"""Samples for the rights on the yearly statement of training: a statement in preparation."""

from tests.factories.training import ActivityStatementFactory


def sample() -> dict:
    return {"activity_statement": ActivityStatementFactory().pk}


def records():
    ActivityStatementFactory()
