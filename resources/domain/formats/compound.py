"""Documents of the older Office, and encrypted ones of the newer: OLE2 compound files."""

import re

import olefile
from django.core.files.base import File

from resources.models import Format

from .refusal import FileRefused, not_taken, with_macros

STREAMS = {
    "worddocument": Format.DOC,
    "workbook": Format.XLS,
    "book": Format.XLS,
    "powerpoint document": Format.PPT,
}
MACROS = {"macros", "vba", "_vba_project", "_vba_project_cur"}
# PowerPoint keeps macros within its one stream; this record says that there are some ([MS-PPT] 2.4.10, VbaInfoAtom).
MACROS_OF_PRESENTATION = re.compile(rb"\x02\x00\x00\x04\x0c\x00\x00\x00.{4}\x01\x00\x00\x00", re.S)
ENCRYPTED = {"docx": Format.DOCX, "pptx": Format.PPTX, "xlsx": Format.XLSX}


def recognise_compound(file: File, suffix: str) -> Format:
    """The format of an OLE2 file; one whose list of streams cannot be read may hide macros, and is refused."""
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as compound:
            paths = [[part.lower() for part in path] for path in compound.listdir(streams=True, storages=True)]
    # olefile raises whatever damaged bytes make it stumble on, RecursionError included.
    except Exception:
        raise FileRefused("Ce document est abîmé : son contenu ne dit plus ce qu'il est.") from None
    if any(part in MACROS for path in paths for part in path):
        raise with_macros()
    streams = {path[0] for path in paths}
    if "encryptedpackage" in streams:
        if suffix not in ENCRYPTED:
            raise FileRefused(
                "Ce document est protégé par un mot de passe et son contenu ne dit pas ce qu'il est : donnez-lui "
                "l'extension .docx, .xlsx ou .pptx, ou retirez le mot de passe."
            )
        return ENCRYPTED[suffix]
    found = next((STREAMS[name] for name in STREAMS if name in streams), None)
    if not found:
        raise not_taken("un message Outlook" if "__properties_version1.0" in streams else "un fichier Windows")
    if found == Format.PPT and _tells_macros(file):
        raise with_macros()
    return found


def _tells_macros(file: File) -> bool:
    file.seek(0)
    rest = b""
    while chunk := file.read(1024 * 1024):
        if MACROS_OF_PRESENTATION.search(rest + chunk):
            return True
        rest = chunk[-15:]
    return False
