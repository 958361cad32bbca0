"""What was answered, counted: satisfaction, recommendation, rate of answers, each with its number of answers."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from training.models import SurveyAnswer, SurveyInvitation, SurveyQuestion

# Under so many answers nothing is told outside the team: one could be recognised.
FEWEST = 5
METHOD = (
    "Satisfaction : somme des notes sur somme des notes possibles, questions notées de 1 à 5, réponses à chaud des "
    "stagiaires. Recommandation : part des notes 9 et 10, moins part des notes 0 à 6."
)
CENTS = Decimal("0.1")


@dataclass(frozen=True)
class Result:
    """What a group of questionnaires says."""

    key: object
    label: str
    asked: int
    answered: int
    satisfaction: Decimal | None
    recommendation: Decimal | None

    @property
    def rate(self) -> Decimal | None:
        return (Decimal(self.answered) * 100 / self.asked).quantize(CENTS) if self.asked else None

    @property
    def told(self) -> bool:
        """Whether enough people answered for it to be told."""
        return self.answered >= FEWEST


SPLITS = {
    "course": ("Formation", "session__version__course", "session__version__course__title"),
    "theme": ("Thème", "session__version__course__theme", "session__version__course__theme__name"),
    "region": ("Région", "session__region", "session__region__name"),
    "session": ("Session", "session", "session__number"),
}


def results_by(split: str, invitations: QuerySet[SurveyInvitation]) -> list[Result]:
    """Results for each course, theme, region, session or trainer, in two queries; by name."""
    if split == "trainer":
        key, label = "session__slots__trainers", "session__slots__trainers__full_name"
        only = Q(question__about_trainer=True)
    else:
        (_, key, label), only = SPLITS[split], Q()
    asked = (
        invitations.filter(**{f"{key}__isnull": False}).order_by().values(key, label)
        .annotate(asked=Count("pk", distinct=True), answered=Count("pk", filter=Q(answered_at__isnull=False), distinct=True))
        .order_by(label)
    )  # fmt: skip
    scores = _scores(invitations, key, only)
    return [_result(row[key], row[label], row["asked"], row["answered"], scores.get(row[key], {})) for row in asked]


def result_of(invitations: QuerySet[SurveyInvitation], label: str = "") -> Result:
    """What all of these say together."""
    counted = invitations.aggregate(asked=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
    answers = SurveyAnswer.objects.filter(invitation__in=invitations)
    return _result(None, label, counted["asked"], counted["answered"], answers.aggregate(**_SUMS))


_SCALE = Q(question__kind=SurveyQuestion.Kind.SCALE)
_RECOMMEND = Q(question__kind=SurveyQuestion.Kind.RECOMMEND)
_SUMS = {
    "points": Sum("score", filter=_SCALE),
    "scored": Count("pk", filter=_SCALE & Q(score__isnull=False)),
    "promoters": Count("pk", filter=_RECOMMEND & Q(score__gte=9)),
    "detractors": Count("pk", filter=_RECOMMEND & Q(score__lte=6)),
    "recommending": Count("pk", filter=_RECOMMEND & Q(score__isnull=False)),
}


def _scores(invitations, key: str, only: Q) -> dict:
    """Sums of scores of each group. An answer about a session of two trainers counts for each, once."""
    answers = SurveyAnswer.objects.filter(only, invitation__in=invitations)
    path = f"invitation__{key}"
    if key == "session__slots__trainers":
        pairs = answers.filter(**{f"{path}__isnull": False}).order_by().values_list(
            path, "pk", "score", "question__kind"
        ).distinct()  # fmt: skip
        return _summed(pairs)
    return {row[path]: row for row in answers.order_by().values(path).annotate(**_SUMS)}


def _summed(pairs) -> dict:
    found: dict = {}
    for group, _, score, kind in pairs:
        sums = found.setdefault(group, dict.fromkeys(_SUMS, 0))
        if score is None:
            continue
        if kind == SurveyQuestion.Kind.SCALE:
            sums["points"] += score
            sums["scored"] += 1
        elif kind == SurveyQuestion.Kind.RECOMMEND:
            sums["promoters"] += score >= 9  # noqa: PLR2004 (as the method has it)
            sums["detractors"] += score <= 6  # noqa: PLR2004 (as the method has it)
            sums["recommending"] += 1
    return found


def _result(key, label: str, asked: int, answered: int, sums: dict) -> Result:
    scored, recommending = sums.get("scored") or 0, sums.get("recommending") or 0
    best = SurveyQuestion.HIGHEST[SurveyQuestion.Kind.SCALE]
    satisfaction = recommendation = None
    if scored:
        satisfaction = (Decimal(sums["points"]) * 100 / (scored * best)).quantize(CENTS)
    if recommending:
        recommendation = (Decimal(sums["promoters"] - sums["detractors"]) * 100 / recommending).quantize(CENTS)
    return Result(key, str(label), asked, answered, satisfaction, recommendation)


def distribution(invitations: QuerySet[SurveyInvitation]) -> list[dict]:
    """How many gave each score to each question."""
    rows = (
        SurveyAnswer.objects.filter(invitation__in=invitations, score__isnull=False).order_by()
        .values("question", "question__text", "question__kind", "question__order", "score").annotate(count=Count("pk"))
        .order_by("question__order", "question", "score")
    )  # fmt: skip
    found: dict[int, dict] = {}
    for row in rows:
        one = found.setdefault(
            row["question"], {"text": row["question__text"], "kind": row["question__kind"], "scores": {}}
        )
        one["scores"][row["score"]] = row["count"]
    for one in found.values():
        one["total"] = sum(one["scores"].values())
    return list(found.values())
