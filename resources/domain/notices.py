"""A resource as its page shows it, with what is around it and what the reader has done with it, in few queries."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject, Left

from members.models import Region
from resources.domain.use import Totals, totals_of, with_totals
from resources.models import (
    AccessRequest,
    AuthorBody,
    Collection,
    Favourite,
    Feedback,
    Resource,
    SearchEntry,
    Theme,
    ThemeFollow,
    Version,
    VersionFile,
    VersionLink,
)

# The beginning of the text of a file without page images.
SHOWN_TEXT = 3_000
# From this many opinions on, they are told: fewer would point at people.
OPINIONS = 5
RELATED = 6


@dataclass(frozen=True)
class Marks:
    """What a reader has to do with a resource: `own` tells that it is more to them than to others of their step."""

    changed: datetime
    own: bool
    favourite: bool
    opinion: dict | None
    asked: dict | None
    follows: dict[int, str]


def read_marks(number: int, *, by) -> Marks | None:
    """The marks of `by` on a resource, one query, or None if they may not see its notice."""
    mine = by.pk if by.is_authenticated else None
    of_resource = OuterRef("pk")
    follows = ThemeFollow.objects.filter(user=mine, theme__resources=of_resource)
    asked = AccessRequest.objects.filter(user=mine, resource=of_resource)
    opinion = Feedback.objects.filter(user=mine, resource=of_resource)
    row = (
        Resource.objects.visible_to(by)
        .filter(pk=number)
        .values_list(
            "updated_at",
            "proposed_by",
            "proposed_region",
            Exists(Favourite.objects.filter(user=mine, resource=of_resource)),
            Subquery(opinion.values(row=JSONObject(useful="useful", comment="comment"))),
            Subquery(asked.values(row=JSONObject(state="state", message="message", answer="answer"))),
            ArraySubquery(follows.values(row=JSONObject(theme="theme", frequency="frequency"))),
        )
        .first()
        if mine
        else Resource.objects.visible_to(by).filter(pk=number).values_list("updated_at").first()
    )
    if row is None:
        return None
    if not mine:
        return Marks(row[0], own=False, favourite=False, opinion=None, asked=None, follows={})
    changed, proposed_by, region, favourite, opinion, asked, follows = row
    granted = bool(asked) and asked["state"] == AccessRequest.State.GRANTED
    own = granted or proposed_by == mine or region in by.region_codes
    return Marks(changed, own, favourite, opinion, asked, {one["theme"]: one["frequency"] for one in follows})


@dataclass(frozen=True)
class Notice:
    """A resource with all that its page says of it, to all readers of a step alike."""

    resource: Resource
    editions: "Editions"
    related: list[SearchEntry]
    totals: Totals


def read_whole(number: int, *, by) -> Notice | None:
    """A resource and what is around it, or None if `by` may not see it."""
    resource = read_notice(number, by=by)
    if resource is None:
        return None
    return Notice(resource, read_editions(resource, by=by), related_to(resource, by=by), totals_of(resource))


def read_notice(number: int, *, by) -> Resource | None:
    """The resource if `by` may see its notice, with in its attributes all that stands in one row: themes, authors,
    regions, what it replaces, the collections in which it stands, opinions, use."""
    of_resource = OuterRef("pk")
    return (
        with_totals(Resource.objects.visible_to(by))
        .select_related("owner", "superseded_by")
        .annotate(
            theme_list=ArraySubquery(
                Theme.objects.filter(resources=of_resource)
                .order_by("position", "name")
                .values(row=JSONObject(pk="pk", name="name", slug="slug"))
            ),
            author_list=ArraySubquery(
                AuthorBody.objects.filter(resources=of_resource)
                .order_by("name")
                .values(row=JSONObject(name="name", website="website"))
            ),
            region_list=ArraySubquery(Region.objects.filter(resources=of_resource).order_by("name").values("name")),
            replaced_list=ArraySubquery(
                Resource.objects.visible_to(by)
                .filter(superseded_by=of_resource)
                .order_by("-issued_on")
                .values(row=JSONObject(pk="pk", title="title"))
            ),
            collection_list=ArraySubquery(
                Collection.objects.visible_to(by)
                .filter(items__resource=of_resource)
                .order_by("title")
                .values(row=JSONObject(title="title", slug="slug"))
            ),
            sees_replacement=Exists(Resource.objects.visible_to(by).filter(pk=OuterRef("superseded_by"))),
            opinions=Subquery(_counted(Feedback.objects.filter(resource=of_resource))),
            found_useful=Subquery(_counted(Feedback.objects.filter(resource=of_resource, useful=True))),
        )
        .filter(pk=number)
        .first()
    )


def add_marks(resource: Resource, marks: Marks) -> Resource:
    """The resource with the reader's own marks in its attributes, as pages show them."""
    resource.favourite, resource.opinion, resource.asked = marks.favourite, marks.opinion, marks.asked
    for theme in resource.theme_list:
        theme["followed"] = marks.follows.get(theme["pk"])
    return resource


def told_opinions(resource: Resource) -> bool:
    """Whether there are enough opinions to tell how many found the resource useful."""
    return (resource.opinions or 0) >= OPINIONS


def _counted(rows):
    return rows.order_by().values("resource").annotate(n=Count("pk")).values("n")


@dataclass
class Edition:
    """A version with the files and links that it gives; `opened` on each tells whether the reader may open it."""

    version: Version
    files: list[VersionFile]
    links: list[VersionLink]

    @property
    def things(self) -> list:
        return [*self.files, *self.links]


@dataclass
class Editions:
    """What a resource gives: the current version, the ones before, and the one in preparation."""

    current: Edition | None
    former: list[Edition]
    draft: Edition | None = None

    @property
    def closed(self) -> bool:
        """Whether the reader sees that there are files or links, and may open none."""
        return bool(self.current and self.current.things) and not any(one.opened for one in self.current.things)


def read_editions(resource: Resource, *, by) -> Editions:
    """The versions that `by` sees, each with its files and links; two queries."""
    links = VersionLink.objects.filter(version=OuterRef("pk")).order_by("position", "pk")
    opened_link = Exists(VersionLink.objects.visible_to(by).filter(pk=OuterRef("pk")))
    versions = (
        Version.objects.visible_to(by)
        .filter(resource=resource)
        .annotate(
            link_list=ArraySubquery(links.values(row=JSONObject(pk="pk", url="url", label="label", opened=opened_link)))
        )
        .order_by("-number")
    )
    editions = {version.pk: Edition(version, [], [_link(row) for row in version.link_list]) for version in versions}
    files = (
        VersionFile.objects.filter(version__in=list(editions))
        .select_related("stored")
        .defer("stored__text")
        .annotate(
            opened=Exists(VersionFile.objects.visible_to(by).filter(pk=OuterRef("pk"))),
            beginning=Case(When(stored__previews=0, then=Left("stored__text", SHOWN_TEXT)), default=Value("")),
        )
        .order_by("position", "pk")
    )
    for file in files:
        editions[file.version_id].files.append(file)
    published = [one for one in editions.values() if one.version.published_at]
    drafts = [one for one in editions.values() if not one.version.published_at]
    if not published:
        return Editions(drafts[0] if drafts else None, [])
    return Editions(published[0], published[1:], drafts[0] if drafts else None)


def _link(row: dict) -> VersionLink:
    """A link out of its row; its address is for who may open it."""
    link = VersionLink(pk=row["pk"], url=row["url"] if row["opened"] else "", label=row["label"])
    link.opened = row["opened"]
    return link


@dataclass(frozen=True)
class Preview:
    """What is shown of a file before it is taken: the image of a page, or the beginning of its text."""

    file: VersionFile
    others: list[VersionFile]
    page: int = 0
    text: str = ""

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page < self.file.stored.previews else None

    @property
    def strip(self) -> list[int]:
        """The pages around the one shown, ten at most."""
        last = self.file.stored.previews
        first = max(1, min(self.page - 4, last - 9))
        return list(range(first, min(last, first + 9) + 1))


def read_preview(edition: Edition | None, *, file: int | None, page: int) -> Preview | None:
    """The preview of the file asked, or of the first that has one; only of files that the reader may open."""
    files = [one for one in edition.files if one.opened] if edition else []
    pictured = [one for one in files if one.stored.previews]
    chosen = next((one for one in files if one.pk == file), None) or next(iter(pictured or files), None)
    if chosen is None:
        return None
    others = [one for one in files if one is not chosen and (one.stored.previews or one.beginning)]
    if chosen.stored.previews:
        return Preview(chosen, others, page=max(1, min(page, chosen.stored.previews)))
    return Preview(chosen, others, text=chosen.beginning.replace("\f", "\n\n"))


def related_to(resource: Resource, *, by) -> list[SearchEntry]:
    """Published resources of the same themes or keywords, those that share most first, then the most used; one query."""
    themes = [theme["pk"] for theme in resource.theme_list]
    near = Q(resource__keywords__overlap=resource.keywords)
    if themes:
        near |= Q(resource__themes__in=themes)
    return list(
        SearchEntry.objects.visible_to(by)
        .filter(near, superseded=False)
        .exclude(resource=resource)
        .annotate(shared=Count("resource__themes", filter=Q(resource__themes__in=themes), distinct=True))
        .order_by("-shared", F("boost").desc(), "-resource")
        .only("resource_id", "title", "kind", "issued_on", "downloads")[:RELATED]
    )
