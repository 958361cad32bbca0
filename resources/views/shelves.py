"""Shelves: tools and offers with how to get them, and the collections that editors put in order."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render

from resources.domain import shelves
from resources.models import Collection, Resource


@login_not_required
def tools(request):
    """Tools of the network and offers of partners."""
    context = {
        "tools": shelves.tools_for(request.user, Resource.Kind.TOOL),
        "offers": shelves.tools_for(request.user, Resource.Kind.OFFER),
    }
    return render(request, "resources/tools.html", context)


@login_not_required
def collections(request):
    """The collections that one sees, with the number of resources that one sees in each."""
    seen = Q(items__resource__search_entry__in=shelves.entries_for(request.user))
    shown = Collection.objects.visible_to(request.user).annotate(count=Count("items", filter=seen)).order_by("title")
    return render(request, "resources/collections.html", {"collections": shown})


@login_not_required
def collection(request, slug):
    """A collection in its editor's order, with the editor's words."""
    shown = Collection.objects.visible_to(request.user).select_related("editor").filter(slug=slug).first()
    if shown is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    return render(
        request, "resources/collection.html", {"collection": shown, "items": shelves.items_of(shown, request.user)}
    )
