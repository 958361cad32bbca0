"""Checks of accreditations and support visits of the demonstration."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from certification.demo.officials import Officials
from certification.models import (
    Accreditation,
    AccreditationCheck,
    CheckAnswer,
    ChecklistQuestion,
    Finding,
    Mandate,
    SupportVisit,
)

SEED = 4202
PARIS = ZoneInfo("Europe/Paris")
# The years of the report, then less. None were made in 2020, of which records were kept.
CHECKS = {2021: 8, 2022: 24, 2023: 22, 2024: 12, 2025: 10}
VISITS = {2022: 8, 2023: 2, 2024: 4, 2025: 5}
State = AccreditationCheck.State
GAPS = [
    ("minor", "Deux livrets de progression ne sont pas à jour.", "Mettre les livrets à jour."),
    ("minor", "La notice d'information n'est pas signée par tous les candidats.", "Faire signer les notices."),
    ("major", "Aucune immersion en entreprise n'a été proposée cette année.", "Programmer les immersions."),
]
SUBJECTS = ["Préparer le premier jury", "Tenir l'évaluation en continu", "Construire les situations de production"]


def load_checks(accreditations: list[Accreditation], officials: Officials, today: date) -> None:
    """Closed ones in the past, then one in each state this year."""
    _Checks(accreditations, officials, today).load()


class _Checks:
    def __init__(self, accreditations: list[Accreditation], officials: Officials, today: date):
        self.accreditations, self.officials, self.today = accreditations, officials, today
        self.rng = random.Random(SEED)  # noqa: S311 (the same checks every time)
        self.questions = {}
        for question in ChecklistQuestion.objects.all():
            self.questions.setdefault(question.certification_id, []).append(question)

    def load(self) -> None:
        for year, count in CHECKS.items():
            for _ in range(count):
                self._made(date(year, 1, 10) + timedelta(days=self.rng.randrange(340)), State.CLOSED)
        for days, state in [
            (12, State.CARRIED_OUT),
            (35, State.REPORT_SENT),
            (80, State.ACTION_PLAN),
            (100, State.CLOSED),
        ]:
            self._made(self.today - timedelta(days=days), state)
        for days, state in [(15, State.ANNOUNCED), (40, State.PLANNED)]:
            day = self.today + timedelta(days=days)
            self._row(day, state, carried_out_on=None)
        for year, count in VISITS.items():
            for _ in range(count):
                self._visit(date(year, 2, 1) + timedelta(days=self.rng.randrange(300)))

    def _accredited(self, day: date) -> Accreditation:
        return self.rng.choice([one for one in self.accreditations if one.validity.lower <= day < one.validity.upper])

    def _row(self, day: date, state: str, **fields) -> AccreditationCheck:
        accreditation = self._accredited(day)
        return AccreditationCheck.objects.create(
            **{
                "accreditation": accreditation,
                "kind": self.rng.choice(AccreditationCheck.Kind.values),
                "controller": self.rng.choice(self.officials.on(day, Mandate.Role.CONTROLLER)),
                "planned_on": day,
                "announced_at": None if state == State.PLANNED else _at(day - timedelta(days=20)),
                "carried_out_on": day,
                "state": state,
            }
            | fields
        )

    def _made(self, day: date, state: str) -> None:
        ended = state == State.CLOSED
        check = self._row(
            day, state,
            summary="L'équipe connaît le référentiel et le fait vivre ; les points relevés sont repris ci-dessous.",
            report_sent_at=None if state == State.CARRIED_OUT else _at(day + timedelta(days=10)),
            closed_on=day + timedelta(days=60) if ended else None,
        )  # fmt: skip
        gaps = self.rng.sample(GAPS, k=self.rng.choice([0, 0, 1, 2]) if ended else 2)
        doubtful = len(gaps)
        CheckAnswer.objects.bulk_create(
            CheckAnswer(
                check_made=check,
                question=question,
                verdict=CheckAnswer.Verdict.PARTIAL if rank < doubtful else CheckAnswer.Verdict.CONFORM,
                client_at=_at(day),
            )
            for rank, question in enumerate(self.questions[check.accreditation.certification_id])
        )
        Finding.objects.bulk_create(
            Finding(
                check_made=check, severity=severity, text=text, action=action, due_on=day + timedelta(days=60),
                closed_on=day + timedelta(days=50) if ended else None,
            )
            for severity, text, action in gaps
        )  # fmt: skip

    def _visit(self, day: date) -> None:
        accreditation = self._accredited(day)
        SupportVisit.objects.create(
            organisation=accreditation.organisation,
            certification=accreditation.certification,
            visitor=self.rng.choice(self.officials.on(day, Mandate.Role.EPSP_TRAINER)),
            visited_on=day,
            subject=self.rng.choice(SUBJECTS),
            advice="Partir des gestes du chantier, et noter chaque semaine ce que la personne sait faire.",
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), PARIS)
