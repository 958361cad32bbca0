"""« Mes ressources »: what a person keeps, follows, has proposed, asked for and taken."""

from django.shortcuts import render

from resources.domain import shelves
from resources.models import AccessRequest, Resource, Theme, ThemeFollow

SHOWN = 50
TAKEN = 10


def mine(request):
    """One page, a section each; what is empty says how to fill it."""
    user = request.user
    seen = Resource.objects.visible_to(user)
    context = {
        "favourites": shelves.favourites_of(user)[:SHOWN],
        "follows": ThemeFollow.objects.visible_to(user).select_related("theme").order_by("theme__name"),
        "frequencies": ThemeFollow.Frequency.choices,
        "proposals": seen.filter(proposed_by=user).order_by("-updated_at")[:SHOWN],
        "requests": AccessRequest.objects.visible_to(user)
        .filter(user=user, resource__in=seen)
        .select_related("resource")
        .order_by("-asked_at")[:SHOWN],
        "replaced": shelves.replaced_since(user)[:SHOWN],
        "taken": shelves.taken_by(user)[:TAKEN],
    }
    if stopped := request.GET.get("arrete"):
        context["stopped"] = Theme.objects.visible_to(user).filter(slug=stopped).exclude(followers__user=user).first()
        former = request.GET.get("frequence")
        context["former"] = former if former in ThemeFollow.Frequency.values else ThemeFollow.Frequency.WEEKLY
    return render(request, "resources/mine.html", context)
