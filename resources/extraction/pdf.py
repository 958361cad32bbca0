"""PDF: text page by page, and images of the first pages."""

import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw

from .images import PAGE_WIDTH, save_page, save_thumbnail
from .outcome import Outcome, Unreadable, joined, keep

MOST_PREVIEWS = 40
MOST_TEXT_PAGES = 2_000
MOST_PIXELS = 4_000_000
# Drawing stops here of itself, before the limits of the process stop it.
MOST_SECONDS = 60


def read(file: Path, folder: Path) -> Outcome:
    """Raises `Unreadable` for a PDF that a password protects or that is damaged.

    Text is kept before any page is drawn, then each page as it comes: should one be too much, the rest is not lost.
    """
    document = _opened(file)
    try:
        pages = len(document)
        if not pages:
            raise Unreadable("Ce PDF n'a aucune page.")
        text = joined(_texts(document, min(pages, MOST_TEXT_PAGES)))
        outcome = Outcome(text, pages, notice=_notice(text, pages, 0))
        keep(outcome, folder)
        for number in _drawn(document, min(pages, MOST_PREVIEWS), folder):
            outcome.previews, outcome.notice = number, _notice(text, pages, number)
            keep(outcome, folder)
    finally:
        document.close()
    return outcome


def _opened(file: Path) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(file)
        # What people typed in the fields of a form is drawn too.
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Unreadable("Ce PDF est protégé par un mot de passe : il n'a pas d'aperçu.") from None
        raise Unreadable("Ce PDF est endommagé : il n'a pas d'aperçu.") from None
    return document


def _notice(text: str, pages: int, previews: int) -> str:
    if not previews:
        return "Les pages de ce PDF n'ont pas pu être dessinées : il n'a pas d'aperçu."
    if not text.strip("\f"):
        return (
            "Ce PDF ne contient pas de texte, sans doute un document numérisé : la recherche ne lit pas ce qu'il dit."
        )
    if previews == 1 < pages:
        return "Seule la première page a un aperçu."
    if previews < pages:
        return f"Seules les {previews} premières pages ont un aperçu."
    return ""


def _texts(document: pypdfium2.PdfDocument, pages: int) -> Iterator[str]:
    for number in range(pages):
        try:
            page = document[number]
            reader = page.get_textpage()
            yield reader.get_text_bounded()
            reader.close()
            page.close()
        except pypdfium2.PdfiumError:
            yield ""


def _drawn(document: pypdfium2.PdfDocument, pages: int, folder: Path) -> Iterator[int]:
    """Makes images 1 to n of the pages, and 0, the thumbnail of the first; stops at the first that cannot be drawn."""
    until = time.monotonic() + MOST_SECONDS
    for number in range(1, pages + 1):
        if time.monotonic() > until:
            return
        try:
            page = document[number - 1]
            width, height = page.get_size()
            if width <= 0 or height <= 0:
                return
            scale = min(PAGE_WIDTH / width, (MOST_PIXELS / (width * height)) ** 0.5)
            if width * scale < 1 or height * scale < 1:
                return
            bitmap = page.render(scale=scale)
            with bitmap.to_pil() as image:
                save_page(image, folder, number)
                if number == 1:
                    save_thumbnail(image, folder)
            bitmap.close()
            page.close()
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            return
        yield number
