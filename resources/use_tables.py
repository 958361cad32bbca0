"""The tables of the dashboard of use, as rows: the page shows their beginning, the exports hold them whole."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from members.domain.territory import region_names
from members.models import Role
from resources.domain import statistics
from resources.domain.statistics import Asked, Opinion, OpinionsGiven, ResourcesUse, Use
from resources.domain.themes import Branch, flattened
from resources.models import Resource

WITHOUT_REGION = "hors région"
# Beyond it, a file is long to make and to open: the period is to be cut.
MOST_EVENTS = 200_000


@dataclass(frozen=True)
class Taken:
    """A resource and its downloads; it is None where its notice is not for the reader."""

    resource: Resource | None
    downloads: int


@dataclass(frozen=True)
class Part:
    """A part of the downloads: its key, its French name, how many."""

    key: object
    label: str
    downloads: int
    resources: int = 0


class Tables:
    """What was asked, read when it is needed, once; `most` rows of each, all of them where it is None.

    `of_network` tells what is not kept by region: searches and opinions.
    """

    def __init__(
        self,
        asked: Asked,
        *,
        known: tuple[date, date] | None,
        branches: list[Branch],
        theme: Branch | None,
        of_network: bool,
        by,
        most: int | None,
    ):
        self.asked, self.known, self.of_network, self.by, self.most = asked, known, of_network, by, most
        self.within = theme.children if theme else branches
        self.theme = theme

    @cached_property
    def use(self) -> Use:
        return statistics.read_use(self.asked)

    @cached_property
    def _resources(self) -> ResourcesUse:
        shown = {one.theme.pk: branch.theme.pk for branch in self.within for one in flattened([branch])}
        if self.theme:
            shown[self.theme.theme.pk] = self.theme.theme.pk
        return statistics.read_resources(self.asked, shown, self.most)

    @cached_property
    def _known(self) -> dict[int, Resource]:
        """The resources that are told of, those that the reader may see."""
        found = self._resources
        numbers = [*(number for number, _ in found.top), *found.never, *(row.number for row in self.given.rows)]
        return statistics.named(numbers, by=self.by)

    @property
    def top(self) -> list[Taken]:
        """The resources most taken."""
        return [Taken(self._known.get(number), downloads) for number, downloads in self._resources.top]

    @property
    def never(self) -> list[Resource]:
        """Published resources that nobody took, the oldest first."""
        return [self._known[number] for number in self._resources.never if number in self._known]

    @property
    def never_total(self) -> int:
        return self._resources.never_total

    @property
    def themes(self) -> list[Part]:
        """Downloads of the widest themes, or of those within the one chosen and of itself."""
        names = {branch.theme.pk: branch.theme.name for branch in self.within}
        if self.theme:
            names[self.theme.theme.pk] = (
                f"{self.theme.theme.name}, sans thème plus précis" if self.within else str(self.theme.theme)
            )
        return [Part(number, names[number], downloads, count) for number, downloads, count in self._resources.themes]

    @property
    def regions(self) -> list[Part]:
        names = region_names()
        rows = [Part(code, names[code] if code else WITHOUT_REGION, many) for code, many in self.use.regions.items()]
        return sorted((row for row in rows if row.downloads), key=lambda row: (-row.downloads, row.label))

    @property
    def roles(self) -> list[Part]:
        rows = [Part(role, Role(role).label, many) for role, many in self.use.roles.items() if many]
        return sorted(rows, key=lambda row: -row.downloads)

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """The days of the period on which the centre was open, None where there is none."""
        if self.known is None:
            return None
        first, last = max(self.asked.first, self.known[0]), min(self.asked.last, timezone.localdate())
        return (first, last) if first <= last else None

    @property
    def step(self) -> str:
        """What the rows of the period are: days for a month, then weeks, then months."""
        length = (self.span[1] - self.span[0]).days if self.span else 0
        return "day" if length <= 31 else "week" if length <= 371 else "month"

    def days(self, step: str) -> list[tuple[date, date, int]]:
        return statistics.by_step(self.use.days, *self.span, step) if self.span else []

    @cached_property
    def searches(self) -> tuple[list, list]:
        return statistics.searches(self.asked, self.most)

    @cached_property
    def given(self) -> OpinionsGiven:
        return statistics.opinions(self.asked, self.most) if self.of_network else OpinionsGiven()

    @property
    def opinions(self) -> list[tuple[Resource, Opinion]]:
        """Resources of which an opinion was given, the least useful first."""
        return [(self._known[row.number], row) for row in self.given.rows if row.number in self._known]

    def events(self):
        """Downloads one by one, without names, for national staff."""
        return statistics.events(self.asked, by=self.by)[:MOST_EVENTS]


def _days(tables: Tables) -> list:
    return [[start, many] for start, _, many in tables.days("day")]


def _top(tables: Tables) -> list:
    hidden = ["ressource qui n'est plus publiée", ""]
    return [
        [place, *([row.resource.title, row.resource.get_kind_display()] if row.resource else hidden), row.downloads]
        for place, row in enumerate(tables.top, start=1)
    ]


def _never(tables: Tables) -> list:
    today = timezone.localdate()
    return [
        [one.title, one.get_kind_display(), published, (today - published).days]
        for one in tables.never
        if (published := timezone.localdate(one.published_at))
    ]


def _searches(tables: Tables) -> list:
    return [[one.text, one.times, one.found] for one in tables.searches[0]]


def _events(tables: Tables) -> list:
    return [
        [timezone.localtime(at).replace(tzinfo=None), title, number, Role(role).label, region]
        for at, title, number, role, region in tables.events().values_list(
            "at", "resource__title", "version__number", "role", "region__name"
        )
    ]


def _parts(name: str):
    return lambda tables: [[part.label, part.downloads] for part in getattr(tables, name)]


# The name of a table in the address: its headers and its rows.
EXPORTS = {
    "jours": (["Jour", "Téléchargements"], _days),
    "ressources": (["Rang", "Ressource", "Nature", "Téléchargements"], _top),
    "themes": (
        ["Thème", "Téléchargements", "Ressources téléchargées"],
        lambda tables: [[part.label, part.downloads, part.resources] for part in tables.themes],
    ),
    "regions": (["Région", "Téléchargements"], _parts("regions")),
    "qualites": (["Qualité", "Téléchargements"], _parts("roles")),
    "jamais": (["Ressource", "Nature", "Publiée le", "Âge (jours)"], _never),
    "recherches": (["Recherche", "Fois", "Ressources trouvées la dernière fois"], _searches),
    "avis": (
        ["Ressource", "Utile", "Pas utile"],
        lambda tables: [[resource.title, row.yes, row.no] for resource, row in tables.opinions],
    ),
    "telechargements": (["Moment", "Ressource", "Version", "Qualité", "Région"], _events),
}
# What is not kept by region, and what names each download.
OF_THE_NETWORK, OF_NATIONAL_STAFF = {"recherches", "avis"}, {"telechargements"}
