"""Files that the portal keeps, sent to who may have them: a shared tool.

Where it can, the web server or the storage does the sending: see `SENDFILE` and `MEDIA_URL` in the settings.
"""

import re
from http import HTTPStatus
from urllib.parse import quote
from wsgiref.util import FileWrapper

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags, quote_etag

SIGNED_SECONDS = 60
BLOCK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
# A file runs nothing, reads nothing and is framed by nobody, even where a browser shows it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; sandbox"


def stored_file(file: File, name: str, **kwargs) -> FileResponse:
    """A download of `file` under `name`; a file that the storage has lost is not found, rather than an error."""
    if not file or not file.storage.exists(file.name):
        raise Http404("Ce fichier n'est plus conservé.")
    return FileResponse(file.open(), filename=name, **kwargs)


def sent_file(request, file: File, *, name: str, media_type: str, etag: str, inline: bool = False) -> HttpResponse:
    """`file` under `name`, in whole or in the part asked for; what is asked again and has not changed is not sent.

    `etag` tells apart the contents of files. On disk, the web server sends where `SENDFILE` says how; on S3, the storage
    does, from an address that is good for a minute.
    """
    disposition = content_disposition_header(not inline, name)
    known = [mark.removeprefix("W/") for mark in parse_etags(request.headers.get("If-None-Match", ""))]
    if quote_etag(etag) in known:
        return _headed(HttpResponse(status=HTTPStatus.NOT_MODIFIED), disposition, etag)
    if not isinstance(file.storage, FileSystemStorage):
        asked = {"ResponseContentDisposition": disposition, "ResponseContentType": media_type}
        return HttpResponseRedirect(file.storage.url(file.name, parameters=asked, expire=SIGNED_SECONDS))
    if not file.storage.exists(file.name):
        raise Http404("Ce fichier n'est plus conservé.")
    if settings.SENDFILE:
        response = HttpResponse(content_type=media_type)
        response["X-Accel-Redirect"] = quote(f"{settings.SENDFILE}{file.name}")
        return _headed(response, disposition, etag)
    return _headed(_in_part(request, file, media_type, etag), disposition, etag)


def pdf_response(name: str, content: bytes) -> HttpResponse:
    """A PDF made just now, which the browser shows under `name`."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name)}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def starts_a_download(request) -> bool:
    """Whether a request takes a file from its beginning.

    Players and readers ask for the rest piece by piece; who asks whether it has changed has it already.
    """
    if request.method != "GET" or "If-None-Match" in request.headers:
        return False
    asked = _RANGE.match(request.headers.get("Range", ""))
    return asked is None or (asked[1] != "" and int(asked[1]) == 0)


def _headed(response: HttpResponse, disposition: str, etag: str) -> HttpResponse:
    response["Content-Disposition"] = disposition
    response["ETag"] = quote_etag(etag)
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "bytes"
    response["Content-Security-Policy"] = POLICY
    return response


def _in_part(request, file: File, media_type: str, etag: str) -> HttpResponse:
    size = file.size
    asked = _RANGE.match(request.headers.get("Range", ""))
    if request.method == "HEAD":
        return HttpResponse(content_type=media_type, headers={"Content-Length": str(size)})
    same = request.headers.get("If-Range", quote_etag(etag)) == quote_etag(etag)
    if not asked or not same or not (asked[1] or asked[2]):
        response = FileResponse(file.open("rb"), content_type=media_type)
        response["Content-Length"] = size
        return response
    first, last = (int(asked[1]), int(asked[2] or size - 1)) if asked[1] else (max(0, size - int(asked[2])), size - 1)
    last = min(last, size - 1)
    if first > last:
        refusal = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, content_type="text/plain")
        refusal["Content-Range"] = f"bytes */{size}"
        return refusal
    opened = file.open("rb")
    opened.seek(first)
    response = StreamingHttpResponse(
        _Part(opened, last - first + 1), status=HTTPStatus.PARTIAL_CONTENT, content_type=media_type
    )
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = last - first + 1
    return response


class _Part(FileWrapper):
    """So many bytes of an open file, which is closed once they are sent."""

    def __init__(self, file: File, length: int):
        super().__init__(file, BLOCK)
        self.left = length

    def __next__(self) -> bytes:
        data = self.filelike.read(min(BLOCK, self.left))
        if not data:
            raise StopIteration
        self.left -= len(data)
        return data
