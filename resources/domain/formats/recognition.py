"""The first look at a file: its size and its first bytes, then the reader of its family."""

from pathlib import PurePath

from django.core.files.base import File
from PIL import Image, UnidentifiedImageError

from resources.models import Format

from .compound import recognise_compound
from .others import what_else
from .refusal import FileRefused, not_taken
from .zipped import recognise_zipped

LARGEST = 100 * 1024 * 1024
# Beyond, a browser may fail to show an image, and a worker to draw a smaller one.
MOST_PIXELS = 100_000_000
HEAD = 4096
# Readers of PDF look for its header this far.
PDF_HEADER_WITHIN = 1024
IMAGES = {
    b"\x89PNG\r\n\x1a\n": Format.PNG,
    b"\xff\xd8\xff": Format.JPEG,
    b"GIF87a": Format.GIF,
    b"GIF89a": Format.GIF,
}


def recognise(file: File) -> Format:
    """The format of a file; raises `FileRefused` for what is not a document, or runs something when opened."""
    if file.size == 0:
        raise FileRefused("Ce fichier est vide.")
    if file.size > LARGEST:
        raise FileRefused(f"Ce fichier pèse {_megabytes(file.size)} Mo : la limite est de {_megabytes(LARGEST)} Mo.")
    file.seek(0)
    head = file.read(HEAD)
    suffix = PurePath(file.name or "").suffix.lower().removeprefix(".")
    try:
        return _recognise(file, head, suffix)
    finally:
        file.seek(0)


def _recognise(file: File, head: bytes, suffix: str) -> Format:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return recognise_zipped(file, suffix)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return recognise_compound(file, suffix)
    image = next((found for signature, found in IMAGES.items() if head.startswith(signature)), None)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        image = Format.WEBP
    if image:
        return _checked_image(file, image)
    what, advice = what_else(file, head)
    header = head[:PDF_HEADER_WITHIN].find(b"%PDF-")
    # A page or a program that holds the header of a PDF further on is a page or a program.
    if header == 0 or (header > 0 and not what):
        return Format.PDF
    if what:
        raise not_taken(what, advice)
    raise FileRefused(f"Ce fichier n'est pas d'un format reconnu : {advice}")


def _checked_image(file: File, image: Format) -> Format:
    """An image whose header tells reasonable dimensions; a damaged rest makes an image without preview."""
    file.seek(0)
    try:
        with Image.open(file, formats=[Format(image).name]) as opened:
            width, height = opened.size
    except Image.DecompressionBombError:
        raise FileRefused("Cette image compte trop de pixels : réduisez-la.") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise FileRefused("Cette image est abîmée : son contenu n'est pas lisible.") from None
    if width * height > MOST_PIXELS:
        raise FileRefused(f"Cette image compte {width} × {height} pixels : réduisez-la.")
    return image


def _megabytes(size: int) -> int:
    """Rounded up, so that what is over the limit never reads as the limit."""
    return -(-size // (1024 * 1024))
