"""What a trainee tells before the training, by the link of their mail, without an account."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render

from members.domain.limits import within_limit
from members.domain.moves import Refused
from training.domain.registrations import adaptations
from training.domain.registrations.needs import needs_are_open, tell_needs
from training.domain.registrations.notice import trainees_notice
from training.forms.registrations import AdaptationForm, NeedsForm
from training.models import Adaptation, Registration, TrainingBody
from training.views.offers import as_key

TOO_MANY = (
    "Trop d'envois depuis cette connexion : réessayez dans une heure. Rien n'a été perdu de vos réponses déjà envoyées."
)


@login_not_required
def needs(request, token):
    """Expectations, practice, where one stands on each objective; what was told is shown again, and may change."""
    place = _place(token)
    marks = dict(place.marks.exclude(before=None).values_list("objective", "before"))
    form = NeedsForm(
        request.POST or None, objectives=place.session.version.objectives, marks=marks,
        initial={"expectations": place.expectations, "practice": place.practice},
    )  # fmt: skip
    if request.method == "POST" and _allowed(request, place, form) and form.is_valid():
        try:
            tell_needs(place, form.needs())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, "Merci, vos réponses sont enregistrées. Vous pouvez en changer avant la formation."
            )
            return redirect("training:needs", token)
    return _page(request, place, needs_form=form, adaptation_form=AdaptationForm())


@login_not_required
def needs_adaptation(request, token):
    """Ask for an adaptation, or withdraw what was asked; asked by GET, it leads to the needs."""
    place = _place(token)
    if request.method != "POST":
        return redirect("training:needs", token)
    if "withdraw" in request.POST:
        if adaptations.withdraw_adaptation(place):
            messages.success(request, "Votre demande est effacée.")
        return redirect("training:needs", token)
    form = AdaptationForm(request.POST)
    if _allowed(request, place, form) and form.is_valid():
        try:
            adaptations.ask_adaptation(place, form.cleaned_data["need"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Votre demande est envoyée au référent handicap et au formateur.")
            return redirect("training:needs", token)
    marks = dict(place.marks.exclude(before=None).values_list("objective", "before"))
    told = NeedsForm(
        objectives=place.session.version.objectives, marks=marks,
        initial={"expectations": place.expectations, "practice": place.practice},
    )  # fmt: skip
    return _page(request, place, needs_form=told, adaptation_form=form)


def _place(token: str) -> Registration:
    places = Registration.objects.select_related("trainee", "session__version", "order")
    return get_object_or_404(places, token=token)


def _allowed(request, place: Registration, form) -> bool:
    if within_limit(f"needs:{place.pk}", get_adapter().get_client_ip(request)):
        return True
    form.add_error(None, TOO_MANY)
    return False


def _page(request, place: Registration, *, needs_form, adaptation_form):
    bound = needs_form.is_bound or adaptation_form.is_bound
    # What was asked is not shown again: whoever finds the link does not read it.
    asked = None
    if place.trainee.email:
        asked = Adaptation.objects.filter(registration=place).only("asked_at", "answered_at", "registration").first()
    context = {
        "place": place, "session": place.session, "slots": place.session.slots.order_by("day", "starts_at"),
        "form": needs_form, "adaptation": adaptation_form, "asked": asked,
        "open": needs_are_open(place, place.session), "notice": trainees_notice(),
        "contact": TrainingBody.current().disability_contact,
    }  # fmt: skip
    status = HTTPStatus.BAD_REQUEST if bound else HTTPStatus.OK
    return as_key(render(request, "training/registrations/needs.html", context, status=status))
