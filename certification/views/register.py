"""What France compétences is to be told: the list, its file, and what was told."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from certification.domain.accreditations.register import mark_told, mark_untold, tone_of
from certification.exports.accreditations import CHANGE_COLUMNS, change_rows
from certification.models import RegisterChange
from reporting.exports import table_response
from reporting.french import number, unit

may_run = permission_required("certification.run_certification", raise_exception=True)
TOLD_SHOWN = 50


def _changes(request):
    related = ("accreditation__organisation", "accreditation__certification")
    return RegisterChange.objects.visible_to(request.user).with_due().select_related(*related)


@may_run
def register_changes(request):
    """What is to be told, the most pressing first, then what was told lately; a mark just made may be taken back."""
    today = timezone.localdate()
    untold = [(one, *tone_of(one, today)) for one in _changes(request).untold().order_by("happened_on", "pk")]
    told = _changes(request).exclude(told_on=None).select_related("told_by").order_by("-told_on", "-pk")[:TOLD_SHOWN]
    context = {
        "untold": untold,
        "late": sum(tone == "alert" for _, tone, _ in untold),
        "told": [(one, *tone_of(one, today)) for one in told],
        "just_told": _numbers(request.GET.get("marques", "").split(",")),
    }
    return render(request, "certification/register/changes.html", context)


@may_run
def register_changes_export(request, fmt):
    """The changes that are still to be told, as they are sent."""
    rows = change_rows(_changes(request).untold().order_by("happened_on", "pk"))
    return table_response(fmt, "france-competences-changements", CHANGE_COLUMNS, rows)


@may_run
def register_changes_tell(request):
    """Mark changes as told, all at once, or take the mark back."""
    back = reverse("certification:register_changes")
    if request.method != "POST":
        return redirect(back)
    asked = request.POST.getlist("changement")
    numbers = _numbers(asked)
    if len(numbers) != len(asked):
        return HttpResponseBadRequest("Cette liste de changements est incorrecte.")
    if request.POST.get("act") == "undo":
        count = mark_untold(numbers, by=request.user)
        messages.success(request, f"Marque retirée : {number(count)} {unit('changements', count)} à transmettre.")
        return redirect(back)
    if not numbers:
        messages.error(request, "Cochez les changements que vous avez transmis.")
        return redirect(back)
    marked = mark_told(numbers, by=request.user)
    count = len(marked)
    messages.success(request, f"{number(count)} {unit('changements', count)} {unit('transmis', 2)} aujourd'hui.")
    return redirect(f"{back}?marques={','.join(map(str, marked))}" if marked else back)


def _numbers(words: list[str]) -> list[int]:
    """Those that are numbers of rows, a thousand at most."""
    return [int(word) for word in words[:1000] if word.isascii() and word.isdigit() and len(word) < 19]
