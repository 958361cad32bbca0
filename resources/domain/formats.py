"""What a file is, told by its content and never by its name alone."""

import re
import zipfile
from pathlib import PurePath

import olefile
from PIL import Image, UnidentifiedImageError

from resources.models import Format


class FileRefused(Exception):
    """A file that the resource centre does not take; the message is for the person who sends it."""


# A document of 100 MB seldom holds more; a bomb holds thousands of times its size.
MOST_UNPACKED = 600 * 1024 * 1024
MOST_ENTRIES = 20_000
HIGHEST_RATIO = 200
RATIO_MATTERS_FROM = 50 * 1024 * 1024
MOST_PIXELS = 120_000_000

ACCEPTED = "PDF, Word, PowerPoint, Excel, OpenDocument ou image (PNG, JPEG, GIF, WebP)"
_OOXML = {"word/": Format.DOCX, "ppt/": Format.PPTX, "xl/": Format.XLSX}
_ODF = {
    b"application/vnd.oasis.opendocument.text": Format.ODT,
    b"application/vnd.oasis.opendocument.presentation": Format.ODP,
    b"application/vnd.oasis.opendocument.spreadsheet": Format.ODS,
}
_OLE = {"WordDocument": Format.DOC, "PowerPoint Document": Format.PPT, "Workbook": Format.XLS, "Book": Format.XLS}
_OLE_MACROS = {"macros", "_vba_project_cur", "vba", "_vba_project"}
_IMAGES = {"PNG": Format.PNG, "JPEG": Format.JPEG, "GIF": Format.GIF, "WEBP": Format.WEBP}
_IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_ZIP_START, _OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = "Ce document contient des macros, que le portail n'accepte pas. Enregistrez-le sans macros, puis renvoyez-le."
# What is refused, told by its first bytes, in words.
_KNOWN_REFUSED = [
    (re.compile(rb"<svg[\s>]", re.I), "une image SVG, qui peut contenir un programme"),
    (re.compile(rb"<!doctype html|<html[\s>]|<script[\s>]|<body[\s>]", re.I), "une page HTML"),
    (re.compile(rb"^\s*<\?xml", re.I), "un fichier XML"),
    (re.compile(rb"^(MZ|\x7fELF|#!)"), "un programme"),
    (re.compile(rb"^(PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b|BZh)"), "une archive"),
    (re.compile(rb"^\{\\rtf"), "un document RTF, à enregistrer en Word ou en PDF"),
]


def recognise(file, name: str) -> Format:
    """The format of an open file, or `FileRefused`.

    A damaged document is taken as long as its first bytes tell what it is; then alone, `name` tells which of the
    formats that share these bytes it is.
    """
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    if not start:
        raise FileRefused("Ce fichier est vide.")
    if b"%PDF-" in start[:1024]:
        return Format.PDF
    if start.startswith(_ZIP_START):
        return _of_zip(file, name)
    if start.startswith(_OLE_START):
        return _of_ole(file, name)
    if start.startswith(_IMAGE_STARTS):
        return _of_image(file)
    for signature, words in _KNOWN_REFUSED:
        if signature.search(start):
            raise FileRefused(f"Ce fichier est {words}, quel que soit son nom. Le portail accepte : {ACCEPTED}.")
    raise FileRefused(f"Le portail ne reconnaît pas ce fichier. Il accepte : {ACCEPTED}.")


def _of_zip(file, name: str) -> Format:
    """Office and OpenDocument files are zips; what they hold says which, without unpacking anything."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _refuse_bombs(entries)
            names = {entry.filename for entry in entries}
            kind = _read_start(archive, "mimetype").strip() if "mimetype" in names else b""
            types = _read_start(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return _claimed(name, {Format.DOCX, Format.PPTX, Format.XLSX, Format.ODT, Format.ODP, Format.ODS})
    lower = {entry.lower() for entry in names}
    if any(entry.endswith("vbaproject.bin") or entry.startswith(("basic/", "scripts/")) for entry in lower):
        raise FileRefused(_MACROS)
    if b"macroenabled" in types.lower():
        raise FileRefused(_MACROS)
    if kind in _ODF:
        return _ODF[kind]
    if types:
        for folder, found in _OOXML.items():
            if any(entry.startswith(folder) for entry in lower):
                return found
    raise FileRefused(f"Ce fichier est une archive. Envoyez les documents un par un : {ACCEPTED}.")


def _read_start(archive: zipfile.ZipFile, entry: str) -> bytes:
    with archive.open(entry) as part:
        return part.read(200_000)


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    """A small file that unpacks into a huge one; sizes are those announced, which reading never exceeds."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    swollen = unpacked > RATIO_MATTERS_FROM and unpacked / packed > HIGHEST_RATIO
    if unpacked > MOST_UNPACKED or len(entries) > MOST_ENTRIES or swollen:
        raise FileRefused(
            "Ce document, une fois ouvert, occuperait une place démesurée : il est refusé par prudence. "
            "Enregistrez-le à nouveau depuis votre logiciel, puis renvoyez-le."
        )


def _of_ole(file, name: str) -> Format:
    """The formats of before 2007, and documents of today that a password protects."""
    try:
        with olefile.OleFileIO(file) as document:
            streams = document.listdir(streams=True, storages=True)
    except Exception:  # noqa: BLE001 (a damaged file raises anything)
        return _claimed(name, {Format.DOC, Format.PPT, Format.XLS, Format.DOCX, Format.PPTX, Format.XLSX})
    parts = {part.lower() for stream in streams for part in stream}
    if parts & _OLE_MACROS:
        raise FileRefused(_MACROS)
    if "encryptedpackage" in parts:
        return _claimed(name, {Format.DOCX, Format.PPTX, Format.XLSX})
    for stream, found in _OLE.items():
        if stream.lower() in parts:
            return found
    raise FileRefused(f"Le portail ne reconnaît pas ce fichier. Il accepte : {ACCEPTED}.")


def _claimed(name: str, among: set[Format]) -> Format:
    """The format that the extension claims, where the bytes cannot tell it from its neighbours."""
    extension = PurePath(name).suffix.lower().lstrip(".")
    if extension in among:
        return Format(extension)
    raise FileRefused(
        "Ce fichier est endommagé ou protégé, et son nom ne dit pas ce qu'il est. "
        "Vérifiez qu'il s'ouvre, donnez-lui sa bonne extension (.docx, .xlsx…), puis renvoyez-le."
    )


def _of_image(file) -> Format:
    try:
        with Image.open(file) as image:
            width, height = image.size
            found = _IMAGES.get(image.format)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise FileRefused(
            "Cette image est endommagée ou démesurée. Enregistrez-la à nouveau, puis renvoyez-la."
        ) from None
    finally:
        file.seek(0)
    if found is None or width * height > MOST_PIXELS:
        raise FileRefused(
            "Cette image est trop grande ou d'un format que le portail n'accepte pas : PNG, JPEG, GIF, WebP."
        )
    return found
