"""Files that the portal keeps, sent to who may have them: a shared tool."""

from django.core.files.base import File
from django.http import FileResponse, Http404


def stored_file(file: File, name: str, **kwargs) -> FileResponse:
    """A download of `file` under `name`; a file that the storage has lost is not found, rather than an error."""
    if not file or not file.storage.exists(file.name):
        raise Http404("Ce fichier n'est plus conservé.")
    return FileResponse(file.open(), filename=name, **kwargs)
