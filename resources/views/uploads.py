"""Files and links added to a version in preparation, one request each; the list of them is what is answered."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from resources.domain import life, versions
from resources.domain.formats import LARGEST
from resources.domain.refusals import NotAllowed, Refused
from resources.forms import LinkForm
from resources.models import Resource, Version, VersionFile, VersionLink

# A form holds a little more than its file.
MOST_SENT = LARGEST + 1024 * 1024
TOO_LARGE = "Ce fichier dépasse 100 Mo : réduisez-le ou coupez-le en plusieurs."
# The mark of `static/portal/upload.js`, which shows a refusal beside the file.
SCRIPT = "upload"


def refuse_too_large(view: Callable) -> Callable:
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
    """POST adds a file; GET gives the list again, to follow what is being read."""
    version = _in_preparation(request, pk)
    if request.method != "POST":
        return _listed(request, version) if request.htmx else redirect(_page_of(version))
    # A browser without script sends all those chosen at once.
    uploads = request.FILES.getlist("file")
    if not uploads:
        return _answer(request, version, "Choisissez un fichier.")
    refusals = []
    for upload in uploads:
        try:
            versions.add_file(version, upload=upload, by=request.user)
        except Refused as refusal:
            refusals.append(str(refusal) if _by_script(request) else f"{upload.name} : {refusal}")
    return _answer(request, version, " ".join(refusals))


def add_link(request, pk):
    """Add the address of a page."""
    version = _in_preparation(request, pk)
    if request.method != "POST":
        return redirect(_page_of(version))
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _answer(request, version, " ".join(error for errors in form.errors.values() for error in errors))
    try:
        versions.add_link(version, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        return _answer(request, version, str(refusal))
    return _answer(request, version)


def remove_file(request, pk):
    """Take a file out of the version."""
    return _remove(request, VersionFile, pk, versions.remove_file)


def remove_link(request, pk):
    """Take a link out of the version."""
    return _remove(request, VersionLink, pk, versions.remove_link)


def _remove(request, model, pk: int, act: Callable):
    given = get_object_or_404(model.objects.visible_to(request.user).select_related("version__resource"), pk=pk)
    if request.method != "POST":
        return redirect(_page_of(given.version))
    try:
        act(given, by=request.user)
    except NotAllowed:
        raise PermissionDenied from None
    except Refused as refusal:
        return _answer(request, given.version, str(refusal))
    return _answer(request, given.version)


def _in_preparation(request, pk: int) -> Version:
    """The draft version of a resource that this person may edit."""
    resource = get_object_or_404(Resource.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("resources.edit_resource", resource):
        raise PermissionDenied
    drafts = Version.objects.visible_to(request.user).select_related("resource")
    return get_object_or_404(drafts, resource=resource, published_at=None)


def _by_script(request) -> bool:
    return request.headers.get("X-Requested-With") == SCRIPT


def _answer(request, version: Version, refusal: str = ""):
    """The list for a script; the page again without one."""
    if _by_script(request) and refusal:
        return HttpResponse(refusal, status=HTTPStatus.BAD_REQUEST, content_type="text/plain; charset=utf-8")
    if _by_script(request) or request.htmx:
        return _listed(request, version, refusal)
    if refusal:
        messages.error(request, refusal)
    return redirect(_page_of(version))


def _page_of(version: Version) -> str:
    """The page on which the version is prepared: that of the notice for the first one."""
    page = "resources:edit" if version.number == 1 else "resources:new_version"
    return reverse(page, args=[version.resource_id]) + "#fichiers"


def _listed(request, version: Version, refusal: str = ""):
    files = Prefetch("files", VersionFile.objects.select_related("stored").defer("stored__text"))
    version = Version.objects.select_related("resource").prefetch_related(files, "links").get(pk=version.pk)
    context = {"resource": version.resource, "draft": version, "refusal": refusal}
    if version.number == 1:
        context |= {"fresh": True, "missing": life.missing_in(version.resource)}
    status = HTTPStatus.BAD_REQUEST if refusal else HTTPStatus.OK
    return render(request, "resources/draft_list.html", context, status=status)
