"""The plan of checks: structures by risk, checks planned from there, moved or given to somebody else."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from certification.domain.checks.controllers import controller_reasons
from certification.domain.checks.planning import ControllerRefused, change_plan, plan_checks, ranked
from certification.domain.checks.steps import allowed
from certification.forms.checks import PlanForm
from certification.models import Accreditation
from certification.views.checks import seen_check
from members.domain.moves import Refused


@permission_required("certification.run_certification", raise_exception=True)
def check_plan(request):
    """Accredited structures, those that most call for a check first; those that are ticked are planned at once."""
    form = PlanForm(request.POST or None)
    chosen = {int(number) for number in request.POST.getlist("accreditations") if number.isdecimal()}
    if request.method == "POST" and form.is_valid():
        asked = Accreditation.objects.visible_to(request.user).filter(pk__in=chosen)
        try:
            made = plan_checks(asked, by=request.user, **form.written())
        except ControllerRefused as refused:
            form.add_error("controller", str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            told = f"{len(made)} contrôles sont prévus." if len(made) > 1 else "Le contrôle est prévu."
            messages.success(request, told)
            return redirect("certification:checks")
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"form": form, "rows": ranked(), "chosen": chosen}
    return render(request, "certification/checks/plan.html", context, status=status)


def check_change(request, pk):
    """Change the day, the form or the controller of a check that is not made; who may not make it is said with why."""
    shown = seen_check(request, pk)
    if not allowed(request.user, "change", shown):
        raise PermissionDenied
    initial = {
        "planned_on": shown.planned_on, "kind": shown.kind, "trigger": shown.trigger, "controller": shown.controller,
    }  # fmt: skip
    form = PlanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_plan(shown, by=request.user, **form.written())
        except ControllerRefused as refused:
            form.add_error("controller", str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Le contrôle est modifié.")
            return redirect(shown)
    reasons = [
        (one, controller_reasons(one, shown.accreditation, shown.planned_on))
        for one in form.fields["controller"].queryset
    ]
    context = {
        "check": shown,
        "form": form,
        "possible": [one for one, why in reasons if not why],
        "refused": [(one, why) for one, why in reasons if why],
    }
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "certification/checks/change.html", context, status=status)
