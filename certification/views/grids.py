"""The grid of a candidate, filled on a tablet and saved while one taps, with or without a network."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from certification.domain.juries.anonymity import shown_candidate
from certification.domain.juries.day import recuse_oneself
from certification.domain.juries.grids import Grid, GridChanged, grids_of, write_grid
from certification.domain.juries.sequence import JUDGE
from certification.domain.juries.sitting import require_judge, voting_seat
from certification.forms.grids import GridForm, prefix_of, values_of, words_of
from certification.models import Place
from members.domain.moves import NotAllowed, Refused


def seen_place(request, pk: int) -> Place:
    """The place of a candidate, for the members of the jury and the certification team."""
    seen = Place.objects.visible_to(request.user).select_related(
        "jury__certification", "enrolment__candidate", "enrolment__organisation", "enrolment__referential"
    )
    place = get_object_or_404(seen.prefetch_related("recused"), pk=pk)
    if not request.user.has_perm("certification.open_jury", place.jury):
        raise PermissionDenied
    return place


def refusal_to_judge(place: Place, user) -> str:
    """Why `user` does not write for this candidate now; empty where they do."""
    if place.jury.state not in JUDGE.states:
        return f"Le jury est « {place.jury.get_state_display()} » : {JUDGE.cannot}."
    if place.attendance != Place.Attendance.PRESENT:
        return "Ce candidat n'est pas présent : il n'est pas évalué."
    try:
        require_judge(place, user)
    except Refused as refusal:
        return str(refusal)
    return ""


def neighbours(place: Place) -> tuple[Place | None, Place | None]:
    """The candidates who come before and after, among those present."""
    present = list(place.jury.places.filter(attendance=Place.Attendance.PRESENT))
    rank = next((index for index, one in enumerate(present) if one.pk == place.pk), None)
    if rank is None:
        return None, None
    return (present[rank - 1] if rank else None), (present[rank + 1] if rank + 1 < len(present) else None)


def grid(request, pk):
    """All blocks of a candidate; without a script, the page is one form that saves what was changed."""
    place = seen_place(request, pk)
    grids = grids_of(place)
    data = request.POST if request.method == "POST" else None
    forms = [GridForm(data, grid=one) for one in grids if one.carried is None]
    if data is None:
        return _page(request, place, grids, forms)
    for form in forms:
        if form.is_valid() and form.has_changed():
            _save(request, place, form)
    if any(form.errors for form in forms):
        return _page(request, place, grids, forms, status=HTTPStatus.CONFLICT)
    messages.success(request, "Les grilles sont enregistrées.")
    return redirect("certification:grid", pk)


def _save(request, place: Place, form: GridForm) -> None:
    try:
        write_grid(place, form.grid.block, by=request.user, **form.written())
    except GridChanged as refusal:
        kept = " ; ".join(f"{label} : {words}" for label, words in words_of(refusal.current))
        form.add_error(None, f"{refusal} L'autre grille : {kept}.")
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = refusal.current.revision
    except Refused as refusal:
        form.add_error(None, str(refusal))


def _page(request, place: Place, grids: list[Grid], forms: list[GridForm], status=HTTPStatus.OK):
    by_block = {form.grid.block.pk: form for form in forms}
    before, after = neighbours(place)
    context = {
        "place": place,
        "jury": place.jury,
        "shown": shown_candidate(place, request.user),
        "blocks": [(one, by_block.get(one.block.pk), prefix_of(one)) for one in grids],
        "refusal": refusal_to_judge(place, request.user),
        "before": before,
        "after": after,
    }
    return render(request, "certification/juries/grid.html", context, status=status)


def recuse(request, pk):
    """A member says that they do not judge this candidate."""
    place = seen_place(request, pk)
    if request.method == "POST":
        try:
            recuse_oneself(place, by=request.user)
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Vous êtes récusé pour {place.code} : les autres membres décident sans vous.")
    return redirect("certification:jury_day", place.jury_id)


def write(request, pk, block):
    """A block as the page sends it, alone, in JSON: see static/portal/offline.js for what is said and answered."""
    place = seen_place(request, pk)
    if voting_seat(place.jury, request.user) is None:
        raise PermissionDenied
    found = next((one for one in grids_of(place) if one.block.pk == block), None)
    if found is None:
        raise Http404("Ce bloc n'est pas visé par ce candidat.")
    if request.method != "POST":
        return redirect("certification:grid", pk)
    try:
        sent = json.loads(request.body)
        values, version = dict(sent["values"]), sent["version"]
    except (ValueError, KeyError, TypeError):
        return _refused("La grille envoyée est illisible : rechargez la page.", HTTPStatus.BAD_REQUEST)
    if not all(isinstance(one, str) for one in values.values()):
        return _refused("La grille envoyée est illisible : rechargez la page.", HTTPStatus.BAD_REQUEST)
    prefix = prefix_of(found)
    form = GridForm({f"{prefix}-{name}": value for name, value in (values | {"version": version}).items()}, grid=found)
    if not form.is_valid():
        return _refused(" ".join(one for each in form.errors.values() for one in each), HTTPStatus.BAD_REQUEST)
    try:
        revision = write_grid(place, found.block, by=request.user, **form.written())
    except GridChanged as refusal:
        current = refusal.current
        theirs = {"version": current.revision, "values": values_of(current), "words": words_of(current)}
        return JsonResponse({"message": str(refusal), "theirs": theirs}, status=HTTPStatus.CONFLICT)
    except Refused as refusal:
        return _refused(str(refusal), HTTPStatus.CONFLICT)
    return JsonResponse({"version": revision})


def _refused(message: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)
