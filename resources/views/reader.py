"""What a person does with a resource from its page; htmx gets the part that changes, others the page again."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from resources.domain import notices, reading
from resources.models import Resource
from resources.reader_forms import AccessForm, FeedbackForm


def on_resource(act: Callable) -> Callable:
    """An action on a resource that one sees; asked by GET, as the login page does, it leads back to the resource."""

    @wraps(act)
    def view(request, pk):
        shown = get_object_or_404(Resource.objects.visible_to(request.user), pk=pk)
        return act(request, shown) if request.method == "POST" else redirect(shown)

    return view


@on_resource
def favourite(request, shown):
    """Keep it at hand, or no longer; the same button undoes it."""
    kept = reading.toggle_favourite(shown, by=request.user)
    if request.htmx:
        shown.favourite = kept
        return render(request, "resources/favourite.html", {"resource": shown})
    told = "est dans vos favoris" if kept else "n'est plus dans vos favoris"
    messages.success(request, f"« {shown} » {told}.")
    return redirect(shown)


@on_resource
def feedback(request, shown):
    """An opinion, which takes the place of the one given before."""
    form = FeedbackForm(request.POST)
    given = form.is_valid()
    if given:
        reading.give_feedback(shown, by=request.user, **form.cleaned_data)
    if request.htmx:
        marks = notices.read_marks(shown.pk, by=request.user)
        shown = notices.add_marks(notices.read_notice(shown.pk, by=request.user), marks)
        context = {
            "resource": shown,
            "feedback_form": form,
            "given": given,
            "told_opinions": notices.told_opinions(shown),
        }
        return render(request, "resources/feedback.html", context)
    if given:
        messages.success(request, "Merci, votre avis est noté.")
    else:
        messages.error(request, "Votre avis n'est pas noté : " + " ".join(sum(form.errors.values(), [])))
    return redirect(f"{shown.get_absolute_url()}#avis")


@on_resource
def ask_access(request, shown):
    """Ask for the files of a resource whose notice alone is seen."""
    form = AccessForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Votre demande n'est pas partie : " + " ".join(sum(form.errors.values(), [])))
        return redirect(f"{shown.get_absolute_url()}#acces")
    try:
        reading.ask_access(shown, by=request.user, message=form.cleaned_data["message"])
    except reading.ReadingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Votre demande est envoyée. L'équipe nationale vous répondra par mail.")
    return redirect(f"{shown.get_absolute_url()}#acces")
