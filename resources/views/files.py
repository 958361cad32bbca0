"""Files, page images and links of resources, given to who may open them."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.files import sent_file, starts_a_download
from resources.domain.use import record_download
from resources.models import Version, VersionFile, VersionLink

PICTURE_SECONDS = 3600
WEB = ("http://", "https://")


@login_not_required
@require_safe
def download(request, pk):
    """A file of any version, saved under its name, or shown by the browser where it can (`?voir=1`)."""
    given, refusal = _opened(request, VersionFile, pk, "stored")
    if refusal:
        return refusal
    stored = given.stored
    response = sent_file(
        request,
        stored.file,
        name=given.name,
        media_type=stored.media_type,
        etag=stored.sha256,
        inline="voir" in request.GET and stored.shown_inline,
    )
    if starts_a_download(request):
        record_download(request, version=given.version, file=given)
    return response


@login_not_required
@require_safe
def preview(request, pk, page):
    """The image of a page, or the thumbnail (page 0), for whoever may open the file."""
    given, refusal = _opened(request, VersionFile, pk, "stored")
    if refusal:
        return refusal
    name = given.stored.preview_name(page)
    if page > given.stored.previews or not given.stored.previews or not default_storage.exists(name):
        raise Http404("Cette page n'a pas d'aperçu.")
    response = FileResponse(default_storage.open(name), content_type="image/webp")
    response["Cache-Control"] = f"private, max-age={PICTURE_SECONDS}"
    return response


@login_not_required
@require_safe
@never_cache
def follow_link(request, pk):
    """Leave for the address that a resource gives, on the web only."""
    given, refusal = _opened(request, VersionLink, pk)
    if refusal:
        return refusal
    if not given.url.lower().startswith(WEB):
        raise Http404("Cette adresse n'est pas celle d'un site.")
    if request.method == "GET":
        record_download(request, version=given.version, link=given)
    return HttpResponseRedirect(given.url)


def _opened(request, model, pk: int, *with_related: str) -> tuple:
    """What a resource gives, or the answer to who may not open it: to log in, to ask for access, or not found."""
    user = request.user
    given = model.objects.visible_to(user).select_related("version__resource", *with_related).filter(pk=pk).first()
    if given:
        return given, None
    if not user.is_authenticated:
        return None, redirect_to_login(request.get_full_path())
    # A version in preparation is not told of to those who only see the notice.
    version = Version.objects.visible_to(user).filter(pk__in=model.objects.filter(pk=pk).values("version")).first()
    if version is None:
        raise Http404
    refusal = render(
        request, "resources/file_refused.html", {"resource": version.resource}, status=HTTPStatus.FORBIDDEN
    )
    return None, refusal
