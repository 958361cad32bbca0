"""A jury: its page, and what the certification team plans, composes, convenes, confirms or cancels."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from certification.domain.juries import composing, convening, planning
from certification.domain.juries.anonymity import shown_candidate
from certification.domain.juries.lawful import Composition, checks_of
from certification.domain.juries.papers import calendar_file, summonses_pdf
from certification.domain.juries.steps import STEPS
from certification.filters.juries import ReadyFilter
from certification.forms.juries import CancellationForm, CandidateChoiceForm, JuryForm, MemberForm, ObserverForm
from certification.models import College, Enrolment, Jury, Official, Place, Seat
from members.domain.history import versions_of
from members.domain.moves import Refused
from members.models import Organisation
from reporting.files import pdf_response

may_run = permission_required("certification.run_certification", raise_exception=True)


def seen_jury(request, pk: int, *, inside: bool = False, run: bool = False) -> Jury:
    """The jury, for whoever knows of it; its inside is refused to who knows the day and the place alone."""
    juries = Jury.objects.select_related("certification", "region", "host")
    found = get_object_or_404(juries.visible_to(request.user), pk=pk)
    if inside and not Jury.objects.known_inside_to(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    if run and not request.user.has_perm("certification.run_certification"):
        raise PermissionDenied
    return found


def jury(request, pk):
    """When and where for the network; who for its members and the structures, each their part; all for the team."""
    shown = seen_jury(request, pk)
    user = request.user
    runs = user.has_perm("certification.run_certification")
    if not Jury.objects.known_inside_to(user).filter(pk=pk).exists():
        return render(request, "certification/juries/outline.html", {"jury": shown})
    own_seat = shown.seats.filter(official__user=user).select_related("official").first()
    places = Place.objects.visible_to(user).filter(jury=shown)
    places = list(
        places.select_related("enrolment__candidate", "enrolment__organisation").prefetch_related("recused__official")
    )
    for place in places:
        place.jury = shown
        place.shown = shown_candidate(place, user)
    context = {
        "jury": shown,
        "runs": runs,
        "places": places,
        "own_places": any(place.enrolment.organisation_id in user.history_ids for place in places),
        "seats": list(
            shown.seats.select_related("official__employer", "replacement").order_by("college", "-role", "pk")
        ),
        "own_seat": own_seat,
        "may_answer": own_seat is not None and shown.state in Jury.SUMMONED,
        "may": {step for step, one in STEPS.items() if runs and shown.state in one.states},
        "preparing": runs and shown.state == Jury.State.DRAFT,
        "arranging": runs and shown.state in Jury.BEFORE,
        "sent": shown.state in Jury.SUMMONED,
    }
    if context["arranging"]:
        seen = Composition(shown)
        recused = {(seat.pk, place.pk) for place in seen.places for seat in place.recused.all()}
        seats = {seat.official_id: seat for seat in seen.expected}
        ties = [
            (seats[official], place, why, (seats[official].pk, place) in recused)
            for (official, place), why in seen.ties.items()
        ]
        codes = {place.pk: place for place in seen.places}
        context |= {
            "checks": checks_of(shown),
            "ties": [(seat, codes[place], why, done) for seat, place, why, done in ties],
            "proposal": composing.propose(shown),
            "cancellation": CancellationForm(),
            "observer": ObserverForm(),
        }
    if runs:
        context["versions"] = versions_of(shown, [Seat])[:30]
    return render(request, "certification/juries/jury.html", context)


@may_run
def jury_new(request):
    form = JuryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = planning.plan_jury(by=request.user, **form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Le jury est en préparation. Choisissez ses candidats, puis ses membres.")
            return redirect("certification:jury_candidates", made.pk)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "certification/juries/edit.html", {"form": form}, status=status)


def jury_edit(request, pk):
    shown = seen_jury(request, pk, run=True)
    if shown.state not in Jury.BEFORE:
        messages.error(request, f"Le jury est « {shown.get_state_display()} » : il ne se modifie plus.")
        return redirect(shown)
    form = JuryForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        try:
            planning.change_jury(shown, by=request.user, **form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Le jury est enregistré.")
            return redirect(shown)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "certification/juries/edit.html", {"form": form, "jury": shown}, status=status)


def jury_candidates(request, pk):
    """Choose among the candidates who are ready, region by region or structure by structure."""
    shown = seen_jury(request, pk, run=True)
    if shown.state != Jury.State.DRAFT:
        messages.error(request, "Les candidats d'un jury se choisissent tant qu'il est en préparation.")
        return redirect(shown)
    ready = planning.without_jury(Enrolment.objects.filter(certification=shown.certification))
    ready = ready.visible_to(request.user).select_related("candidate", "organisation__department")
    organisations = Organisation.objects.filter(pk__in=ready.order_by().values("organisation")).order_by("name")
    found = ReadyFilter(request.GET, queryset=ready, organisations=organisations)
    form = CandidateChoiceForm(request.POST or None, ready=ready)
    if request.method == "POST" and form.is_valid():
        try:
            count = planning.add_candidates(shown, form.cleaned_data["enrolments"], by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Candidats ajoutés : {count}.")
            return redirect(shown)
    rows = found.qs if found.form.is_valid() else ready.none()
    context = {
        "jury": shown, "filter": found, "form": form,
        "ready": rows.order_by("organisation__name", "candidate__birth_name", "candidate__first_name", "pk"),
    }  # fmt: skip
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "certification/juries/candidates.html", context, status=status)


def place_remove(request, pk):
    place = get_object_or_404(Place.objects.visible_to(request.user).select_related("jury"), pk=pk)
    shown = seen_jury(request, place.jury_id, run=True)
    return _done(
        request, shown, lambda: planning.remove_candidate(place, by=request.user), "Le candidat est retiré du jury."
    )


def place_recuse(request, pk):
    """A member does not judge this candidate, or does again."""
    place = get_object_or_404(Place.objects.visible_to(request.user).select_related("jury"), pk=pk)
    shown = seen_jury(request, place.jury_id, run=True)
    if request.method != "POST":
        return redirect(shown)
    number = request.POST.get("seat", "")
    seat = shown.seats.filter(pk=number).first() if number.isdecimal() else None
    if seat is None:
        messages.error(request, "Choisissez un membre de ce jury.")
        return redirect(shown)
    recused = "back" not in request.POST
    told = "Le membre est récusé pour ce candidat." if recused else "Le membre juge à nouveau ce candidat."
    return _done(
        request, shown, lambda: planning.recuse(place, seat, by=request.user, recused=recused), told, "independance"
    )


def jury_seats(request, pk):
    """Fill the seats at one press, or give one to somebody."""
    shown = seen_jury(request, pk, run=True)
    if request.method != "POST":
        return redirect(shown)
    if "compose" in request.POST:
        return _done(
            request, shown, lambda: composing.compose(shown, by=request.user), "Des membres sont proposés.", "membres"
        )
    observer = "observer" in request.POST
    form = (ObserverForm if observer else MemberForm)(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez une personne.")
        return redirect(shown)
    official: Official = form.cleaned_data["official"]
    college = College.NONE if observer else College(form.cleaned_data["college"])
    return _done(
        request, shown,
        lambda: planning.add_member(shown, official, college, by=request.user, observer=observer),
        f"{official} a un siège.", "membres",
    )  # fmt: skip


# What the team does with a seat, by the name of its button, and what is said once it is done.
SEAT_ACTS = {
    "remove": (planning.remove_member, "Le siège est retiré."),
    "preside": (planning.name_president, "La présidence est donnée."),
    "replace": (planning.replace_member, "Une autre personne est appelée."),
}


def seat(request, pk):
    found = get_object_or_404(Seat.objects.visible_to(request.user).select_related("jury", "official"), pk=pk)
    shown = seen_jury(request, found.jury_id, run=True)
    act, told = SEAT_ACTS.get(request.POST.get("act", ""), (None, ""))
    if act is None:
        return redirect(shown)
    return _done(request, shown, lambda: act(found, by=request.user), told, "membres")


def jury_step(request, pk):
    """The jury goes one step further, at the press of a button; asked by GET, it leads back to the jury."""
    shown = seen_jury(request, pk, run=True)
    step = request.POST.get("step", "")
    if step == "convene":
        return _done(request, shown, lambda: convening.convene(shown, by=request.user), "Les convocations partent.")
    if step == "confirm":
        return _done(request, shown, lambda: convening.confirm(shown, by=request.user), "Le jury est confirmé.")
    if step == "cancel":
        form = CancellationForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Écrivez le motif de l'annulation, en 300 caractères au plus.")
            return redirect(shown)
        reason = form.cleaned_data["reason"]
        return _done(
            request, shown, lambda: convening.cancel(shown, reason=reason, by=request.user), "Le jury est annulé."
        )
    return redirect(shown)


def summonses(request, pk):
    """The summons of a jury's candidates: those of one's structure, all for the team."""
    shown = seen_jury(request, pk, inside=True)
    presented = Enrolment.objects.presented_by(request.user)
    places = Place.objects.visible_to(request.user).filter(jury=shown, enrolment__in=presented)
    places = places.select_related(
        "jury__certification", "jury__host", "enrolment__candidate", "enrolment__organisation"
    ).order_by("order", "pk")
    if shown.convened_at is None or not places.exists():
        raise Http404("Il n'y a pas de convocation.")
    return pdf_response(f"convocations-{shown.held_on:%Y-%m-%d}.pdf", summonses_pdf(places))


def summons(request, pk):
    """The summons of one candidate."""
    presented = Enrolment.objects.presented_by(request.user)
    places = Place.objects.visible_to(request.user).filter(enrolment__in=presented, jury__convened_at__isnull=False)
    place = get_object_or_404(
        places.select_related("jury__certification", "jury__host", "enrolment__candidate", "enrolment__organisation"),
        pk=pk,
    )
    return pdf_response(f"convocation-{place.jury.held_on:%Y-%m-%d}.pdf", summonses_pdf([place]))


def jury_calendar(request, pk):
    """The day of a jury, for the calendar of its members and structures."""
    return calendar_response(seen_jury(request, pk, inside=True))


def calendar_response(shown: Jury) -> HttpResponse:
    """The file that calendars open."""
    response = HttpResponse(calendar_file(shown), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="jury-{shown.held_on:%Y-%m-%d}.ics"'
    return response


def _done(request, shown: Jury, act, told: str, part: str = ""):
    """Back to the jury, with what was done or why it was not; asked by GET, nothing is done."""
    if request.method == "POST":
        try:
            act()
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, told)
    return redirect(f"{shown.get_absolute_url()}#{part}" if part else shown)
