"""Organisations, worksites, conventions, returns and memberships of the demonstration network."""

import random
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from stdnum import luhn

from members.demo import names, spread
from members.demo.accounts import load_accounts
from members.demo.campaigns import load_campaigns
from members.demo.labels import load_labels
from members.demo.meetings import load_meetings
from members.demo.missions import load_missions
from members.demo.money import load_money
from members.demo.reviews import load_reviews
from members.domain.funding import annex_amount, unit_amount_on
from members.domain.statistics import take_statistics
from members.domain.succession import succeed
from members.models import (
    Aci,
    AciConvention,
    Commune,
    Contact,
    Establishment,
    FinancialAnnex,
    Membership,
    Organisation,
    Region,
    RegionalAssociation,
    Succession,
    YearlyReturn,
)

SEED = 2023
# Slices of the pools of members and sympathisers, at scale 1: who belongs in the years around the exact one, the last
# of them standing for those after.
MEMBERS_AROUND = {-2: (0, 641), -1: (0, 672), 0: (0, 700), 1: (6, 714), 2: (10, 724), 3: (14, 733)}
SYMPATHISERS_AROUND = {-2: (0, 705), -1: (0, 752), 0: (0, 800), 1: (4, 838), 2: (9, 861), 3: (12, 880)}
BATCH = 2000


@transaction.atomic
def load(year: int, scale: int) -> None:
    """Write the whole network; `year` is the one whose figures are exact.

    Each part reads what those before it wrote: PostgreSQL is told of it between them.
    """
    today = date.today()
    builder = Builder(year, scale)
    builder.build()
    take_statistics()
    load_campaigns(builder.years[0], builder.years[-1], today)
    take_statistics()
    load_money(today)
    # The last general meeting was held in June, the next one is prepared.
    load_meetings(today.year - (1 if (today.month, today.day) > (6, 12) else 2))
    load_missions(year, today)
    load_reviews(year)


class Builder:
    """Keeps the random source and what the steps hand to each other."""

    def __init__(self, year: int, scale: int):
        self.year, self.scale = year, scale
        self.rng = random.Random(SEED)  # noqa: S311 (fictitious data must come out the same each time)
        self.number = 0
        self.years = range(year - 2, max(year + 3, date.today().year) + 1)
        self.communes = self._communes_by_region()

    def build(self) -> None:
        members = self._organisations(self._regions_of_members())
        sympathisers = self._organisations(self._regions_of_sympathisers())
        self._memberships(members, MEMBERS_AROUND, Membership.Kind.MEMBER)
        self._memberships(sympathisers, SYMPATHISERS_AROUND, Membership.Kind.SYMPATHISER)
        sizes = self._returns(members)
        self._worksites(members, sizes)
        self._contacts(members + sympathisers)
        load_labels(members)
        self._successions(members)
        associations = self._associations()
        # Two organisations that still belong today: the first have left.
        load_accounts(members[100 * self.scale], sympathisers[100 * self.scale], associations["53"])

    def _communes_by_region(self) -> dict[str, list[Commune]]:
        towns = Commune.objects.filter(population__gte=1500).exclude(postcodes=[]).select_related("department")
        by_region = {}
        for town in towns.order_by("code"):
            by_region.setdefault(town.department.region_id, []).append(town)
        return by_region

    def _regions_of_members(self) -> list[str]:
        regions = [code for code, count in spread.REGIONS.items() for _ in range(count * self.scale)]
        self.rng.shuffle(regions)
        later = MEMBERS_AROUND[3][1] - spread.MEMBERS
        return regions + self.rng.choices(list(spread.REGIONS), spread.REGIONS.values(), k=later * self.scale)

    def _regions_of_sympathisers(self) -> list[str]:
        weights = spread.REGIONS | {"03": 4}
        return self.rng.choices(list(weights), weights.values(), k=SYMPATHISERS_AROUND[3][1] * self.scale)

    def _organisations(self, regions: list[str]) -> list[Organisation]:
        made = []
        published_on = date(self.year, 3, 1)
        for code in regions:
            self.number += 1
            town = self.rng.choice(self.communes[code])
            siren = _siren(self.number)
            made.append(
                Organisation(
                    name=f"{self.rng.choice(names.FIRST)} {self.rng.choice(names.SECOND)} – {town.name}",
                    siren=siren,
                    siret=_siret(siren, 1),
                    legal_form=self.rng.choices(["9220", "7361", "7210", "5485"], [88, 5, 4, 3])[0],
                    address=f"{self.rng.randint(1, 90)} rue de l'Exemple",
                    postcode=town.postcodes[0],
                    city=town.name,
                    commune=town,
                    department=town.department,
                    email=f"contact{self.number}@example.org",
                    phone=_phone(self.number) if self.number % 7 else "",
                    activities=self.rng.sample(names.ACTIVITIES, 2),
                    # Three in five agreed to be shown to everybody, one of which with its address.
                    published_on=published_on if self.number % 5 < 3 else None,
                    shows_email=self.number % 5 == 0,
                )
            )
        Organisation.objects.bulk_create(made, batch_size=BATCH)
        Establishment.objects.bulk_create(
            (
                Establishment(
                    organisation=organisation, siret=organisation.siret, kind=Establishment.Kind.SEAT,
                    name=organisation.name, address=organisation.address, postcode=organisation.postcode,
                    city=organisation.city, department=organisation.department,
                )
                for organisation in made
            ),
            batch_size=BATCH,
        )  # fmt: skip
        return made

    def _who(self, around: dict, year: int) -> range:
        """Places in its pool of those who belong in `year`."""
        low, high = around.get(year - self.year, around[max(around)])
        return range(low * self.scale, high * self.scale)

    def _memberships(self, pool: list[Organisation], around: dict, kind: str) -> None:
        """One a year; who joins after the first year does so within it."""
        known = self._who(around, self.years[0])
        made = []
        for year in self.years:
            for index in self._who(around, year):
                month = 1 if index in known else self.rng.randint(1, 10)
                made.append(
                    Membership(
                        organisation=pool[index],
                        year=year,
                        kind=kind,
                        validity=DateRange(date(year, month, 1), date(year + 1, 1, 1)),
                        region_id=pool[index].department.region_id,
                    )
                )
            known = self._who(around, year)
        Membership.objects.bulk_create(made, batch_size=BATCH)

    def _returns(self, members: list[Organisation]) -> list[Decimal]:
        """Returns of every past year; the insertion FTE of each member in the exact year."""
        answers = spread.workforces(self.rng, self.scale)
        silent = spread.MEMBERS * self.scale - len(answers)
        later = self.rng.choices(answers, k=len(members) - len(answers) - silent)
        declared = dict(zip(range(len(answers)), answers, strict=True))
        declared |= {len(answers) + silent + index: answer for index, answer in enumerate(later)}
        rows = []
        for year in self.years[:-1]:
            change = Decimal(100 + 2 * (year - self.year)) / 100
            for index in self._who(MEMBERS_AROUND, year):
                answer = declared.get(index)
                if answer is None or (year != self.year and self.rng.random() < 0.04):
                    continue
                rows.append(
                    YearlyReturn(
                        organisation=members[index],
                        year=year,
                        insertion_fte=round(answer.insertion_fte * change, 2),
                        permanent_fte=round(answer.permanent_fte * change, 2),
                        insertion_employees=round(answer.insertion_employees * change),
                        permanent_employees=answer.permanent_employees,
                    )
                )
        YearlyReturn.objects.bulk_create(rows, batch_size=BATCH)
        return [declared[index].insertion_fte if index in declared else Decimal(8) for index in range(len(members))]

    def _worksites(self, members: list[Organisation], sizes: list[Decimal]) -> None:
        """One worksite each and the rest by size; conventions of three years, one after the other; an annex a year."""
        exact = spread.MEMBERS * self.scale
        extra = spread.share_out((spread.ACIS - spread.MEMBERS) * self.scale, [float(size) for size in sizes[:exact]])
        counts = [1 + more for more in extra] + [1] * (len(members) - exact)
        acis = [
            Aci(
                organisation=organisation,
                name=f"{activity} – {organisation.city}",
                activity=activity,
                city=organisation.city,
                postcode=organisation.postcode,
                department=organisation.department,
                opened_on=date(self.year - 2, 1, 1),
            )
            for organisation, count in zip(members, counts, strict=True)
            for activity in self.rng.sample(names.ACTIVITIES, k=count)
        ]
        Aci.objects.bulk_create(acis, batch_size=BATCH)
        starts = self.years[::3]
        conventions = [
            AciConvention(
                aci=aci,
                asp_id=len(starts) * index + rank + 1,
                number=f"{_department(aci)} 0101{start % 100:02d} ACI {index % 100000:05d}",
                validity=DateRange(date(start, 1, 1), date(start + 3, 1, 1)),
            )
            for index, aci in enumerate(acis)
            for rank, start in enumerate(starts)
        ]
        AciConvention.objects.bulk_create(conventions, batch_size=BATCH)
        posts = {
            organisation.pk: round(size / count, 2)
            for organisation, size, count in zip(members, sizes, counts, strict=True)
        }
        FinancialAnnex.objects.bulk_create(
            (
                self._annex(convention, index // len(starts), renewal, posts[convention.aci.organisation_id])
                for index, convention in enumerate(conventions)
                for renewal in range(3)
            ),
            batch_size=BATCH,
        )

    def _annex(self, convention: AciConvention, worksite: int, renewal: int, posts: Decimal) -> FinancialAnnex:
        first = convention.validity.lower.year
        starts = date(first + renewal, 1, 1)
        unit = unit_amount_on(starts)
        return FinancialAnnex(
            convention=convention,
            asp_annex_id=3 * convention.asp_id + renewal,
            # Order numbers go to 9,999: beyond, the letter of a larger network's department tells them apart.
            number=f"ACI{_department(convention.aci)}{(first + worksite // 10000) % 100:02d}{worksite % 10000:04d}A{renewal}M0",
            starts=starts,
            ends=date(first + renewal, 12, 31),
            posts=posts,
            unit_amount=unit,
            total_amount=annex_amount(posts, unit, 12),
        )

    def _contacts(self, organisations: list[Organisation]) -> None:
        Contact.objects.bulk_create(
            (
                Contact(
                    organisation=organisation,
                    full_name=f"{self.rng.choice(names.GIVEN)} {self.rng.choice(names.FAMILY)}",
                    email=organisation.email,
                    function=function,
                    manages=True,
                )
                for organisation in organisations
                for function in (Contact.Function.DIRECTOR, Contact.Function.PRESIDENT)
            ),
            batch_size=BATCH,
        )

    def _successions(self, members: list[Organisation]) -> None:
        """One of each kind in the middle of the year that follows the exact one, whose figures they leave alone."""
        day = date(self.year + 1, 7, 1)
        renamed, merged, into, given_up = members[200:204]
        new, heir = self._organisations([renamed.department.region_id, given_up.department.region_id])
        for predecessor, successor, kind in [
            (renamed, new, Succession.Kind.RENAMED),
            (merged, into, Succession.Kind.MERGER),
            (given_up, heir, Succession.Kind.TAKEOVER),
        ]:
            succeed(predecessor, successor, kind=kind, effective_on=day, by=None)

    def _associations(self) -> dict[str, RegionalAssociation]:
        """One association a region; one for the two regions of the Indian Ocean, a partner in Martinique."""
        made = {}
        for region in Region.objects.filter(collectivity=False).exclude(code="06"):
            indian_ocean = region.code == "04"
            association = RegionalAssociation.objects.create(
                name=f"Association régionale {'Océan Indien' if indian_ocean else region.name}",
                status=RegionalAssociation.Status.PARTNER if region.code == "02" else "association",
                email=f"region{region.code}@example.org",
            )
            association.regions.set([region.code, "06"] if indian_ocean else [region.code])
            made[region.code] = association
        return made


def _siren(number: int) -> str:
    """A valid SIREN that no register has given."""
    stem = f"99{number:06d}"
    return stem + luhn.calc_check_digit(stem)


def _phone(number: int) -> str:
    """A number of those that the regulator keeps for works of fiction (ARCEP, décision 2018-0881)."""
    stem = ("01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49")[number // 10_000 % 5]
    return f"{stem} {number // 100 % 100:02d} {number % 100:02d}"


def _siret(siren: str, order: int) -> str:
    stem = f"{siren}{order:04d}"
    return stem + luhn.calc_check_digit(stem)


def _department(aci: Aci) -> str:
    """The department on three characters, as annex numbers write it."""
    return aci.department_id.rjust(3, "0")


def is_loaded() -> bool:
    """Whether the first organisation of the demonstration is there."""
    return Organisation.objects.filter(siren=_siren(1)).exists()


def other_organisations() -> bool:
    """Whether organisations that are not the demonstration's are there."""
    return Organisation.objects.exclude(siren__startswith="99").exists()
