"""Themes: the tree, the page of one, following it, and stopping its mails from a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.csrf import csrf_exempt

from resources.domain import reading, shelves
from resources.domain.themes import Branch, flattened, lineage, theme_tree
from resources.domain.unsubscribing import WrongToken, read_token
from resources.models import Theme, ThemeFollow
from resources.reader_forms import FollowForm

SHOWN = 6


@login_not_required
def themes(request):
    """The tree, with the number of resources that one sees in each theme."""
    tree = theme_tree()
    _count(tree, shelves.counts_by_theme(request.user))
    return render(request, "resources/themes.html", {"branches": tree})


@login_not_required
def theme(request, slug):
    """A theme: those within it, its newest and its most used resources, and following it."""
    shown = get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    tree = theme_tree()
    counts = shelves.counts_by_theme(request.user)
    _count(tree, counts)
    above = lineage(tree, shown.pk)
    context = {
        "theme": shown,
        "above": [branch.theme for branch in above[:-1]],
        "children": above[-1].children,
        "count": counts.get(shown.pk, 0),
        "newest": shelves.newest_of(shown, request.user)[:SHOWN],
        "most_used": shelves.most_used_of(shown, request.user)[:SHOWN],
        "frequencies": ThemeFollow.Frequency.choices,
    }
    if request.user.is_authenticated:
        context["follow"] = ThemeFollow.objects.visible_to(request.user).filter(theme=shown).first()
    return render(request, "resources/theme.html", context)


def _count(tree: list[Branch], counts: dict[int, int]) -> None:
    for branch in flattened(tree):
        branch.count = counts.get(branch.theme.pk, 0)


def follow(request, slug):
    """Follow a theme, change how often one is told, or stop; asked by GET, as the login page does, it shows the theme."""
    followed = get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    if request.method != "POST":
        return redirect(followed)
    form = FollowForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("Cette fréquence n'existe pas.", content_type="text/plain")
    frequency = form.cleaned_data["frequency"]
    mine = ThemeFollow.objects.visible_to(request.user).filter(theme=followed)
    former = mine.values_list("frequency", flat=True).first()
    if frequency:
        reading.follow(followed, by=request.user, frequency=frequency)
    else:
        reading.unfollow(followed, by=request.user)
    if request.htmx:
        context = {"theme": followed, "follow": mine.first(), "frequencies": ThemeFollow.Frequency.choices}
        context["back"] = request.POST.get("next", "")
        return render(request, "resources/follow.html", context | {"former": former if not frequency else None})
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = followed.get_absolute_url()
    if frequency:
        messages.success(request, f"Vous suivez « {followed} », {ThemeFollow.Frequency(frequency).label}.")
    elif former and back == reverse("resources:mine"):
        # This page shows what has stopped, with a button that takes it up again; others keep their button to follow.
        back += "?" + urlencode({"arrete": followed.slug, "frequence": former})
    else:
        messages.success(request, f"Vous ne suivez plus « {followed} ».")
    return redirect(back)


# The signature of the address stands for the session: mail readers stop mails with one POST, without cookies.
@csrf_exempt
@login_not_required
def unsubscribe(request, token):
    """What will stop (GET), and stopping it (POST), for who holds the address that a mail gave."""
    try:
        person, followed = read_token(token)
    except WrongToken as wrong:
        raise Http404("Cette adresse n'est pas valable.") from wrong
    if request.method == "POST":
        reading.unfollow(followed, by=person)
    themes_followed = ThemeFollow.objects.filter(user=person).select_related("theme").order_by("theme__name")
    return render(
        request,
        "resources/unsubscribe.html",
        {
            "theme": followed,
            "follows": themes_followed.filter(theme=followed) if followed else themes_followed,
            "stopped": request.method == "POST",
        },
    )
