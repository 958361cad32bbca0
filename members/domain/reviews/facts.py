"""The figures of a review: told as of today while it is being written, frozen when it is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from members.models import BilateralReview, ReviewFact, ReviewQuestion
from reporting.french import NBSP, number, percent, unit
from reporting.indicators import Indicator, Scope, UnknownIndicator, get


@dataclass(frozen=True)
class ShownFact:
    """A figure as frozen, where it is, and as it would be today."""

    fact: ReviewFact
    today: int | Decimal | None
    is_share: bool

    @property
    def frozen(self) -> Decimal | None:
        return self.fact.value

    @property
    def is_frozen(self) -> bool:
        return self.fact.frozen_at is not None

    @property
    def frozen_words(self) -> str:
        return self._words(self.frozen)

    @property
    def today_words(self) -> str:
        return self._words(self.today)

    def _words(self, value) -> str:
        if value is None or self.is_share:
            return percent(value)
        return f"{number(value)}{NBSP}{unit(self.fact.unit, value)}"

    @property
    def has_moved(self) -> bool:
        """Whether the data have changed since the figure was frozen."""
        return self.is_frozen and self.frozen != self.today


def _known(key: str) -> Indicator | None:
    """The indicator of this key; none where the portal no longer has it, as an old agreement may name it."""
    try:
        return get(key)
    except UnknownIndicator:
        return None


def make_facts(reviews: Iterable[BilateralReview], questions: Iterable[ReviewQuestion]) -> None:
    """The rows of the figures of new reviews, without their values.

    An association of several regions has one row where regions add up, and one a region where they do not.
    """
    facts = []
    for review in reviews:
        regions = sorted(region.code for region in review.association.regions.all())
        for question in questions:
            for indicator in filter(None, map(_known, question.mission.indicators)):
                parts = [None] if indicator.adds_up or len(regions) == 1 else regions
                facts += [
                    ReviewFact(
                        review=review, question=question, indicator=indicator.key, region_id=part,
                        label=indicator.label, unit=indicator.unit,
                    )
                    for part in parts
                ]  # fmt: skip
    ReviewFact.objects.bulk_create(facts, batch_size=1000)


def today_of(review: BilateralReview) -> list[ShownFact]:
    """The figures of a review with what each is today, a query for each figure and region."""
    regions = list(review.association.regions.values_list("code", flat=True))
    found: dict[tuple, tuple] = {}
    shown = []
    for fact in review.facts.select_related("region").order_by("pk"):
        key = fact.indicator, fact.region_id
        if key not in found:
            indicator = _known(fact.indicator)
            scopes = [fact.region_id] if fact.region_id else regions
            found[key] = (
                (_total(indicator, review.campaign.year, scopes), indicator.is_share) if indicator else (None, False)
            )
        shown.append(ShownFact(fact, *found[key]))
    return shown


def _total(indicator: Indicator, year: int, regions: list[str]) -> int | Decimal | None:
    """The value over these regions at the end of the year, as a fact keeps it: two decimals at most."""
    values = [indicator.measured(Scope(year, region))[0] for region in regions]
    given = [value for value in values if value is not None]
    return round(Decimal(sum(given)), 2) if given else None


def freeze_facts(review: BilateralReview) -> None:
    """Keep today's values for good; called under the lock of the review, when it is sent."""
    now, facts = timezone.now(), []
    for shown in today_of(review):
        shown.fact.value, shown.fact.frozen_at = shown.today, now
        facts.append(shown.fact)
    ReviewFact.objects.bulk_update(facts, ["value", "frozen_at"])
