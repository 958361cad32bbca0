"""PDF: text page by page, and images of the first pages."""

from pathlib import Path

import pypdfium2
import pypdfium2.raw

from .images import save_page, save_thumbnail
from .outcome import Outcome, Unreadable, joined

MOST_PREVIEWS = 40
MOST_TEXT_PAGES = 2_000
WIDTH = 900
MOST_PIXELS = 4_000_000


def read(file: Path, folder: Path) -> Outcome:
    """Raises `Unreadable` for a PDF that a password protects or that is damaged."""
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Unreadable("Ce PDF est protégé par un mot de passe : il n'a pas d'aperçu.") from None
        raise Unreadable("Ce PDF est endommagé : il n'a pas d'aperçu.") from None
    try:
        pages = len(document)
        if not pages:
            raise Unreadable("Ce PDF n'a aucune page.")
        text = joined(_texts(document, min(pages, MOST_TEXT_PAGES)))
        previews = _draw(document, min(pages, MOST_PREVIEWS), folder)
    finally:
        document.close()
    notice = ""
    if not text.strip("\f \n"):
        notice = (
            "Ce PDF ne contient pas de texte, sans doute un document numérisé : la recherche ne lit pas ce qu'il dit."
        )
    elif pages > MOST_PREVIEWS:
        notice = f"Seules les {MOST_PREVIEWS} premières pages ont un aperçu."
    return Outcome(text, pages, previews, notice)


def _texts(document, pages: int):
    for number in range(pages):
        try:
            page = document[number]
            reader = page.get_textpage()
            yield reader.get_text_bounded()
            reader.close()
            page.close()
        except pypdfium2.PdfiumError:
            yield ""


def _draw(document, pages: int, folder: Path) -> int:
    """Images 1 to n of the pages, and 0, the thumbnail of the first; stops at the first that cannot be drawn."""
    for number in range(pages):
        try:
            page = document[number]
            width, height = page.get_size()
            if width <= 0 or height <= 0:
                return number
            scale = min(WIDTH / width, (MOST_PIXELS / (width * height)) ** 0.5)
            if width * scale < 1 or height * scale < 1:
                return number
            image = page.render(scale=scale).to_pil()
            page.close()
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            return number
        save_page(image, folder, number + 1)
        if number == 0:
            save_thumbnail(image, folder)
        image.close()
    return pages
