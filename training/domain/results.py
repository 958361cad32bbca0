"""What training gave, as the public reads it: satisfaction, recommendation, attendance, abandonment, objectives reached.

Qualiopi, indicator 2: each figure is told with its number, its period, its method and the rate of answers, and is kept
quiet under five. Totals are read for each session in a few queries, then added up by course, trainer, region or theme:
as many queries for one course as for all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from members.domain.calendar import months_after
from training.models import (
    Attendance,
    ObjectiveMark,
    Registration,
    Session,
    Slot,
    Survey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyQuestion,
)

# Fewer people than this and a figure would tell who said what.
LEAST = 5
# How far back the public figures go.
PERIOD_MONTHS = 36
# Who held a place when the session began.
BEGAN = (*Registration.ENDED, Registration.State.ATTENDING)


@dataclass
class Totals:
    """What is added up; times are in minutes."""

    sessions: int = 0
    asked: int = 0
    answered: int = 0
    points: int = 0
    highest: int = 0
    satisfied_people: int = 0
    recommending: int = 0
    promoters: int = 0
    detractors: int = 0
    placed: int = 0
    planned: int = 0
    attended: int = 0
    started: int = 0
    abandoned: int = 0
    marks: int = 0
    reached: int = 0
    assessed: int = 0

    def add(self, other: "Totals") -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


@dataclass(frozen=True)
class Rate:
    """A figure and what one must know to read it; `value` is None where there is nothing, or too few, to count."""

    key: str
    label: str
    value: Decimal | None
    unit: str
    n: int
    counted: str
    method: str
    response: Decimal | None = None

    @property
    def hidden(self) -> bool:
        """Whether too few people stand behind it for it to be told."""
        return 0 < self.n < LEAST


@dataclass(frozen=True)
class Results:
    """The public figures of a set of sessions that ended between two days."""

    first: date
    last: date
    totals: Totals = field(default_factory=Totals)

    @property
    def rates(self) -> list[Rate]:
        return [self.satisfaction, self.recommendation, self.attendance, self.abandonment, self.objectives]

    @property
    def told(self) -> bool:
        """Whether one figure at least may be read."""
        return any(rate.value is not None for rate in self.rates)

    @property
    def response(self) -> Decimal | None:
        """Answers out of a hundred questionnaires sent to trainees at the end."""
        return _part(self.totals.answered, self.totals.asked)

    @property
    def satisfaction(self) -> Rate:
        found = self.totals
        return _rate(
            "satisfaction", "Satisfaction des stagiaires", _part(found.points, found.highest), "%",
            found.satisfied_people, "stagiaires ayant répondu",
            "Somme des notes données à la fin (de 1 à 5) rapportée à la somme des notes les plus hautes possibles.",
            self.response,
        )  # fmt: skip

    @property
    def recommendation(self) -> Rate:
        found = self.totals
        return _rate(
            "recommendation", "Recommandation (NPS)", _part(found.promoters - found.detractors, found.recommending),
            "", found.recommending, "stagiaires ayant répondu",
            "Part des notes 9 et 10 moins part des notes 0 à 6, sur 10 : de −100 à +100.", self.response,
        )  # fmt: skip

    @property
    def attendance(self) -> Rate:
        found = self.totals
        return _rate(
            "attendance", "Assiduité", _part(found.attended, found.planned), "%", found.placed, "stagiaires inscrits",
            "Heures suivies rapportées aux heures prévues de qui avait une place au début, absents compris.",
        )  # fmt: skip

    @property
    def abandonment(self) -> Rate:
        found = self.totals
        return _rate(
            "abandonment", "Abandon", _part(found.abandoned, found.started), "%", found.started,
            "stagiaires ayant commencé",
            "Stagiaires qui ont arrêté en cours de formation, rapportés à ceux qui l'ont commencée.",
        )  # fmt: skip

    @property
    def objectives(self) -> Rate:
        found = self.totals
        return _rate(
            "objectives", "Objectifs atteints", _part(found.reached, found.marks), "%", found.assessed,
            "stagiaires évalués",
            "Objectifs du programme atteints à l'évaluation finale (3 ou 4 sur 4), rapportés aux objectifs évalués.",
        )  # fmt: skip


def _part(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else None


def _rate(key, label, value, unit, n, counted, method, response=None) -> Rate:
    return Rate(key, label, value if n >= LEAST else None, unit, n, counted, method, response)


def public_period(today: date | None = None) -> tuple[date, date]:
    """The days between which sessions of the public figures ended."""
    today = today or timezone.localdate()
    return months_after(today, -PERIOD_MONTHS), today


def ended_between(first: date, last: date) -> QuerySet:
    """Sessions that were held and ended between two days, both included."""
    over = (Session.State.COMPLETED, Session.State.CLOSED)
    return Session.objects.filter(state__in=over, ends_on__range=(first, last)).order_by()


def course_results(course_id: int, today: date | None = None) -> Results:
    """The public figures of a course."""
    first, last = public_period(today)
    totals = totals_by_session(ended_between(first, last).filter(version__course=course_id))
    return Results(first, last, _added(totals.values()))


# By what sessions may be gathered, and how a session leads to it; a session of two trainers counts for each.
GROUPS = {
    "course": "version__course",
    "theme": "version__course__theme",
    "region": "region",
    "trainer": "slots__trainers",
}


def results_by(group: str, sessions: QuerySet, first: date, last: date) -> dict[object, Results]:
    """The figures of `sessions`, which ended between two days, for each course, theme, region or trainer."""
    totals = totals_by_session(sessions)
    path = GROUPS[group]
    pairs = sessions.order_by().exclude(**{path: None}).values_list("pk", path).distinct()
    gathered: dict[object, list[Totals]] = {}
    for session, key in pairs:
        gathered.setdefault(key, []).append(totals[session])
    return {key: Results(first, last, _added(found)) for key, found in gathered.items()}


def results_of(sessions: QuerySet, first: date, last: date) -> Results:
    """The figures of `sessions` taken together."""
    return Results(first, last, _added(totals_by_session(sessions).values()))


def _added(totals: Iterable[Totals]) -> Totals:
    whole = Totals()
    for one in totals:
        whole.add(one)
    return whole


def totals_by_session(sessions: QuerySet) -> dict[int, Totals]:
    """The totals of each session: six queries, however many sessions."""
    numbers = list(sessions.order_by().values_list("pk", flat=True).distinct())
    found = {pk: Totals(sessions=1) for pk in numbers}
    _fill(found, _surveys(numbers))
    _fill(found, _answers(numbers))
    minutes = dict(
        Slot.objects.filter(session__in=numbers).order_by().values_list("session").annotate(total=Sum("minutes"))
    )
    _fill(found, _registrations(numbers))
    for pk, one in found.items():
        one.planned = one.placed * minutes.get(pk, 0)
    _fill(found, _attended(numbers))
    _fill(found, _marks(numbers))
    return found


def _fill(found: Mapping[int, Totals], rows: Iterable[dict]) -> None:
    for row in rows:
        session = row.pop("of")
        for name, value in row.items():
            setattr(found[session], name, value or 0)


def _surveys(numbers: list[int]) -> QuerySet:
    sent = SurveyInvitation.objects.filter(
        session__in=numbers, survey__moment=Survey.Moment.HOT, survey__audience=Survey.Audience.TRAINEE
    )
    return sent.order_by().values(of=F("session")).annotate(
        asked=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False))
    )  # fmt: skip


def _answers(numbers: list[int]) -> QuerySet:
    kinds = SurveyQuestion.Kind
    scale, recommend = Q(question__kind=kinds.SCALE), Q(question__kind=kinds.RECOMMEND)
    given = SurveyAnswer.objects.filter(
        invitation__session__in=numbers,
        invitation__survey__moment=Survey.Moment.HOT,
        invitation__survey__audience=Survey.Audience.TRAINEE,
        score__isnull=False,
    )
    return given.order_by().values(of=F("invitation__session")).annotate(
        points=Sum("score", filter=scale),
        highest=Count("pk", filter=scale) * SurveyQuestion.HIGHEST[kinds.SCALE],
        satisfied_people=Count("invitation", filter=scale, distinct=True),
        recommending=Count("pk", filter=recommend),
        promoters=Count("pk", filter=recommend & Q(score__gte=9)),
        detractors=Count("pk", filter=recommend & Q(score__lte=6)),
    )  # fmt: skip


def _registrations(numbers: list[int]) -> QuerySet:
    came = Exists(Attendance.objects.present().filter(registration=OuterRef("pk")))
    placed = Registration.objects.filter(session__in=numbers, state__in=BEGAN).annotate(came=came)
    return placed.order_by().values(of=F("session")).annotate(
        placed=Count("pk"),
        started=Count("pk", filter=Q(came=True)),
        abandoned=Count("pk", filter=Q(came=True, state=Registration.State.ABANDONED)),
    )  # fmt: skip


def _attended(numbers: list[int]) -> QuerySet:
    present = Attendance.objects.present().filter(registration__session__in=numbers, registration__state__in=BEGAN)
    return present.order_by().values(of=F("registration__session")).annotate(attended=Sum("minutes"))


def _marks(numbers: list[int]) -> QuerySet:
    assessed = ObjectiveMark.objects.filter(registration__session__in=numbers, after__isnull=False)
    return assessed.order_by().values(of=F("registration__session")).annotate(
        marks=Count("pk"),
        reached=Count("pk", filter=Q(after__gte=ObjectiveMark.REACHED)),
        assessed=Count("registration", distinct=True),
    )  # fmt: skip
