"""Registers of quality that are kept alike: risks, actions, watch."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import models
from django.forms import ModelForm
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from reporting.exports import table_response
from training.forms.quality import ActionForm, RiskForm, WatchForm
from training.models import ImprovementAction, Risk, WatchEntry

team_only = permission_required("training.run_training", raise_exception=True)


@dataclass(frozen=True)
class Register:
    """A register: what it keeps, how it is written, what its table tells."""

    name: str
    title: str
    help: str
    model: type[models.Model]
    form: type[ModelForm]
    add: str
    columns: tuple[str, ...]
    cells: object
    author: str = ""


REGISTERS = {
    "risks": Register(
        "risks", "Risques", "Probabilité × gravité = criticité. À partir de 9, une mesure est attendue.", Risk, RiskForm,
        "Ajouter un risque", ("Criticité", "Probabilité", "Gravité", "Mesure", "À revoir le", "Écarté le"),
        lambda one: [one.criticality, one.probability, one.impact, one.measure, one.review_on, one.closed_on],
    ),
    "actions": Register(
        "actions", "Actions d'amélioration", "D'où elles viennent, qui les mène, ce qu'elles ont donné.",
        ImprovementAction, ActionForm, "Ouvrir une action",
        ("Origine", "Ouverte le", "À faire avant le", "Faite le", "Résultat"),
        lambda one: [one.get_origin_display(), one.opened_on, one.due_on, one.done_on, one.result],
    ),
    "watch": Register(
        "watch", "Veille", "Ce que l'équipe a lu du droit, des métiers et de la pédagogie, et ce qu'elle en a fait.",
        WatchEntry, WatchForm, "Noter une lecture", ("Veille", "Le", "Retenu", "Usage"),
        lambda one: [one.get_subject_display(), one.seen_on, one.learned, one.use], author="author",
    ),
}  # fmt: skip


def _page(name: str):
    """The list of a register."""

    @team_only
    def view(request):
        kept = REGISTERS[name]
        rows = [(one, kept.cells(one)) for one in kept.model.objects.visible_to(request.user)]
        context = {"register": kept, "rows": rows, "matrix": _matrix(request.user) if name == "risks" else None}
        return render(request, "training/quality/register.html", context)

    return view


def _matrix(user) -> list:
    """How many open risks stand at each probability and impact, the most likely first."""
    found: dict[tuple[int, int], int] = {}
    for one in Risk.objects.visible_to(user).filter(closed_on=None):
        found[one.probability, one.impact] = found.get((one.probability, one.impact), 0) + 1
    return [
        (probability, [(probability * impact, found.get((probability, impact), 0)) for impact in range(1, 5)])
        for probability in range(4, 0, -1)
    ]


def _export(name: str):
    @team_only
    def view(request, fmt):
        kept = REGISTERS[name]
        rows = [[str(one), *kept.cells(one)] for one in kept.model.objects.visible_to(request.user)]
        return table_response(fmt, kept.title.lower(), ["Intitulé", *kept.columns], rows)

    return view


def _edit(name: str):
    @team_only
    def view(request, pk=None):
        kept = REGISTERS[name]
        one = get_object_or_404(kept.model.objects.visible_to(request.user), pk=pk) if pk else kept.model()
        initial = {} if pk else _initial(request, name)
        form = kept.form(request.POST or None, instance=one, initial=initial)
        if request.method == "POST" and form.is_valid():
            if kept.author and one.pk is None:
                setattr(one, kept.author, request.user)
            form.save()
            messages.success(request, "C'est enregistré.")
            return redirect(f"training:{name}")
        return render(request, "training/quality/register_edit.html", {"register": kept, "form": form, "one": one})

    return view


def _initial(request, name: str) -> dict:
    """What is known already: an action opened from a complaint comes from it; what is read is read today."""
    if name == "actions" and request.GET.get("reclamation", "").isdecimal():
        return {"origin": ImprovementAction.Origin.COMPLAINT, "complaint": request.GET["reclamation"]}
    return {"seen_on": timezone.localdate()} if name == "watch" else {}


risks, risks_export, risk = _page("risks"), _export("risks"), _edit("risks")
actions, actions_export, action = _page("actions"), _export("actions"), _edit("actions")
watch, watch_export, watch_entry = _page("watch"), _export("watch"), _edit("watch")
