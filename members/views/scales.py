"""Fee scales: written, tried on a past year, adopted."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.domain.fees import problems_of, read_scale
from members.domain.fees.keeping import ScaleRefused, adopt, copy, refuse_adopted
from members.domain.fees.scales import steps_down
from members.domain.fees.trial import Trial, try_scale
from members.domain.territory import region_names
from members.fee_forms import AdoptionForm, BracketFormSet, CopyForm, ScaleForm, ShareFormSet, TrialForm
from members.models import FeeScale, Membership
from reporting.charts import bar_chart
from reporting.exports import table_response
from reporting.indicators import Breakdown, Row

may_run = permission_required("members.run_campaigns", raise_exception=True)
may_read = permission_required("members.read_scales", raise_exception=True)
MOST_SHOWN = 20


@may_read
def scales(request):
    return render(request, "members/scales/list.html", {"scales": FeeScale.objects.visible_to(request.user)})


@may_run
def scale_new(request):
    return _edit(request, FeeScale(), {"year": timezone.localdate().year + 1})


@may_read
def scale(request, pk):
    """What a scale says, what prevents its use, and what one may do with it."""
    shown = get_object_or_404(FeeScale.objects.visible_to(request.user), pk=pk)
    applied = read_scale(shown)
    context = {
        "scale": shown,
        "brackets": shown.brackets.all(),
        "shares": shown.shares.select_related("region"),
        "problems": problems_of(applied),
        "steps_down": [] if problems_of(applied) else steps_down(applied),
        "may_run": request.user.has_perm("members.run_campaigns"),
        "adoption": AdoptionForm(),
        "copying": CopyForm(initial={"year": shown.year + 1}),
        "trial": TrialForm(initial={"annee": _last_year()}),
    }
    return render(request, "members/scales/scale.html", context)


@may_run
def scale_edit(request, pk):
    shown = get_object_or_404(FeeScale.objects.visible_to(request.user), pk=pk)
    try:
        refuse_adopted(shown)
    except ScaleRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("members:scale", pk=pk)
    return _edit(request, shown, {})


def _edit(request, shown, initial):
    form = ScaleForm(request.POST or None, instance=shown, initial=initial)
    brackets = BracketFormSet(request.POST or None, instance=shown, prefix="tranches")
    shares = ShareFormSet(request.POST or None, instance=shown, prefix="parts")
    if request.method == "POST" and all([form.is_valid(), brackets.is_valid(), shares.is_valid()]):
        with transaction.atomic():
            saved = form.save()
            for rows in (brackets, shares):
                rows.instance = saved
                rows.save()
        messages.success(request, "Barème enregistré.")
        return redirect("members:scale", pk=saved.pk)
    return render(
        request, "members/scales/edit.html", {"form": form, "brackets": brackets, "shares": shares, "scale": shown}
    )


@may_read
def scale_trial(request, pk):
    """The scale applied to the members of a past year: totals, regions, who pays more and who less."""
    shown = get_object_or_404(FeeScale.objects.visible_to(request.user), pk=pk)
    form = TrialForm(request.GET or {"annee": _last_year()})
    problems = problems_of(read_scale(shown))
    context = {"scale": shown, "form": form, "problems": problems}
    if form.is_valid() and not problems:
        trial = try_scale(shown, form.cleaned_data["annee"])
        context |= {
            "trial": trial,
            "regions": [(name, trial.regions[code]) for code, name in region_names().items() if code in trial.regions],
            "changed": trial.most_changed(MOST_SHOWN),
            "chart": _spread_chart(trial) if trial.whole.before else "",
        }
    return render(request, "members/scales/trial.html", context)


def _spread_chart(trial: Trial):
    title = "Combien paieraient plus ou moins"
    rows = [Row(key=label, label=label, value=count, share=None, records=count) for label, count in trial.spread()]
    return bar_chart(Breakdown("trial", title, rows, len(trial.fees)), title)


@may_read
def scale_trial_export(request, pk, fmt):
    """Every organisation of the trial, with what it would pay and what it was asked for."""
    shown = get_object_or_404(FeeScale.objects.visible_to(request.user), pk=pk)
    form = TrialForm(request.GET or {"annee": _last_year()})
    if not form.is_valid() or problems_of(read_scale(shown)):
        return redirect("members:scale_trial", pk=pk)
    year = form.cleaned_data["annee"]
    kinds = dict(Membership.Kind.choices)
    rows = (
        [fee.name, region_names()[fee.region], kinds[fee.kind], fee.size, fee.amount, fee.national, fee.regional,
         fee.before, fee.change]
        for fee in try_scale(shown, year).fees
    )  # fmt: skip
    columns = ["Structure", "Région", "Qualité", shown.get_basis_display(), "Cotisation", "Part nationale",
               "Part régionale", f"Cotisation {year}", "Écart"]  # fmt: skip
    return table_response(fmt, f"essai-bareme-{year}", columns, rows)


@may_run
@require_POST
def scale_adopt(request, pk):
    shown = get_object_or_404(FeeScale.objects.visible_to(request.user), pk=pk)
    form = AdoptionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Dites quand et par qui le barème est adopté.")
        return redirect("members:scale", pk=pk)
    try:
        adopt(shown, **form.cleaned_data)
    except ScaleRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Barème adopté : il peut servir à une campagne, et ne change plus.")
    return redirect("members:scale", pk=pk)


@may_run
@require_POST
def scale_copy(request, pk):
    shown = get_object_or_404(FeeScale.objects.visible_to(request.user), pk=pk)
    form = CopyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Donnez l'année du nouveau barème.")
        return redirect("members:scale", pk=pk)
    made = copy(shown, year=form.cleaned_data["year"])
    messages.success(request, "Barème copié : vous pouvez le modifier.")
    return redirect("members:scale_edit", pk=made.pk)


def _last_year() -> int:
    return timezone.localdate().year - 1
