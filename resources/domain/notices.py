"""A resource as its page shows it, with what is around it and what the reader has done with it, in few queries."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject, Left

from members.models import Region
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


def read_notice(number: int, *, by) -> Resource | None:
    """The resource if `by` may see its notice, with in its attributes all that stands in one row: themes, authors,
    regions, what it replaces, the collections in which it stands, opinions, and the reader's own marks."""
    mine = by.pk if by.is_authenticated else None
    of_resource = OuterRef("pk")
    follows = ThemeFollow.objects.filter(user=mine, theme=OuterRef("pk")).values("frequency")
    asked = AccessRequest.objects.filter(user=mine, resource=of_resource)
    opinion = Feedback.objects.filter(user=mine, resource=of_resource)
    return (
        Resource.objects.visible_to(by)
        .select_related("owner", "superseded_by")
        .annotate(
            theme_list=ArraySubquery(
                Theme.objects.filter(resources=of_resource)
                .order_by("position", "name")
                .values(row=JSONObject(pk="pk", name="name", slug="slug", followed=Subquery(follows)))
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
            favourite=Exists(Favourite.objects.filter(user=mine, resource=of_resource)),
            opinion=Subquery(opinion.values(row=JSONObject(useful="useful", comment="comment"))),
            asked=Subquery(asked.values(row=JSONObject(state="state", message="message", answer="answer"))),
        )
        .filter(pk=number)
        .first()
    )


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
