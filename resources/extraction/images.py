"""Images: themselves, small enough for a page; and the pictures of pages."""

from pathlib import Path

from PIL import Image, ImageOps

from .outcome import Outcome, Unreadable

PAGE_WIDTH, THUMBNAIL_WIDTH = 900, 300


def read(file: Path, folder: Path) -> Outcome:
    """Raises `Unreadable` for a damaged image."""
    Image.MAX_IMAGE_PIXELS = 120_000_000
    try:
        with Image.open(file) as opened:
            # A photograph is read at a smaller size at once, which spares its memory.
            opened.draft("RGB", (2 * PAGE_WIDTH, 2 * PAGE_WIDTH))
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Unreadable("Cette image est endommagée : elle n'a pas d'aperçu.") from None
    save_page(image, folder, 1)
    save_thumbnail(image, folder)
    return Outcome(pages=1, previews=1)


def save_page(image: Image.Image, folder: Path, number: int) -> None:
    _save(image, folder / f"{number}.webp", PAGE_WIDTH, quality=78)


def save_thumbnail(image: Image.Image, folder: Path) -> None:
    _save(image, folder / "0.webp", THUMBNAIL_WIDTH, quality=72)


def _save(image: Image.Image, path: Path, width: int, *, quality: int) -> None:
    copy = image.convert("RGB")
    copy.thumbnail((width, 4 * width))
    copy.save(path, "WEBP", quality=quality, method=2)
