"""Files and links added to a version in preparation, one request each; the list of them is what is answered."""

from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from resources.domain import versions
from resources.domain.formats import LARGEST
from resources.domain.refusals import Refused
from resources.forms import LinkForm
from resources.models import Resource, Version, VersionFile, VersionLink

# A form holds a little more than its file.
MOST_SENT = LARGEST + 1024 * 1024
TOO_LARGE = "Ce fichier dépasse 100 Mo : réduisez-le ou coupez-le en plusieurs."


def refuse_too_large(view):
    """Refuse what announces too many bytes before any of them is written to disk, hence before the form's secret is read."""
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def checked(request, *args, **kwargs):
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT:
            return HttpResponse(TOO_LARGE, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, content_type="text/plain")
        return guarded(request, *args, **kwargs)

    return checked


@refuse_too_large
def add_file(request, pk):
    """GET gives the list again, to follow what is being prepared; POST adds a file to it."""
    version = _in_preparation(request, pk)
    if request.method != "POST":
        return _listed(request, version)
    upload = request.FILES.get("file")
    if upload is None:
        return _answer(request, version, "Choisissez un fichier.")
    try:
        versions.add_file(version, upload=upload, by=request.user)
    except Refused as refusal:
        return _answer(request, version, f"{upload.name} : {refusal}")
    return _answer(request, version)


@require_POST
def add_link(request, pk):
    version = _in_preparation(request, pk)
    form = LinkForm(request.POST, auto_id="lien_%s")
    if not form.is_valid():
        return _answer(request, version, " ".join(error for errors in form.errors.values() for error in errors))
    try:
        versions.add_link(version, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        return _answer(request, version, str(refusal))
    return _answer(request, version)


@require_POST
def remove_file(request, pk):
    return _remove(request, VersionFile, pk)


@require_POST
def remove_link(request, pk):
    return _remove(request, VersionLink, pk)


def _remove(request, model, pk: int):
    given = get_object_or_404(model.objects.visible_to(request.user).select_related("version__resource"), pk=pk)
    try:
        (versions.remove_file if model is VersionFile else versions.remove_link)(given, by=request.user)
    except Refused as refusal:
        return _answer(request, given.version, str(refusal))
    return _answer(request, given.version)


def _in_preparation(request, pk: int) -> Version:
    """The draft version of a resource on which this person works."""
    resource = get_object_or_404(Resource.objects.visible_to(request.user), pk=pk)
    return get_object_or_404(
        Version.objects.visible_to(request.user).select_related("resource"), resource=resource, published_at=None
    )


def _answer(request, version: Version, refusal: str = ""):
    """The list for a script, which shows a refusal beside the file; the page again without one."""
    if request.htmx or request.headers.get("X-Requested-With") == "upload":
        if refusal and not request.htmx:
            return HttpResponse(refusal, status=HTTPStatus.BAD_REQUEST, content_type="text/plain; charset=utf-8")
        return _listed(request, version, refusal)
    if refusal:
        messages.error(request, refusal)
    page = "resources:edit" if version.number == 1 else "resources:new_version"
    return redirect(page, version.resource_id)


def _listed(request, version: Version, refusal: str = ""):
    version = Version.objects.prefetch_related("files__stored", "links").get(pk=version.pk)
    context = {
        "resource": version.resource,
        "draft": version,
        "refusal": refusal,
        "link_form": LinkForm(auto_id="lien_%s"),
    }
    return render(request, "resources/version_files.html", context)
