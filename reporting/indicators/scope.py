"""What a figure is asked about."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Scope:
    """A year, a region by INSEE code or the whole network, and the day on which facts are looked at."""

    year: int
    region: str | None = None
    as_of: date | None = None

    @property
    def day(self) -> date:
        """The day on which dated facts are read: 31 December of the year unless asked otherwise."""
        return self.as_of or date(self.year, 12, 31)
