"""What fills the table of rights: things that belong to nobody who asks, and records of organisations here and there.

Each area has a module, named as that of `config/rights`: `sample()` gives the keys with which its addresses are filled;
`records_of(organisation)` makes a record of each kind that an organisation has, `records()` what belongs to none; `PATHS`
tells where a record's organisation is found, when it is not in `organisation`.
"""

from tests.config.samples import (
    accreditations,
    agreements,
    candidates,
    certificates,
    checks,
    deliberations,
    deposits,
    juries,
    meetings,
    memberships,
    missions,
    money,
    network,
    officials,
    reporting,
    resources,
    reviews,
    training_attendance,
    training_courses,
    training_papers,
    training_quality,
    training_registrations,
    training_sessions,
    training_statements,
    watching,
)

AREAS = [
    network,
    memberships,
    money,
    meetings,
    missions,
    agreements,
    reviews,
    reporting,
    resources,
    accreditations,
    candidates,
    certificates,
    checks,
    deliberations,
    deposits,
    juries,
    officials,
    watching,
    training_attendance,
    training_courses,
    training_papers,
    training_quality,
    training_registrations,
    training_sessions,
    training_statements,
]


def _each(name: str) -> list:
    return [getattr(area, name) for area in AREAS if hasattr(area, name)]


PATHS = {model: path for paths in _each("PATHS") for model, path in paths.items()}


def everything_sampled() -> dict:
    """The keys of things that belong to nobody who asks, by the name that rows give them."""
    return {key: value for sample in _each("sample") for key, value in sample().items()}


def everything_of(organisations) -> None:
    """A record of each kind of each organisation, then those that belong to none."""
    for organisation in organisations:
        for records_of in _each("records_of"):
            records_of(organisation)
    for records in _each("records"):
        records()
