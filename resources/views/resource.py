"""The page of a resource: what it is, what it gives, a preview, and what one can do with it."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from reporting.french import fr_date
from resources.domain import notices, use
from resources.models import Resource, ThemeFollow
from resources.reader_forms import AccessForm, FeedbackForm
from resources.views import editing


@login_not_required
def resource(request, pk):
    """The whole page, or the preview alone for htmx, which turns its pages."""
    shown = notices.read_notice(pk, by=request.user)
    if shown is None:
        if not request.user.is_authenticated:
            # A link that one has been sent asks for login; it does not say whether the resource exists.
            return redirect_to_login(request.get_full_path())
        raise Http404
    editions = notices.read_editions(shown, by=request.user)
    preview = notices.read_preview(
        editions.current, file=_number(request, "fichier"), page=_number(request, "page") or 1
    )
    context = {"resource": shown, "editions": editions, "preview": preview}
    if request.htmx:
        response = render(request, "resources/preview.html", context)
    else:
        if not request.GET:
            use.record_view(request, shown)
        response = render(request, "resources/resource.html", context | _around(request, shown, editions))
    # A browser that goes back must not take the preview alone for the page.
    patch_vary_headers(response, ["HX-Request"])
    return response


def _around(request, shown: Resource, editions: notices.Editions) -> dict:
    """What stands around the files: facts in words, use, related resources, forms."""
    user = request.user
    for theme in shown.theme_list:
        theme["follow"] = ThemeFollow(frequency=theme["followed"]) if theme["followed"] else None
    context = {
        "subtitle": f"{shown.get_kind_display().capitalize()}, {fr_date(shown.issued_on)}",
        "frequencies": ThemeFollow.Frequency.choices,
        "word": "" if shown.state == Resource.State.PUBLISHED else shown.get_state_display().capitalize(),
        "related": notices.related_to(shown, by=user),
        "totals": use.totals_of(shown),
        "told_opinions": notices.told_opinions(shown),
        "link": request.build_absolute_uri(shown.get_absolute_url()),
    }
    if user.is_authenticated:
        context |= {"feedback_form": FeedbackForm(initial=shown.opinion), "access_form": AccessForm()}
        context |= editing.editor_context(user, shown)
    return context


def _number(request, name: str) -> int | None:
    """A whole number of the address, of a size that a database takes; anything else is as if it were not there."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
