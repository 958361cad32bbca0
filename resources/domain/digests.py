"""What is new in the themes that people follow, and what is to be reviewed: who is told, and of what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from members.models import User
from resources.domain.themes import flattened, lineage, theme_tree
from resources.models import Resource, Theme, ThemeFollow

# In a mail; the rest is a click away.
LINES = 10
# What is published at this very moment may not be committed yet: it is left to the next digest.
SETTLED = timedelta(minutes=1)


@dataclass(frozen=True)
class Part:
    """The news of a theme; a resource that stands in several of the themes followed is told once."""

    theme: Theme
    resources: list[Resource]
    more: int = 0


@dataclass
class Digest:
    """The news of a person, up to a moment."""

    until: datetime
    follows: list[ThemeFollow]
    parts: list[Part] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(part.resources) + part.more for part in self.parts)

    def told(self) -> None:
        """The news are known: the next digest starts from there."""
        ThemeFollow.objects.filter(pk__in=[followed.pk for followed in self.follows]).update(since=self.until)


def due_on(day: date) -> QuerySet[ThemeFollow]:
    """What is followed by mails of this day: every day, and on Mondays what is followed each week."""
    follows = ThemeFollow.objects.filter(user__is_active=True)
    return follows if day.weekday() == 0 else follows.filter(frequency=ThemeFollow.Frequency.DAILY)


def people_to_tell(day: date) -> list[int]:
    """The numbers of those who follow a theme in which something was published since they were last told.

    What each may see is looked at when their mail is written.
    """
    follows = list(due_on(day).values_list("user", "theme", "since"))
    if not follows:
        return []
    tree = theme_tree()
    above = {branch.theme.pk: _numbers(lineage(tree, branch.theme.pk)) for branch in flattened(tree)}
    newest: dict[int, datetime] = {}
    oldest = min(since for _, _, since in follows)
    news = Resource.objects.published().filter(published_at__gt=oldest).values_list("themes", "published_at")
    for theme, published_at in news:
        for number in above.get(theme, []):
            newest[number] = max(published_at, newest.get(number, published_at))
    return sorted({user for user, theme, since in follows if theme in newest and newest[theme] > since})


def digest_of(person: User, day: date) -> Digest:
    """What is new for `person` in the themes followed and in those within them; their rows are locked until it is told."""
    follows = list(
        due_on(day).select_for_update(of=("self",)).filter(user=person).select_related("theme").order_by("pk")
    )
    digest = Digest(timezone.now() - SETTLED, follows)
    tree, told = theme_tree(), set()
    for followed in sorted(follows, key=lambda one: (one.theme.position, one.theme.name)):
        branch = lineage(tree, followed.theme_id)[-1]
        news = (
            Resource.objects.visible_to(person)
            .published()
            .filter(published_at__gt=followed.since, published_at__lte=digest.until, superseded_by=None)
            .filter(themes__in=_numbers(flattened([branch])))
            .exclude(pk__in=told)
            .distinct()
            .order_by("-published_at", "-pk")
        )
        found = list(news)
        told |= {resource.pk for resource in found}
        if found:
            digest.parts.append(Part(followed.theme, found[:LINES], len(found[LINES:])))
    return digest


def keepers_to_remind(day: date, *, team: Iterable[int]) -> set[int]:
    """Who keeps resources whose day of review has come; the team for those that nobody keeps."""
    owners = set(Resource.objects.to_review(day).values_list("owner", flat=True))
    return owners - {None} | set(team) if None in owners else owners


def to_review_by(person: User, day: date, *, team: bool) -> QuerySet[Resource]:
    """The resources that `person` is to review; one of the team, also those that nobody keeps."""
    kept = Q(owner=person) | Q(owner=None) if team else Q(owner=person)
    return Resource.objects.visible_to(person).to_review(day).filter(kept).order_by("review_on", "title")


def _numbers(branches) -> list[int]:
    return [branch.theme.pk for branch in branches]
