"""Results as structures read them once notified, the letters of candidates, and the appeals against them."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from certification.domain.juries import appeals as domain
from certification.domain.juries.decision_letters import letters_pdf
from certification.domain.juries.notifying import appeals_until
from certification.domain.juries.results import told_results
from certification.forms.appeals import AppealForm, RulingForm
from certification.models import Appeal, Jury, Place
from members.domain.moves import Refused
from reporting.files import pdf_response

may_run = permission_required("certification.run_certification", raise_exception=True)


def _seen_results(request, pk: int) -> Jury:
    """The jury, for those who may read results of it: structures once notified, the team and the jury once signed."""
    seen = Jury.objects.known_inside_to(request.user).select_related("certification", "region")
    jury = get_object_or_404(seen, pk=pk)
    signed = jury.state in Jury.AFTER_MINUTES and request.user.has_perm("certification.open_jury", jury)
    if jury.notified_at is None and not signed and not request.user.has_perm("certification.run_certification"):
        raise PermissionDenied
    return jury


def jury_results(request, pk):
    """The decision on each candidate that one may see, as the minutes that stand say it."""
    jury = _seen_results(request, pk)
    context = {
        "jury": jury,
        "results": told_results(jury, request.user),
        "until": appeals_until(jury),
        "team": request.user.has_perm("certification.run_certification"),
    }
    return render(request, "certification/juries/decisions.html", context)


def letter(request, pk):
    """The letter of one candidate."""
    place = get_object_or_404(Place.objects.visible_to(request.user), pk=pk)
    jury = _seen_results(request, place.jury_id)
    return _letters(jury, [place.pk], f"decision-{jury.held_on:%Y-%m-%d}-{place.order}.pdf")


@may_run
def letters(request, pk):
    """The letters of all the candidates of a jury, in one document."""
    jury = _seen_results(request, pk)
    numbers = list(jury.places.values_list("pk", flat=True))
    return _letters(jury, numbers, f"decisions-{jury.held_on:%Y-%m-%d}-{jury.pk}.pdf")


def _letters(jury: Jury, numbers: list[int], name: str):
    content = letters_pdf(jury, numbers)
    if content is None:
        raise Http404("Le procès-verbal de ce jury n'est pas encore signé.")
    return pdf_response(name, content)


@may_run
def appeals(request):
    """Every appeal, those that wait for an answer first."""
    seen = Appeal.objects.visible_to(request.user).select_related(
        "place__jury__certification", "place__enrolment__candidate", "place__enrolment__organisation"
    )
    page = Paginator(seen.order_by(F("ruled_on").desc(nulls_first=True), "-received_on", "-pk"), 50)
    return render(request, "certification/juries/appeals.html", {"page": page.get_page(request.GET.get("page"))})


@may_run
def new_appeal(request, pk):
    """Note an appeal that was received."""
    place = get_object_or_404(
        Place.objects.visible_to(request.user).select_related("jury__certification", "enrolment__candidate"), pk=pk
    )
    form = AppealForm(request.POST or None)
    if form.is_valid():
        try:
            made = domain.receive(place, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Le recours est noté.")
            return redirect("certification:appeal", made.pk)
    context = {"place": place, "form": form, "until": appeals_until(place.jury)}
    return render(request, "certification/juries/appeal_new.html", context)


@may_run
def appeal(request, pk):
    """An appeal, and its answer."""
    seen = Appeal.objects.visible_to(request.user).select_related(
        "place__jury__certification", "place__enrolment__candidate", "ruled_by"
    )
    shown = get_object_or_404(seen, pk=pk)
    form = RulingForm(request.POST or None)
    if form.is_valid():
        try:
            domain.rule(shown, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "La réponse au recours est notée.")
            return redirect("certification:appeal", pk)
    context = {"appeal": shown, "form": form, "late": domain.is_late(shown), "until": appeals_until(shown.place.jury)}
    return render(request, "certification/juries/appeal.html", context)


def appeal_letter(request, pk):
    """The answer to an appeal, for the team and for the structure that hands it to the candidate."""
    seen = (
        Appeal.objects.visible_to(request.user)
        .exclude(ruling="")
        .select_related("place__jury__certification", "place__enrolment__candidate", "place__enrolment__organisation")
    )
    shown = get_object_or_404(seen, pk=pk)
    return pdf_response(f"reponse-recours-{shown.pk}.pdf", domain.answer_pdf(shown))
