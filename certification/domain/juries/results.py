"""Results as the minutes that stand tell them, for those who may read each."""

from dataclasses import dataclass

from certification.domain.juries.signing import standing_minutes
from certification.models import Jury, Place


@dataclass(frozen=True)
class Result:
    """What was decided of a candidate; `told` is their part of the minutes, `revised` that it is decided anew."""

    place: Place
    told: dict
    revised: bool


def told_results(jury: Jury, user) -> list[Result]:
    """Those of the candidates whom `user` may see, in order; none as long as no minutes stand."""
    minutes = standing_minutes(jury)
    if minutes is None:
        return []
    told = {one["place"]: one for one in minutes.content["candidates"]}
    places = Place.objects.visible_to(user).filter(jury=jury, pk__in=told).prefetch_related("appeals")
    going_on = jury.state in {Jury.State.HELD, Jury.State.MINUTES}
    return [Result(one, told[one.pk], going_on and one.reopened) for one in places]
