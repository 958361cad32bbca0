"""Accredited structures of the demonstration, and requests in each state."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateRange

from certification.models import Accreditation, Certification, RegisterChange
from members.models import Contact, Membership, Organisation
from members.models.user import User

SEED = 4101
PARIS = ZoneInfo("Europe/Paris")
# Requests of each year: those of 2020 to 2023 are the report's.
REQUESTED = {2018: 24, 2019: 22, 2020: 5, 2021: 3, 2022: 15, 2023: 9, 2024: 6, 2025: 5}
REFUSED = {2022: 1, 2023: 1}
State = Accreditation.State


def load_accreditations(certifications: dict[str, Certification], today: date) -> list[Accreditation]:
    """Those that were granted; the structure of the member's account comes first."""
    return _Requests(certifications, today).load()


class _Requests:
    def __init__(self, certifications: dict[str, Certification], today: date):
        self.certifications, self.today = certifications, today
        self.rng = random.Random(SEED)  # noqa: S311 (the same requests every time)
        self.number = 0
        self.decider = User.objects.get(email="admin@example.org")
        self.reviewer = User.objects.get(email="national@example.org")

    def load(self) -> list[Accreditation]:
        organisations = self._organisations()
        granted = []
        for year, count in REQUESTED.items():
            for rank in range(count):
                organisation = organisations.pop(0)
                day = date(year, 1, 15) + timedelta(days=self.rng.randrange(300))
                code = "EPSP" if rank % 8 == 7 else "CQP-SP"
                if rank < REFUSED.get(year, 0):
                    self._row(organisation, code, day, State.REFUSED, reason="L'équipe annoncée n'est pas en place.")
                else:
                    granted.append(self._granted(organisation, code, day))
        self._renewals([one for one in granted if one.validity.upper <= self.today], granted)
        self._suspended(granted)
        self._under_way(organisations)
        return granted

    def _organisations(self) -> list[Organisation]:
        own = Organisation.objects.get(contacts__user__email="adherent@example.org")
        members = Membership.objects.filter(kind=Membership.Kind.MEMBER, year=self.today.year).values("organisation")
        found = list(
            Organisation.objects.filter(pk__in=members, closed_on=None).exclude(pk=own.pk).order_by("siren")[:160]
        )
        self.rng.shuffle(found)
        return [own, *found]

    def _row(self, organisation, code: str, day: date, state: str, **fields) -> Accreditation:
        return Accreditation.objects.create(
            **{
                "organisation": organisation,
                "certification": self.certifications[code],
                "scope": Accreditation.Scope.BOTH,
                "state": state,
                "requested_at": datetime.combine(day, time(10), PARIS),
                "sites": f"{organisation.address}, {organisation.postcode} {organisation.city}",
                "activities": "Espaces verts, second œuvre",
                "team": "Une direction, deux encadrants formés à l'évaluation, une accompagnatrice.",
                "organisation_text": "Trois jours en production, une demi-journée en salle chaque semaine, une immersion.",
                "means": "Un atelier, une salle de douze places, des protections pour chacun.",
                "tools": "Grille de positionnement, livret de progression, évaluation à chaque fin de bloc.",
                "disability_contact": Contact.objects.filter(organisation=organisation).first().full_name,
                "employees": self.rng.randrange(12, 40),
            }
            | fields
        )

    def _granted(self, organisation, code: str, asked: date, **fields) -> Accreditation:
        self.number += 1
        decided = asked + timedelta(days=45)
        # An accreditation never outlives the registration of its certification.
        ends = min(date(decided.year + 5, decided.month, 1), self._after_registration(code))
        row = self._row(
            organisation, code, asked,
            **{
                "state": State.EXPIRED if ends <= self.today else State.GRANTED,
                "number": f"AG{decided.year}-{self.number:05d}",
                "reviewer": self.reviewer,
                "review_opinion": "Le dossier est complet et l'équipe formée.",
                "favourable": True,
                "decided_by": self.decider,
                "committee_on": decided,
                "decided_on": decided,
                "legal_form": Accreditation.LegalForm.CONVENTION,
                "validity": DateRange(decided, ends),
            }
            | fields,
        )  # fmt: skip
        self._change(row, RegisterChange.Kind.GRANTED, decided)
        if row.state == State.EXPIRED:
            self._change(row, RegisterChange.Kind.ENDED, ends)
        return row

    def _after_registration(self, code: str) -> date:
        return self.certifications[code].registered_until + timedelta(days=1)

    def _change(self, row: Accreditation, kind: str, day: date) -> None:
        told = day + timedelta(days=21)
        RegisterChange.objects.create(
            accreditation=row,
            kind=kind,
            happened_on=day,
            told_on=told if told < self.today - timedelta(days=30) else None,
        )

    def _renewals(self, ended: list[Accreditation], granted: list[Accreditation]) -> None:
        """Two thirds went on; their requests come after the years of the report."""
        for one in ended[: 2 * len(ended) // 3]:
            asked = max(one.validity.upper - timedelta(days=60), date(2024, 1, 8))
            start = max(one.validity.upper, asked + timedelta(days=45))
            ends = min(date(start.year + 5, start.month, 1), self._after_registration(one.certification.code))
            granted.append(
                self._granted(
                    one.organisation, one.certification.code, asked, renews=one, validity=DateRange(start, ends),
                    state=State.GRANTED,
                )
            )  # fmt: skip

    def _suspended(self, granted: list[Accreditation]) -> None:
        row = [one for one in granted if one.state == State.GRANTED][-4]
        row.state, row.reason = State.SUSPENDED, "Les évaluations en continu ne sont pas tenues depuis six mois."
        row.save()
        self._change(row, RegisterChange.Kind.SUSPENDED, self.today - timedelta(days=52))

    def _under_way(self, organisations: list[Organisation]) -> None:
        """This year's, one in each state."""
        for days, state in [
            (3, State.SUBMITTED), (9, State.SUBMITTED), (20, State.INCOMPLETE), (30, State.IN_REVIEW), (55, State.COMMITTEE),
        ]:  # fmt: skip
            fields = {"reviewer": self.reviewer} if state in (State.IN_REVIEW, State.COMMITTEE) else {}
            if state == State.COMMITTEE:
                fields |= {"review_opinion": "L'organisation répond à ce qui est demandé.", "favourable": True}
            if state == State.INCOMPLETE:
                fields |= {"reason": "Il manque l'attestation d'assurance de l'année."}
            self._row(organisations.pop(0), "CQP-SP", self.today - timedelta(days=days), state, **fields)
