"""What a file is when it is none of ours, so that its sender understands why it is refused."""

import re

from django.core.files.base import File

from .refusal import TAKEN

MARKUP = re.compile(
    rb"<\s*(!doctype\s+html|html|head|body|script|iframe|meta|title|style|div|table|form|object|embed|img|a\s)", re.I
)
SVG = re.compile(rb"<\s*([a-z]+:)?svg[\s>]", re.I)
SCRIPT = re.compile(rb"<\s*([a-z]+:)?script|\son[a-z]+\s*=|javascript:|<\s*([a-z]+:)?foreignobject", re.I)
VIDEO = "ajoutez plutôt un lien vers l'endroit où la vidéo ou le son est publié."
AS_IMAGE = "enregistrez cette image en JPEG ou en PNG."
SIGNATURES = [
    (b"MZ", "un programme Windows", TAKEN),
    (b"\x7fELF", "un programme", TAKEN),
    (b"\xca\xfe\xba\xbe", "un programme", TAKEN),
    (b"#!", "un script", TAKEN),
    (b"{\\rtf", "un texte RTF", "enregistrez-le en .docx, en .odt ou en PDF."),
    (b"\x1f\x8b", "une archive gzip", TAKEN),
    (b"7z\xbc\xaf\x27\x1c", "une archive 7-Zip", TAKEN),
    (b"Rar!", "une archive RAR", TAKEN),
    (b"II*\x00", "une image TIFF", AS_IMAGE),
    (b"MM\x00*", "une image TIFF", AS_IMAGE),
    (b"BM", "une image BMP", AS_IMAGE),
    (b"8BPS", "une image Photoshop", AS_IMAGE),
    (b"%!PS", "un document PostScript", TAKEN),
    (b"ID3", "un enregistrement sonore", VIDEO),
    (b"OggS", "un enregistrement sonore ou une vidéo", VIDEO),
    (b"\x1aE\xdf\xa3", "une vidéo", VIDEO),
    (b"RIFF", "un enregistrement sonore ou une vidéo", VIDEO),
]
BRANDS_OF_IMAGES = {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis"}
# A long SVG is read this far for its scripts, which only changes what the refusal says.
READ_FOR_SCRIPTS = 1024 * 1024


def what_else(file: File, head: bytes) -> tuple[str, str]:
    """What the file is, empty when unknown, and what to do instead."""
    for signature, what, advice in SIGNATURES:
        if head.startswith(signature):
            return what, advice
    if head[4:8] == b"ftyp":
        return ("une photo HEIC ou AVIF", AS_IMAGE) if head[8:12] in BRANDS_OF_IMAGES else ("une vidéo", VIDEO)
    text = _as_text(head)
    before_pdf = text.partition(b"%PDF-")[0]
    if SVG.search(before_pdf) and not re.search(rb"<\s*html", before_pdf, re.I):
        file.seek(0)
        active = SCRIPT.search(_as_text(file.read(READ_FOR_SCRIPTS)))
        return ("une image SVG qui contient du script" if active else "une image SVG"), AS_IMAGE
    if MARKUP.search(before_pdf):
        return "une page HTML", TAKEN
    if before_pdf.lstrip().startswith(b"<?xml"):
        return "un fichier XML", TAKEN
    if before_pdf.lstrip().startswith(b"<?"):
        return "un script", TAKEN
    if b"%PDF-" not in text and _reads_as_text(text):
        return "un simple texte", "enregistrez-le en .docx, en .odt ou en PDF."
    return "", TAKEN


def _as_text(head: bytes) -> bytes:
    """The bytes of a text without its mark of encoding; UTF-16 is put in UTF-8, as browsers would read it."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")


def _reads_as_text(head: bytes) -> bool:
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
