"""Documents that are zip archives: Office Open XML and OpenDocument; told and checked without unpacking them."""

import re
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.files.base import File

from resources.models import Format

from .refusal import FileRefused, not_taken, with_macros

MOST_ENTRIES = 10_000
# Far above real documents: the largest workbooks unpack to some hundred megabytes.
MOST_UNPACKED = 1024 * 1024 * 1024
# Under this size unpacked, how much an archive was packed does not matter.
UNPACKED_FREELY = 20 * 1024 * 1024
MOST_TIMES = 100
MOST_OF_A_PART = 4 * 1024 * 1024

OFFICE_FOLDERS = {"word": Format.DOCX, "ppt": Format.PPTX, "xl": Format.XLSX}
OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": Format.ODT,
    "application/vnd.oasis.opendocument.presentation": Format.ODP,
    "application/vnd.oasis.opendocument.spreadsheet": Format.ODS,
}
ARCHIVES = {".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".jar"}
WITH_MACROS = {".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".xlam", ".pptm", ".potm", ".ppsm", ".ppam"}


def recognise_zipped(file: File, suffix: str) -> Format:
    """The format of a file that starts like a zip archive; one cut short is told by what can still be read of it."""
    if _count_entries(file) > MOST_ENTRIES:
        raise _bomb()
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _refuse_bombs(entries, file.size)
            return _recognise(archive, {entry.filename for entry in entries})
    except FileRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, struct.error):
        return _recognise_damaged(file, suffix)
    except RuntimeError:
        raise not_taken("une archive protégée par un mot de passe") from None


def _count_entries(file: File) -> int:
    """Entries of the archive at most: read from its bytes, since opening it would keep its whole table in memory."""
    file.seek(0)
    count, rest = 0, b""
    while (chunk := file.read(1024 * 1024)) and count <= MOST_ENTRIES:
        count += (rest + chunk).count(b"PK\x01\x02")
        rest = chunk[-3:]
    return count


def _refuse_bombs(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Archives that unpack to far more than they weigh, by what they declare: no reader goes beyond it."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise _bomb()
    if unpacked > UNPACKED_FREELY and unpacked > MOST_TIMES * size:
        raise _bomb()


def _bomb() -> FileRefused:
    return FileRefused(
        "Ce fichier est refusé : il se déplierait en un contenu démesuré, comme le font les « bombes » de compression."
    )


def _recognise(archive: zipfile.ZipFile, names: set[str]) -> Format:
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise not_taken("une archive protégée par un mot de passe")
    if "[Content_Types].xml" in names:
        found = _office_format(names)
        if found:
            _refuse_active_parts(names)
            _refuse_by_types(_read_part(archive, "[Content_Types].xml"))
            return found
    if "mimetype" in names:
        return _open_document(_read_part(archive, "mimetype"), names)
    if "META-INF/MANIFEST.MF" in names:
        raise not_taken("un programme Java")
    raise not_taken("une archive zip", "envoyez un à un les documents qu'elle contient.")


def _read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MOST_OF_A_PART)


def _office_format(names: set[str]) -> Format | None:
    return next(
        (found for folder, found in OFFICE_FOLDERS.items() if any(n.startswith(f"{folder}/") for n in names)), None
    )


def _refuse_active_parts(names: set[str]) -> None:
    """Macros under any of their forms, documents with macros inside the document, and archives inside it."""
    for name in names:
        path = PurePosixPath(name.lower())
        if path.name.startswith("vbaproject") or "macrosheets" in path.parts or path.suffix in WITH_MACROS:
            raise with_macros()
        if path.suffix in ARCHIVES:
            raise FileRefused("Ce document contient une archive : retirez-la, ou envoyez le document en PDF.")


def _refuse_by_types(content_types: bytes) -> None:
    """Documents that say they have macros; templates and slide shows, which no document extension opens."""
    try:
        root = fromstring(content_types, forbid_dtd=True)
    except DefusedXmlException:
        raise FileRefused(
            "Ce document est refusé : il contient des définitions XML qu'aucun logiciel n'écrit."
        ) from None
    except (ParseError, ValueError, LookupError):
        told = content_types.decode("latin-1").replace("\0", "")
    else:
        told = " ".join(element.get("ContentType", "") for element in root)
    told = told.lower()
    if "macroenabled" in told or "vbaproject" in told:
        raise with_macros()
    if "template.main+xml" in told:
        raise not_taken("un modèle Office", "enregistrez-le comme document ordinaire (.docx, .xlsx ou .pptx).")
    if "slideshow.main+xml" in told:
        raise not_taken("un diaporama PowerPoint", "enregistrez-le comme présentation (.pptx).")


def _open_document(mimetype: bytes, names: set[str]) -> Format:
    told = mimetype.decode("ascii", "ignore").strip()
    if told in OPEN_DOCUMENTS:
        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
            raise with_macros()
        return OPEN_DOCUMENTS[told]
    if told.removesuffix("-template") in OPEN_DOCUMENTS:
        raise not_taken("un modèle OpenDocument", "enregistrez-le comme document ordinaire (.odt, .ods ou .odp).")
    if told == "application/epub+zip":
        raise not_taken("un livre numérique EPUB")
    raise not_taken("une archive zip", "envoyez un à un les documents qu'elle contient.")


# An entry's header: names may not hold a NUL.
_LOCAL_HEADER = re.compile(rb"PK\x03\x04(.{22})(..)(..)", re.S)


def _recognise_damaged(file: File, suffix: str) -> Format:
    """A document whose table of contents is lost: what its entries are called tells what it was.

    Its macros would be entries too. Where the names tell Office without telling which, the name of the file does.
    """
    names, first = _entries_still_read(file)
    if len(names) > MOST_ENTRIES:
        raise _bomb()
    if first.startswith(b"application/vnd.oasis"):
        return _open_document(re.match(rb"[a-z0-9./+-]*", first)[0], names)
    if "[Content_Types].xml" in names or any(_office_format({name}) for name in names):
        _refuse_active_parts(names)
        found = _office_format(names)
        if not found and suffix in {"docx", "pptx", "xlsx"}:
            found = Format(suffix)
        if found:
            return found
    raise not_taken("une archive zip abîmée")


def _entries_still_read(file: File) -> tuple[set[str], bytes]:
    """The names of the entries found along the bytes, and the start of what the entry `mimetype` holds."""
    names, first, rest = set(), b"", b""
    file.seek(0)
    while (chunk := file.read(1024 * 1024)) and len(names) <= MOST_ENTRIES:
        block = rest + chunk
        for header in _LOCAL_HEADER.finditer(block):
            (length,), (extra,) = struct.unpack("<H", header[2]), struct.unpack("<H", header[3])
            name = block[header.end() : header.end() + length]
            names.add(name.decode("utf-8", "replace"))
            if name == b"mimetype":
                start = header.end() + length + extra
                first = first or block[start : start + 100]
        rest = block[-600:]
    return names, first
