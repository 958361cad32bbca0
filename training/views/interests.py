"""« Intéressé dans ma région » : the form for everybody, and what the team does with the requests."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from members.domain.limits import within_limit
from members.domain.moves import Refused
from reporting.exports import table_response
from training.domain import interests as domain
from training.exports.courses import INTEREST_COLUMNS, interest_rows
from training.filters.catalogue import InterestFilter
from training.forms.catalogue import InterestForm, ProposalForm
from training.models import Course, CourseInterest, Session
from training.views.course import seen_course

may_run = permission_required("training.run_training", raise_exception=True)
THANKS = "Demande enregistrée : vous recevrez un message si une session s'ouvre dans votre région."


@login_not_required
def interest(request, slug):
    """The form; what a program fills looks sent, and is not."""
    shown = seen_course(request, slug)
    if shown.state != Course.State.PUBLISHED:
        messages.error(request, "Cette formation n'est plus au catalogue : elle ne peut être demandée.")
        return redirect("training:catalogue")
    form = InterestForm(request.POST or None, user=request.user, initial=_region(request))
    status = HTTPStatus.OK
    if request.method == "POST":
        person = f"user:{request.user.pk}" if request.user.is_authenticated else get_adapter().get_client_ip(request)
        if not within_limit("interests", person):
            form.add_error(None, "Trop de demandes viennent d'être envoyées d'ici : réessayez dans une heure.")
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif form.is_valid():
            try:
                if not form.is_of_program:
                    domain.ask(shown, **form.facts())
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = HTTPStatus.CONFLICT
            else:
                messages.success(request, THANKS)
                return redirect(shown)
        else:
            form.reopen()
            status = HTTPStatus.BAD_REQUEST
    context = {"form": form, "course": shown}
    return render(request, "training/interests/form.html", context, status=status)


def _region(request) -> dict:
    code = request.GET.get("region", "")
    return {"region": code} if code else {}


@require_POST
def interest_withdraw(request, pk):
    """Somebody of the structure takes a request back."""
    shown = get_object_or_404(CourseInterest.objects.visible_to(request.user).select_related("course"), pk=pk)
    _told(request, "Demande retirée.", lambda: domain.withdraw(shown, by=request.user))
    return redirect(shown.course)


def _found(request):
    found = InterestFilter(request.GET, user=request.user)
    rows = found.qs if found.form.is_valid() else found.qs.none()
    return found, rows.select_related("course", "region", "organisation", "session__version").order_by(
        "-asked_at", "-pk"
    )


@may_run
def interests(request):
    """How many people wait for which course and where, what may be proposed to them, and each request."""
    found, rows = _found(request)
    wanted = domain.demand(rows)
    sessions = domain.sessions_for({one["course"] for one in wanted})
    for one in wanted:
        one["sessions"] = sessions.get(one["course"], [])
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    template = f"training/interests/{'results' if request.htmx else 'list'}.html"
    response = render(request, template, {"filter": found, "page": page, "demand": wanted})
    patch_vary_headers(response, ["HX-Request"])
    return response


@may_run
def interests_export(request, fmt):
    """Exactly the requests shown."""
    found, rows = _found(request)
    if not found.form.is_valid():
        return HttpResponseBadRequest("Les filtres de l'adresse sont incorrects.")
    return table_response(fmt, "demandes-de-formation", INTEREST_COLUMNS, interest_rows(rows))


@may_run
@require_POST
def interest_answer(request, pk):
    """Close a request that was answered otherwise, or undo it."""
    shown = get_object_or_404(CourseInterest.objects.visible_to(request.user), pk=pk)
    if "undo" in request.POST:
        _told(request, "La demande attend à nouveau.", lambda: domain.reopen(shown, by=request.user))
    else:
        _told(request, "Demande classée. Vous la retrouvez parmi les répondues, où elle peut être rouverte.",
              lambda: domain.close(shown, by=request.user))  # fmt: skip
    return redirect("training:interests")


@may_run
@require_POST
def interests_propose(request):
    """Propose a coming session to all who wait for its course in a region."""
    form = ProposalForm(request.POST, sessions=Session.objects.visible_to(request.user).select_related("version"))
    if not form.is_valid():
        messages.error(request, "Choisissez une session à proposer.")
        return redirect("training:interests")
    try:
        told = domain.propose(form.cleaned_data["session"], form.cleaned_data["region"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            f"Session proposée par mail : {told} demande{'s' if told > 1 else ''} répondue{'s' if told > 1 else ''}.",
        )
    return redirect("training:interests")


def _told(request, done: str, act) -> None:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
