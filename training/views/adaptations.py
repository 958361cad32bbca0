"""What trainees ask for because of their health: for the referents and the trainers, and nobody else."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from members.domain.moves import Refused
from training.domain.registrations.adaptations import adaptations_to_read, answer_adaptation
from training.forms.registrations import AnswerForm

may_read = permission_required("training.read_adaptations", raise_exception=True)


@may_read
def adaptations(request):
    """Those that this person reads, one session's or all; the unanswered ones first. There is no export of them."""
    rows = adaptations_to_read(request.user)
    session = request.GET.get("session", "")
    if session.isdecimal() and len(session) < 10:
        rows = rows.filter(registration__session=int(session))
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return _private(render(request, "training/adaptations/list.html", {"page": page}))


@may_read
def adaptation(request, pk):
    """One request, and what is planned for it."""
    shown = get_object_or_404(adaptations_to_read(request.user), pk=pk)
    form = AnswerForm(request.POST or None, initial={"answer": shown.answer or ""})
    if request.method == "POST" and form.is_valid():
        try:
            answer_adaptation(shown, answer=form.cleaned_data["answer"], by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "C'est noté : la personne est prévenue, sans détail.")
        return redirect("training:adaptations")
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"adaptation": shown, "form": form}
    return _private(render(request, "training/adaptations/adaptation.html", context, status=status))


def _private(response):
    """Neither the browser nor anything between keeps the page."""
    response["Cache-Control"] = "no-store"
    return response
