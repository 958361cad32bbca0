"""Minutes of the juries held since the portal is there; those before were on paper."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from certification.demo.officials import ACCOUNT
from certification.domain.juries.contents import content_of, hash_of
from certification.domain.juries.minutes import SERIES
from certification.models import Jury, Minutes, MinutesSignature, Seat
from members.models import NumberSeries

PARIS = ZoneInfo("Europe/Paris")
SINCE = date(2023, 3, 1)


def load_minutes() -> None:
    """Signed by all, but the last ones, which wait for the account of the demonstration."""
    numbers: dict[int, int] = {}
    signatures = []
    juries = Jury.objects.filter(state__in=[Jury.State.MINUTES, *Jury.AFTER_MINUTES], held_on__gte=SINCE)
    for jury in juries.select_related("certification", "region").order_by("held_on", "pk"):
        year = jury.held_on.year
        numbers[year] = numbers.get(year, 0) + 1
        seats = list(jury.seats.filter(present=True, role__in=Seat.VOTING).select_related("official").order_by("pk"))
        at = datetime.combine(jury.held_on, time(16), PARIS)
        number = f"{SERIES}{year}-{numbers[year]:05d}"
        content = content_of(jury, number=number, order=1, reason="")
        minutes = Minutes.objects.create(
            jury=jury, number=number, content=content, sha256=hash_of(content), signers=[one.pk for one in seats],
            written_at=at,
        )  # fmt: skip
        signatures += [
            MinutesSignature(minutes=minutes, seat=seat, signed_at=at, sha256=minutes.sha256)
            for seat in seats
            if jury.state != Jury.State.MINUTES or seat.official.email != ACCOUNT
        ]
    MinutesSignature.objects.bulk_create(signatures)
    NumberSeries.objects.bulk_create(NumberSeries(name=SERIES, year=year, last=last) for year, last in numbers.items())
