"""Registrations: the list of one's colleagues, all for the team; a place given back, given to another, corrected."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers

from members.domain.moves import Refused
from reporting.exports import table_response
from training.domain.registrations import ending
from training.exports.orders import REGISTRATION_COLUMNS, registration_rows
from training.filters.orders import RegistrationFilter
from training.forms.registrations import OnePersonForm, ReasonForm
from training.models import Registration, TrainingBody
from training.views.orders import may_follow


@may_follow
def registrations(request):
    """The list with its filters; htmx gets the results alone."""
    found = RegistrationFilter(request.GET, user=request.user)
    rows = found.qs if found.form.is_valid() else found.qs.none()
    rows = rows.select_related("trainee", "session__version", "order__organisation")
    context = {
        "filter": found,
        "page": Paginator(rows.order_by("-session__starts_on", "trainee__last_name", "pk"), 50).get_page(
            request.GET.get("page")
        ),
    }
    response = render(request, f"training/registrations/{'results' if request.htmx else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@may_follow
def registrations_export(request, fmt):
    """Exactly the registrations shown, without anything about health."""
    found = RegistrationFilter(request.GET, user=request.user)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    rows = found.qs.select_related("trainee", "session__version", "order__organisation")
    rows = rows.order_by("-session__starts_on", "trainee__last_name", "pk")
    return table_response(fmt, "stagiaires", REGISTRATION_COLUMNS, registration_rows(rows))


def place(request, pk):
    """A place: who holds it, and what its structure does with it until the training begins."""
    seen = Registration.objects.visible_to(request.user).select_related(
        "trainee", "order__organisation", "session__version"
    )
    shown = get_object_or_404(seen, pk=pk)
    if not request.user.has_perm("training.manage_order", shown.order):
        raise PermissionDenied
    act = request.POST.get("act", "")
    individual = shown.order.is_individual
    reason = ReasonForm(request.POST if act == "cancel" else None)
    other = OnePersonForm(request.POST if act == "replace" else None, individual=individual, prefix="other")
    person = ending.as_person(shown)
    correction = OnePersonForm(
        request.POST if act == "correct" else None, individual=individual, prefix="correct",
        initial={name: getattr(person, name) for name in OnePersonForm.field_order},
    )  # fmt: skip
    bound = next((form for form in (reason, other, correction) if form.is_bound), None)
    if bound is not None and bound.is_valid():
        try:
            told = _done(shown, act, bound, request.user)
        except Refused as refused:
            bound.add_error(None, str(refused))
        else:
            messages.success(request, told)
            return redirect(shown.order)
    context = {
        "place": shown, "order": shown.order, "session": shown.session, "reason": reason, "other": other,
        "correction": correction, "may_end": shown.state in Registration.BEFORE, "individual": individual,
        "terms": TrainingBody.current().cancellation_terms,
    }  # fmt: skip
    status = HTTPStatus.BAD_REQUEST if bound is not None else HTTPStatus.OK
    return render(request, "training/registrations/place.html", context, status=status)


def _done(shown: Registration, act: str, form, user) -> str:
    """Do what the button says; what is told then. Raises Refused."""
    if act == "cancel":
        ending.cancel_place(shown, reason=form.cleaned_data["reason"], by=user)
        return f"La place de {shown.trainee} est rendue."
    if act == "replace":
        made = ending.replace_trainee(shown, form.person(), by=user)
        return f"{made.trainee} vient à la place de {shown.trainee}."
    ending.correct_trainee(shown, form.person(), by=user)
    return "La fiche est corrigée."
