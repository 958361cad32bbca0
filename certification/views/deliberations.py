"""The jury decides of a candidate, block by block."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import redirect, render

from certification.domain.juries.anonymity import shown_candidate
from certification.domain.juries.deciding import decide
from certification.domain.juries.grids import grids_of
from certification.forms.deciding import DecisionForm
from certification.views.grids import neighbours, refusal_to_judge, seen_place
from members.domain.moves import Refused


def deliberation(request, pk):
    """What each grid proposes, and what the jury decides, with its grounds and its votes."""
    place = seen_place(request, pk)
    grids = grids_of(place)
    form = DecisionForm(request.POST if request.method == "POST" else None, place=place, grids=grids)
    if form.is_bound and form.is_valid():
        try:
            decided = decide(place, form.decided(), mark=form.cleaned_data["mark"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            # What was refused because it was not up to date is sent again as of what is shown now.
            form.data = form.data.copy()
            form.data["mark"] = form.fields["mark"].initial
        else:
            messages.success(request, f"{place.code} : {decided.get_result_display()}.")
            _, after = neighbours(place)
            return (
                redirect("certification:grid", after.pk) if after else redirect("certification:jury_day", place.jury_id)
            )
    context = {
        "place": place,
        "jury": place.jury,
        "shown": shown_candidate(place, request.user),
        "grids": grids,
        "form": form,
        "blocks": [form[f"b{one.block.pk}"] for one in form.judged],
        "rest": [
            form[name] for name in ("deferred", "grounds", "recommendations", "votes_for", "votes_against", "mark")
        ],
        "refusal": refusal_to_judge(place, request.user),
    }
    status = HTTPStatus.CONFLICT if form.errors else HTTPStatus.OK
    return render(request, "certification/juries/deliberation.html", context, status=status)
