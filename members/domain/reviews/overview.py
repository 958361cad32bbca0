"""A year's reviews across regions: who assesses what, what remains to be done, how it changes over years."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from members.models import (
    BilateralReview,
    ReviewAnswer,
    ReviewCampaign,
    ReviewDecision,
    ReviewQuestion,
    Score,
    User,
)
from members.models.base import Unaccented

YEARS = 3
TONES = {Score.MISSING: "alert", Score.PARTIAL: "wait", Score.GOOD: "info", Score.FULL: "ok"}


@dataclass(frozen=True)
class Cell:
    """Both assessments of a mission by one region; None where they are not told yet."""

    answer: ReviewAnswer
    regional: Score | None
    national: Score | None

    @property
    def tells_regional(self) -> bool:
        return self.answer.review.tells_regional

    @property
    def tells_national(self) -> bool:
        return self.answer.review.tells_national

    @property
    def regional_text(self) -> str:
        return self.answer.regional_text if self.tells_regional else ""

    @property
    def national_text(self) -> str:
        return self.answer.national_text if self.tells_national else ""

    @property
    def agreement(self) -> str:
        """Whether both agree, in a word."""
        return self.answer.get_agreement_display() if self.tells_national else ""

    @property
    def regional_tone(self) -> str:
        return TONES.get(self.regional, "off")

    @property
    def national_tone(self) -> str:
        return TONES.get(self.national, "off")


@dataclass(frozen=True)
class Row:
    """A region's review, with a cell for each question of the year."""

    review: BilateralReview
    cells: list[Cell | None]


@dataclass(frozen=True)
class Mean:
    """Mean assessments of a mission in a year and how many regions told theirs; None without any."""

    regional: Decimal | None
    national: Decimal | None
    told: int


@dataclass(frozen=True)
class Overview:
    """What the page across regions shows."""

    campaign: ReviewCampaign
    questions: list[ReviewQuestion]
    rows: list[Row]
    years: list[int]
    changes: list[tuple[str, str, list[Mean]]]
    decisions: list[ReviewDecision] = field(default_factory=list)


def overview_of(campaign: ReviewCampaign, user: User) -> Overview:
    """The reviews of a year that `user` sees, in a fixed number of queries."""
    questions = list(campaign.questions.select_related("mission"))
    years = range(campaign.year - YEARS + 1, campaign.year + 1)
    seen = BilateralReview.objects.visible_to(user)
    answers = list(
        ReviewAnswer.objects.filter(review__in=seen, review__campaign__year__in=years)
        .select_related("question__mission", "review__campaign", "review__association")
        .order_by(Unaccented("review__association__name"), "pk")
    )
    decisions = (
        ReviewDecision.objects.filter(review__in=seen, review__campaign__year__lte=campaign.year)
        .filter(review__state__in=BilateralReview.FROZEN)
        .still_open()
        .select_related("review__campaign", "review__association")
    )
    return Overview(
        campaign=campaign,
        questions=questions,
        rows=_rows([one for one in answers if one.review.campaign_id == campaign.pk], questions),
        years=list(years),
        changes=_changes(answers, questions, years),
        decisions=list(decisions),
    )


def cell_of(answer: ReviewAnswer) -> Cell:
    """The assessments of an answer that may be told."""
    review = answer.review
    return Cell(
        answer,
        Score(answer.regional_score) if answer.regional_score and review.tells_regional else None,
        Score(answer.national_score) if answer.national_score and review.tells_national else None,
    )


def _rows(answers: Iterable[ReviewAnswer], questions: list[ReviewQuestion]) -> list[Row]:
    by_review: dict[int, tuple[BilateralReview, dict[int, Cell]]] = {}
    for answer in answers:
        by_review.setdefault(answer.review_id, (answer.review, {}))[1][answer.question_id] = cell_of(answer)
    return [Row(review, [cells.get(one.pk) for one in questions]) for review, cells in by_review.values()]


def _changes(answers: list[ReviewAnswer], questions: list[ReviewQuestion], years: Iterable[int]) -> list[tuple]:
    """For each mission, known over years by its code, the means of each year."""
    told: dict[tuple[str, int], list[Cell]] = {}
    for answer in answers:
        told.setdefault((answer.question.mission.code, answer.review.campaign.year), []).append(cell_of(answer))
    return [
        (one.mission.code, one.mission.title, [_mean(told.get((one.mission.code, year), [])) for year in years])
        for one in questions
    ]


def _mean(cells: list[Cell]) -> Mean:
    regional = [cell.regional for cell in cells if cell.regional]
    national = [cell.national for cell in cells if cell.national]
    return Mean(_average(regional), _average(national), len(regional))


def _average(scores: list[int]) -> Decimal | None:
    if not scores:
        return None
    return (Decimal(sum(scores)) / len(scores)).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")
