"""Proposing a resource, editing its notice, preparing its versions, and taking it from one state to the next."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from members.domain.history import versions_of
from resources.domain import editing, life, versions
from resources.domain.refusals import NotAllowed, Refused
from resources.forms import LinkForm, NoteForm, ResourceForm
from resources.models import Resource

State = Resource.State
DONE = {
    "propose": "La proposition est envoyée : vous serez prévenu de sa suite.",
    "send_back": "La proposition est renvoyée à compléter.",
    "refuse": "La proposition est refusée, avec son motif.",
    "examine": "La proposition est examinée : elle attend d'être publiée.",
    "publish": "La ressource est publiée.",
    "archive": "La ressource est archivée. « Publier à nouveau » la remet en place.",
}


@permission_required("resources.propose_resource", raise_exception=True)
def propose(request):
    """The notice of a new resource, kept as a draft; its files come next."""
    user = request.user
    form = ResourceForm(request.POST or None, by=user, initial={"owner": user.pk if user.is_national else None})
    if request.method == "POST" and form.is_valid():
        resource = editing.create_resource(by=user, region=min(user.region_codes, default=None), **form.written())
        messages.success(request, "Le brouillon est gardé. Ajoutez maintenant ses fichiers ou ses liens.")
        return redirect(f"{reverse('resources:edit', args=[resource.pk])}#fichiers")
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "resources/propose.html", {"form": form}, status=status)


def edit(request, pk):
    """The notice, then what the resource gives, then what can be done next."""
    resource = _editable(request, pk)
    form = ResourceForm(request.POST or None, instance=resource, by=request.user)
    if request.method == "POST":
        if form.others_wrote:
            return _shown_what_others_wrote(request, resource, form)
        if form.is_valid():
            editing.change_resource(Resource.objects.get(pk=pk), by=request.user, **form.written())
            messages.success(request, "La notice est enregistrée.")
            return redirect("resources:edit", pk)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    # The form has written its values on the resource that it was given: the page tells of the one that is kept.
    context = _page(request, Resource.objects.get(pk=pk)) | {"form": form}
    return render(request, "resources/edit.html", context, status=status)


def _shown_what_others_wrote(request, resource: Resource, form: ResourceForm):
    """The page again with what was typed, and what somebody has written meanwhile; saving again writes it all the same."""
    kept = Resource.objects.get(pk=resource.pk)
    last = next(iter(versions_of(kept)), None)
    form.is_valid()
    form.data = form.data.copy()
    form.data["read_at"] = kept.updated_at.isoformat()
    context = _page(request, kept) | {"form": form, "others": last}
    return render(request, "resources/edit.html", context, status=HTTPStatus.CONFLICT)


def new_version(request, pk):
    """The version in preparation: its files, what has changed, and its publication."""
    resource = _editable(request, pk)
    draft = resource.versions.filter(published_at=None).first()
    if request.method == "POST":
        try:
            return _work_on_version(request, resource, draft)
        except Refused as refusal:
            messages.error(request, str(refusal))
    context = _page(request, resource) | {"changes": request.POST.get("note", draft.changes if draft else "")}
    return render(request, "resources/version.html", context)


def _work_on_version(request, resource: Resource, draft):
    action, user = request.POST.get("action"), request.user
    if action == "start" or draft is None:
        versions.start_version(resource, by=user)
        return redirect("resources:new_version", resource.pk)
    if action == "drop":
        versions.drop_version(draft, by=user)
        messages.success(request, "La version en préparation est abandonnée ; la version publiée n'a pas changé.")
        return redirect(resource)
    versions.publish_version(draft, by=user, changes=request.POST.get("note", "")[:2000])
    messages.success(request, f"La version {draft.number} est publiée.")
    return redirect(resource)


@require_POST
def move(request, pk):
    """Take a resource to its next state: the domain says who may, and when."""
    resource = get_object_or_404(Resource.objects.visible_to(request.user), pk=pk)
    action, form = request.POST.get("action", ""), NoteForm(request.POST)
    if action not in DONE or not form.is_valid():
        messages.error(request, "Cette action n'existe pas.")
        return redirect(resource)
    note = {"note": form.cleaned_data["note"]} if action in {"send_back", "refuse"} else {}
    try:
        getattr(life, action)(resource, by=request.user, **note)
    except NotAllowed:
        raise PermissionDenied from None
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, DONE[action])
    return redirect(request.POST.get("suite") == "a-traiter" and "resources:queue" or resource)


def _editable(request, pk: int) -> Resource:
    """The resource that this person may edit: not seen is not found, seen only is refused."""
    resource = get_object_or_404(Resource.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("resources.edit_resource", resource):
        raise PermissionDenied
    return resource


def _page(request, resource: Resource) -> dict:
    """What the pages of an editor share: what the resource gives, and what can be done with it."""
    versions_of_it = resource.versions.prefetch_related("files__stored", "links")
    draft = versions_of_it.filter(published_at=None).first()
    current = versions_of_it.filter(published_at__isnull=False).order_by("-number").first()
    return editor_context(request.user, resource) | {
        "resource": resource,
        "draft": draft,
        "current": current,
        "link_form": LinkForm(auto_id="lien_%s"),
        "missing": life.missing_in(resource) if resource.state in {State.DRAFT, State.REFUSED} else [],
    }


def editor_context(user, resource: Resource) -> dict:
    """What `editor_bar.html` shows to whoever may do something with a resource, nothing to the others."""
    if not user.is_authenticated:
        return {"editor": None}
    edits = user.has_perm("resources.edit_resource", resource)
    decides = user.has_perm("resources.examine_resource", resource)
    own = resource.proposed_by_id == user.pk or resource.proposed_region_id in user.region_codes
    if not (edits or decides or own):
        return {"editor": None}
    state = resource.state
    return {
        "editor": {
            "edits": edits,
            "decides": decides,
            "proposes": edits and not decides and state in {State.DRAFT, State.REFUSED},
            "examines": decides and state == State.PROPOSED,
            "refuses": decides and state in {State.PROPOSED, State.EXAMINED},
            "publishes": decides and state in {State.DRAFT, State.EXAMINED, State.ARCHIVED},
            "archives": decides and state == State.PUBLISHED,
            "versions": edits and state in {State.PUBLISHED, State.ARCHIVED},
        }
    }
