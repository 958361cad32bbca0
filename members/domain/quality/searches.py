"""Searches that staff keep under a name."""

from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction

from members.domain.quality.refusals import Invalid, NotAllowed
from members.models import SavedSearch, User

# What says where one is in a list, not what it holds.
_OF_PAGE = {"p", "all", "_changelist_filters", "_popup", "_to_field", "e"}


def clean_query(query: str) -> str:
    """The filters and the order of a list's address, without the page that was open."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name not in _OF_PAGE])


def keep_search(*, by: User, name: str, listed: str, query: str, shared: bool = False) -> SavedSearch:
    """Keep a search, or give its new filters to the one of this name that one has already."""
    if not by.has_perm("members.write_to_people"):
        raise NotAllowed
    query, name = clean_query(query), name.strip()
    if not name or len(name) > 80 or len(query) > 1000 or listed not in SavedSearch.Listed.values:
        raise Invalid(["Donnez à la recherche un nom de quatre-vingts caractères au plus."])
    try:
        with transaction.atomic():
            search, _ = SavedSearch.objects.update_or_create(
                owner=by, listed=listed, name=name, defaults={"query": query, "shared": shared}
            )
    except IntegrityError:
        search = SavedSearch.objects.get(owner=by, listed=listed, name=name)
    return search


def forget_search(search: SavedSearch, *, by: User) -> None:
    """Delete a search of one's own; the mails written to its people stay."""
    if search.owner_id != by.pk:
        raise NotAllowed
    search.delete()
