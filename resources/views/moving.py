"""A resource goes from one state to the next, at the press of a button; the domain says who may, and when."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from resources.domain import editing, life
from resources.domain.refusals import NotAllowed, Refused
from resources.forms import NoteForm, ReplacementForm
from resources.models import Resource

# Each action: what does it, and what is told once it is done.
ACTIONS = {
    "propose": (life.propose, "La proposition est envoyée : vous serez prévenu de sa suite."),
    "send_back": (life.send_back, "La proposition est renvoyée à compléter."),
    "refuse": (life.refuse, "La proposition est refusée, avec son motif."),
    "examine": (life.examine, "La proposition est examinée : elle attend d'être publiée."),
    "publish": (life.publish, "La ressource est publiée."),
    "restore": (life.publish, "La ressource est à nouveau publiée."),
    "archive": (life.archive, "La ressource est archivée. « Annuler l'archivage » la remet en place."),
    "supersede": (life.supersede, "Le remplacement est enregistré."),
    "review": (editing.mark_reviewed, "La ressource est revue : elle le sera à nouveau dans un an."),
    "discard": (editing.discard, "Le brouillon est supprimé."),
}


def move(request, pk):
    """Asked by GET, as the login page does, it leads back to the resource."""
    resource = get_object_or_404(Resource.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return redirect(resource)
    if not any(request.user.has_perm(f"resources.{may}", resource) for may in ("send_resource", "examine_resource")):
        raise PermissionDenied
    action = request.POST.get("action", "")
    if action not in ACTIONS:
        messages.error(request, "Cette action n'existe pas.")
        return redirect(resource)
    act, told = ACTIONS[action]
    form = _form(request, action)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(resource)
    queue = reverse("resources:queue") if request.POST.get("suite") == "a-traiter" else ""
    try:
        act(resource, by=request.user, **form.cleaned_data)
    except NotAllowed:
        raise PermissionDenied from None
    except Refused as refusal:
        messages.error(request, str(refusal))
        # What is missing is added there.
        mended = request.POST.get("suite") == "modifier" and reverse("resources:edit", args=[pk])
        return redirect(queue or mended or resource)
    messages.success(request, told)
    return redirect("resources:mine" if action == "discard" else queue or resource)


def _form(request, action: str) -> Form:
    if action in {"send_back", "refuse"}:
        return NoteForm(request.POST)
    if action == "supersede":
        return ReplacementForm(request.POST, by=request.user)
    return Form(request.POST)
