"""Officials of the demonstration, and the account of one of them."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from certification.models import College, Mandate, Official, OfficialTraining, Unavailability
from members.demo import names
from members.demo.accounts import PASSWORD
from members.models import Region, Role, RoleGrant, User

SEED = 4007
# Of whom 28 mandataires, 5 controllers and 7 EPSP trainers hold their mandate at the end of 2023.
MANDATES = [
    (Mandate.Role.MANDATAIRE, 28, date(2019, 1, 1), date(2028, 1, 1)),
    (Mandate.Role.MANDATAIRE, 4, date(2018, 1, 1), date(2023, 1, 1)),
    (Mandate.Role.MANDATAIRE, 3, date(2025, 1, 1), date(2029, 1, 1)),
    (Mandate.Role.CONTROLLER, 5, date(2021, 1, 1), date(2028, 1, 1)),
    (Mandate.Role.EPSP_TRAINER, 7, date(2020, 9, 1), date(2027, 9, 1)),
]
REGIONS = ["84", "76", "32", "75", "11", "44", "53", "28", "93", "52", "27", "24"]
ACCOUNT = "mandataire@example.org"


@dataclass
class Officials:
    """Who may be chosen on a day: mandates with their official, by role."""

    mandates: dict[str, list[Mandate]] = field(default_factory=dict)

    def on(self, day: date, role: str, college: str | None = None) -> list[Official]:
        return [
            mandate.official
            for mandate in self.mandates[role]
            if mandate.validity.lower <= day < mandate.validity.upper and college in (None, mandate.college)
        ]


def load_officials(today: date) -> Officials:
    """The first mandataire, of the employees' college, has the account that the demonstration prints."""
    rng = random.Random(SEED)  # noqa: S311 (the same people every time)
    regions = {region.code: region for region in Region.objects.filter(code__in=REGIONS)}
    known, number, seen = Officials(), 0, set()
    for role, count, starts, ends in MANDATES:
        for rank in range(count):
            number += 1
            official = Official.objects.create(
                full_name=_name(rng, seen),
                email=f"mandataire{number}@example.org",
                phone=f"01 99 00 {number // 10:02d} {number % 10 * 10:02d}",
                region=regions[REGIONS[number % len(REGIONS)]],
                of_certifier=role == Mandate.Role.CONTROLLER and rank == 0,
            )
            college = College.NONE
            if role == Mandate.Role.MANDATAIRE:
                college = College.EMPLOYEE if rank % 2 == 0 else College.EMPLOYER
            mandate = Mandate.objects.create(
                official=official, role=role, college=college, validity=DateRange(starts, ends)
            )
            known.mandates.setdefault(role, []).append(mandate)
            OfficialTraining.objects.create(
                official=official, title="Prise de fonction", done_on=starts + timedelta(days=20)
            )
    _account(known.mandates[Mandate.Role.MANDATAIRE][0].official)
    away = known.mandates[Mandate.Role.MANDATAIRE][3].official
    Unavailability.objects.create(official=away, validity=DateRange(today, today + timedelta(days=40)), note="Congé")
    return known


def _account(official: Official) -> None:
    user = User.objects.create_user(ACCOUNT, PASSWORD, full_name="Maud Mandataire")
    RoleGrant.objects.create(user=user, role=Role.OFFICIAL, validity=DateRange(date(2019, 1, 1), date(2028, 1, 1)))
    official.user, official.full_name, official.email = user, user.full_name, user.email
    official.save()


def _name(rng: random.Random, seen: set[str]) -> str:
    """A name that nobody else has."""
    while True:
        name = f"{rng.choice(names.GIVEN)} {rng.choice(names.FAMILY)}"
        if name not in seen:
            seen.add(name)
            return name
