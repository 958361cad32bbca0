"""Lists of published resources as pages show them: by theme, by collection, by what a person has done."""

from dataclasses import dataclass

from django.db.models import Count, F, Func, Max, Q, QuerySet

from resources.models import Collection, Resource, SearchEntry, Theme, step_of

# Vectors and texts are long, and only search reads them.
_UNREAD = ("head", "full_text", "text", "plain")


def entries_for(user) -> QuerySet[SearchEntry]:
    """What `user` may see listed; `opened`, the files too; `pictured`, with the image of the first page."""
    opened = Q(file_level__lte=step_of(user))
    return (
        SearchEntry.objects.visible_to(user)
        .defer(*_UNREAD)
        .annotate(opened=opened, pictured=opened & Q(thumbnail__isnull=False))
    )


def counts_by_theme(user) -> dict[int, int]:
    """How many resources `user` sees in each theme and those within it."""
    theme = Func(F("themes"), function="unnest")
    rows = SearchEntry.objects.visible_to(user).order_by().values(number=theme).annotate(n=Count("pk"))
    return dict(rows.values_list("number", "n"))


def newest_of(theme: Theme, user) -> QuerySet[SearchEntry]:
    return entries_for(user).filter(themes__contains=[theme.pk]).order_by("-published_at", "-resource")


def most_used_of(theme: Theme, user) -> QuerySet[SearchEntry]:
    within = entries_for(user).filter(themes__contains=[theme.pk], downloads__gt=0, superseded=False)
    return within.order_by("-downloads", "-resource")


def tools_for(user, kind: Resource.Kind) -> QuerySet[SearchEntry]:
    """Tools of the network, or offers of partners, with how to get them."""
    shown = entries_for(user).filter(kind=kind, superseded=False)
    return shown.annotate(access_notes=F("resource__access_notes")).order_by("sort_title", "resource")


@dataclass(frozen=True)
class Item:
    """A resource at its place in a collection, with its editor's words."""

    entry: SearchEntry
    note: str


def items_of(collection: Collection, user) -> list[Item]:
    """The resources of a collection that `user` sees, in the order of its editor."""
    notes = dict(collection.items.order_by("position", "pk").values_list("resource", "note"))
    entries = {entry.pk: entry for entry in entries_for(user).filter(resource__in=list(notes))}
    return [Item(entries[number], note) for number, note in notes.items() if number in entries]


def favourites_of(user) -> QuerySet[SearchEntry]:
    return entries_for(user).filter(resource__favourites__user=user).order_by("-resource__favourites__created_at")


def taken_by(user) -> QuerySet[SearchEntry]:
    """What `user` has taken, the last first, while it is known (thirteen months)."""
    return (
        entries_for(user)
        .filter(resource__download_events__user=user)
        .annotate(last_on=Max("resource__download_events__at"))
        .order_by("-last_on")
    )


def replaced_since(user) -> QuerySet[Resource]:
    """Resources that `user` has taken and that others replace."""
    seen = Resource.objects.visible_to(user)
    return (
        seen.filter(readers__user=user, superseded_by__in=seen.published())
        .select_related("superseded_by")
        .distinct()
        .order_by("-superseded_by__published_at")
    )
