"""The page of a resource: what it is, what it gives, a preview, and what one can do with it."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from members.views.kept import kept
from reporting.french import fr_date
from resources.domain import notices, use
from resources.models import Resource, ThemeFollow, step_of
from resources.reader_forms import AccessForm, FeedbackForm
from resources.views import editing


@login_not_required
def resource(request, pk):
    """The whole page, or the preview alone for htmx, which turns its pages."""
    marks = notices.read_marks(pk, by=request.user)
    notice = _notice(request.user, pk, marks) if marks else None
    if notice is None:
        if not request.user.is_authenticated:
            # A link that one has been sent asks for login; it does not say whether the resource exists.
            return redirect_to_login(request.get_full_path())
        raise Http404
    shown = notices.add_marks(notice.resource, marks)
    preview = notices.read_preview(
        notice.editions.current, file=_number(request, "fichier"), page=_number(request, "page") or 1
    )
    context = {"resource": shown, "editions": notice.editions, "preview": preview}
    if request.htmx:
        response = render(request, "resources/preview.html", context)
    else:
        if not request.GET:
            use.record_view(request, shown)
        response = render(request, "resources/resource.html", context | _around(request, notice))
    # A browser that goes back must not take the preview alone for the page.
    patch_vary_headers(response, ["HX-Request"])
    return response


def _notice(user, number: int, marks: notices.Marks) -> notices.Notice | None:
    """What readers of a step see alike is kept a minute, until the resource changes; one's own is read fresh."""
    if marks.own:
        return notices.read_whole(number, by=user)
    name = f"notice:{number}:{marks.changed.timestamp()}"
    return kept(user, name, lambda: notices.read_whole(number, by=user), eyes=f"step{int(step_of(user))}")


def _around(request, notice: notices.Notice) -> dict:
    """What stands around the files: facts in words, use, related resources, forms."""
    user, shown = request.user, notice.resource
    for theme in shown.theme_list:
        theme["follow"] = ThemeFollow(frequency=theme["followed"]) if theme["followed"] else None
    context = {
        "subtitle": f"{shown.get_kind_display().capitalize()}, {fr_date(shown.issued_on)}",
        "frequencies": ThemeFollow.Frequency.choices,
        "word": "" if shown.state == Resource.State.PUBLISHED else shown.get_state_display().capitalize(),
        "related": notice.related,
        "totals": notice.totals,
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
