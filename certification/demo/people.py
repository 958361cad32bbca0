"""Candidates of the demonstration: invented people, some of them born abroad or in Corsica, some with a name of use."""

import random
from datetime import date, timedelta

from certification.models import Candidate
from members.demo import names
from members.models import Commune

COUNTRIES = [("350", "Maroc"), ("352", "Algérie"), ("139", "Portugal"), ("212", "Afghanistan"), ("331", "Mali")]


def person(rng: random.Random, communes: list[Commune], day: date) -> Candidate:
    """Somebody between 20 and 60 years old on that day."""
    born = day - timedelta(days=rng.randrange(20 * 365, 60 * 365))
    family = rng.choice(names.FAMILY)
    abroad = rng.random() < 0.15
    commune = None if abroad else rng.choice(communes)
    country, country_name = rng.choice(COUNTRIES) if abroad else ("", "")
    # Some do not know the day of their birth.
    unknown_day = abroad and rng.random() < 0.3
    return Candidate(
        birth_name=family.upper(),
        used_name=rng.choice(names.FAMILY).upper() if rng.random() < 0.2 else "",
        first_name=rng.choice(names.GIVEN),
        second_name=rng.choice(names.GIVEN) if rng.random() < 0.5 else "",
        sex=rng.choice(Candidate.Sex.values),
        birth_year=born.year,
        birth_month=None if unknown_day else born.month,
        birth_day=None if unknown_day else born.day,
        birth_commune_code=commune.code if commune else "",
        birth_commune_name=commune.name if commune else "",
        birth_country_code=country,
        birth_country_name=country_name,
        identity_seen_on=day - timedelta(days=100),
        informed_on=day - timedelta(days=100),
    )
