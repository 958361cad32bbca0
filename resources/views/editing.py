"""Proposing a resource, editing its notice and preparing its versions."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from resources.domain import editing, life, versions
from resources.domain.refusals import ChangedMeanwhile, Refused
from resources.forms import LinkForm, ReplacementForm, ResourceForm
from resources.models import Resource, VersionFile

State = Resource.State


@permission_required("resources.propose_resource", raise_exception=True)
def propose(request):
    """The notice of a new resource, kept as a draft; its files come next."""
    asked = {"title": request.GET.get("title", "")[:200]}
    form = ResourceForm(request.POST or None, by=request.user, initial=asked)
    if request.method == "POST" and form.is_valid():
        resource = editing.create_resource(by=request.user, region=form.region(), **form.written())
        messages.success(request, "Le brouillon est gardé. Ajoutez maintenant ses fichiers ou ses liens.")
        return redirect(f"{reverse('resources:edit', args=[resource.pk])}#fichiers")
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "resources/propose.html", {"form": form}, status=status)


def edit(request, pk):
    """What the resource gives, then its notice; what somebody else has written meanwhile is shown, not overwritten."""
    resource = _editable(request, pk)
    form = ResourceForm(request.POST or None, instance=resource, by=request.user)
    context, status = {}, HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            editing.change_resource(resource, by=request.user, read_at=form.cleaned_data["read_at"], **form.written())
        except ChangedMeanwhile as refusal:
            context = {"refusal": refusal, "differences": form.compared_with(refusal.current)}
            status = HTTPStatus.CONFLICT
            # Saved again, once both are seen, it is written.
            form.data = form.data.copy()
            form.data["read_at"] = refusal.current.updated_at.isoformat()
        else:
            messages.success(request, "La notice est enregistrée.")
            return redirect("resources:edit", pk)
    # The form has written its values on the resource that it was given: the page tells of the one that is kept.
    context |= _page(request, Resource.objects.get(pk=pk)) | {"form": form}
    return render(request, "resources/edit.html", context, status=status)


def new_version(request, pk):
    """The version in preparation: its files, what has changed, and its publication."""
    resource = _editable(request, pk)
    page = _page(request, resource)
    if page["current"] is None:
        # The first version is prepared with the notice.
        return redirect("resources:edit", pk)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            return _work_on_version(request, resource, page["draft"])
        except Refused as refusal:
            page["refusal"], status = str(refusal), HTTPStatus.BAD_REQUEST
    page["changes"] = request.POST.get("note", "")
    return render(request, "resources/version.html", page, status=status)


def _work_on_version(request, resource: Resource, draft):
    action, user = request.POST.get("action"), request.user
    if action == "start" or draft is None:
        versions.start_version(resource, by=user)
        return redirect("resources:new_version", resource.pk)
    if action == "drop":
        versions.drop_version(draft, by=user)
        messages.success(request, "La version en préparation est abandonnée ; la version publiée n'a pas changé.")
    else:
        versions.publish_version(draft, by=user, changes=request.POST.get("note", "")[:2000])
        messages.success(request, f"La version {draft.number} est publiée.")
    return redirect(resource)


def _editable(request, pk: int) -> Resource:
    """The resource that this person may edit: not seen is not found, seen only is refused."""
    resource = get_object_or_404(Resource.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("resources.edit_resource", resource):
        raise PermissionDenied
    return resource


def _page(request, resource: Resource) -> dict:
    """What the pages of an editor share: what the resource gives, and what can be done with it."""
    files = Prefetch("files", VersionFile.objects.select_related("stored").defer("stored__text"))
    of_it = list(resource.versions.order_by("-number").prefetch_related(files, "links"))
    waits = resource.state in {State.DRAFT, State.REFUSED}
    return editor_context(request.user, resource) | {
        "resource": resource,
        "draft": next((version for version in of_it if not version.published_at), None),
        "current": next((version for version in of_it if version.published_at), None),
        "link_form": LinkForm(auto_id="lien_%s"),
        "missing": life.missing_in(resource) if waits else [],
        "waits": waits,
    }


def editor_context(user, resource: Resource) -> dict:
    """What `editor_bar.html` shows to whoever may do something with a resource, nothing to the others."""
    edits = user.is_authenticated and user.has_perm("resources.edit_resource", resource)
    decides = user.is_authenticated and user.has_perm("resources.examine_resource", resource)
    sends = user.is_authenticated and user.has_perm("resources.send_resource", resource)
    if not (edits or decides or sends):
        return {"editor": None}
    state = resource.state
    return {
        "editor": {
            "edits": edits,
            "decides": decides,
            "proposes": not decides and state in {State.DRAFT, State.REFUSED},
            "proposes_again": decides and state == State.REFUSED,
            "examines": decides and state == State.PROPOSED,
            "refuses": decides and state in {State.PROPOSED, State.EXAMINED},
            "publishes": decides and state in {State.DRAFT, State.EXAMINED, State.ARCHIVED},
            "archives": decides and state == State.PUBLISHED,
            "replaces": decides and state in {State.PUBLISHED, State.ARCHIVED},
            "discards": edits and state in {State.DRAFT, State.REFUSED},
            "versions": edits and state == State.PUBLISHED,
        },
        "replacement_form": ReplacementForm(
            by=user,
            initial={"replacement": resource.superseded_by_id and f"/ressources/{resource.superseded_by_id}/"},
        ),
    }
