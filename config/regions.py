"""The desk of a region: its members and its campaign, its figures, what waits for it, what is to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.utils import timezone

from config.waiting.network import waiting_in
from members.domain.campaigns import dashboard
from members.models import DelegatedMission, FeeCall, GeneralMeeting, Membership, MembershipCampaign, User
from reporting.indicators import Indicator, Scope, all_indicators, is_confidential, may_tell
from reporting.indicators.measure import percent
from reporting.indicators.regions import Measured, RegionalFigure, by_region
from resources.models import Resource

KEPT_SECONDS = 60
SHOWN = 5


@dataclass(frozen=True)
class FigureLine:
    """An indicator of a region beside the network's: `average` is per region for counts and sums, the network's own
    share or ratio otherwise; `share` is in per cent of the network. None is no data, `told` false is not for the reader.
    """

    indicator: Indicator
    url: str
    told: bool
    value: int | Decimal | None
    average: int | Decimal | None
    share: Decimal | None
    last: int | Decimal | None

    @property
    def difference(self) -> int | Decimal | None:
        """From last year, in the unit of the figure."""
        return None if self.value is None or self.last is None else self.value - self.last


def opens(user: User, code: str) -> bool:
    """Whether `user` may open the desk of this region: its own staff, the national team and the board."""
    return user.is_national or user.is_board or code in user.region_codes


def members_of(code: str, today: date) -> dict[str, int]:
    """How many members and sympathisers are attached to the region today."""
    valid = Membership.objects.valid_on(today).filter(region=code)
    return {"members": valid.members().count(), "sympathisers": valid.sympathisers().count()}


def campaign_of(user: User, code: str) -> dict | None:
    """The campaign that runs, or else the last one, for the calls of the region; None without any."""
    campaigns = MembershipCampaign.objects.visible_to(user)
    opened = campaigns.filter(state=MembershipCampaign.State.OPEN).order_by("-year").first()
    campaign = opened or campaigns.exclude(state=MembershipCampaign.State.PREPARED).order_by("-year").first()
    if campaign is None:
        return None
    calls = FeeCall.objects.visible_to(user).filter(campaign=campaign, membership__region=code)
    return {
        "campaign": campaign,
        "amounts": dashboard.amounts_of(calls),
        "states": dashboard.by_state(calls),
        "whom": dashboard.to_call(calls)[:SHOWN],
    }


def _of_regions() -> list[Indicator]:
    return [indicator for indicator in all_indicators() if indicator.has_regions]


def figures_of(user: User, code: str, year: int) -> Iterator[FigureLine]:
    """Every indicator that has a region, for the year and the one before."""
    kept = _figures(year)
    for indicator in _of_regions():
        now, before = kept[indicator.key, year], kept[indicator.key, year - 1]
        here, last = now.of(code), before.of(code)
        told = _may_read(user, indicator, code, year, here)
        value = here.value if told else None
        # The average is that of all regions: few answers in the whole network would tell each of them.
        hidden = is_confidential(indicator, now.whole.records) and not (user.is_national or user.is_board)
        yield FigureLine(
            indicator=indicator,
            url=f"{indicator.get_absolute_url()}?annee={year}&region={code}",
            told=told,
            value=value,
            average=None if hidden else _average(now),
            share=percent(value, now.whole.value)
            if value and indicator.adds_up and now.whole.value and not hidden
            else None,
            last=last.value if _may_read(user, indicator, code, year - 1, last) else None,
        )


def _may_read(user: User, indicator: Indicator, code: str, year: int, measured: Measured) -> bool:
    return may_tell(indicator, Scope(year, code), measured.records, user)


def _average(figure: RegionalFigure) -> int | Decimal | None:
    average = figure.average
    return figure.whole.value if average is None else average.quantize(Decimal("0.1"))


def _figures(year: int) -> dict[tuple[str, int], RegionalFigure]:
    """The figures of all regions, kept a minute: who may read which is settled afterwards."""
    key = f"regional-figures:{year}"
    return cache.get_or_set(key, lambda: by_region(_of_regions(), [year, year - 1]), KEPT_SECONDS)


def to_come(user: User, code: str, today: date) -> dict:
    """General meetings to come, what was published lately for the region, the missions that it carries."""
    return {
        "meetings": GeneralMeeting.objects.visible_to(user).filter(held_on__gte=today).order_by("held_on")[:SHOWN],
        "resources": Resource.objects.visible_to(user)
        .published()
        .filter(regions=code)
        .order_by("-published_at", "-pk")
        .only("title", "published_at")[:SHOWN],
        "missions": DelegatedMission.objects.visible_to(user)
        .filter(region=code)
        .exclude(state__in=DelegatedMission.ENDED)
        .with_signals(today),
    }


def desk_of(user: User, code: str) -> dict:
    """All that the page shows."""
    today = timezone.localdate()
    year = today.year - 1
    return {
        "year": year,
        "todo": waiting_in(user, code),
        "counts": members_of(code, today),
        "dues": campaign_of(user, code),
        "figures": list(figures_of(user, code, year)),
        **to_come(user, code, today),
    }
