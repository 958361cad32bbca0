"""When things happen: from the launch, in the year whose figures are exact, until yesterday."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from members.demo.spread import share_out

from .writing import source_of

DOWNLOADS = 18_000
AT_SCALE = 200_000
WEEK = [1.1, 1.25, 1.2, 1.15, 0.9, 0.12, 0.1]
MONTHS = [0.95, 1, 1.1, 0.95, 0.85, 1.05, 0.65, 0.35, 1.2, 1.2, 1.1, 0.7]


@dataclass(frozen=True)
class Calendar:
    """`launch` opens the centre, on 7 March of the exact year."""

    year: int
    scale: int

    @property
    def launch(self) -> date:
        return date(self.year, 3, 7)

    @property
    def yesterday(self) -> date:
        return timezone.localdate() - timedelta(days=1)

    def downloads(self) -> list[tuple[date, int]]:
        """Downloads of each day: 18,000 in the exact year, a tenth more each year that follows."""
        totals = {self.year: DOWNLOADS * self.scale}
        for later in range(self.year + 1, self.yesterday.year + 1):
            totals[later] = round(DOWNLOADS * self.scale * (1 + 0.1 * (later - self.year)))
        totals[self.yesterday.year] = round(totals[self.yesterday.year] * self._part_of_last_year())
        if self.scale > 1:
            # What is left to reach the total of the scale goes to the years after the exact one.
            left, after = AT_SCALE * self.scale - totals[self.year], sum(totals.values()) - totals[self.year]
            shares = share_out(left, [totals[year] / after for year in totals if year > self.year])
            totals |= dict(zip([year for year in totals if year > self.year], shares, strict=True))
        return [pair for year, total in totals.items() for pair in self._days(year, total)]

    def _part_of_last_year(self) -> float:
        last = self.yesterday
        return 1 if last.year == self.year else last.timetuple().tm_yday / 365

    def _days(self, year: int, total: int) -> list[tuple[date, int]]:
        first = max(self.launch, date(year, 1, 1))
        last = min(self.yesterday, date(year, 12, 31))
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        return list(zip(days, share_out(total, [self._weight(day) for day in days]), strict=True))

    def _weight(self, day: date) -> float:
        """More on working days, little in August, much at the launch, a few peaks when something is announced."""
        rng = source_of("day", day)
        since = (day - self.launch).days
        weight = WEEK[day.weekday()] * MONTHS[day.month - 1] * rng.uniform(0.8, 1.2)
        weight *= 1 + 1.4 * max(0, 1 - since / 21)
        return weight * (2.2 if rng.random() < 0.012 else 1)


def moment(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
