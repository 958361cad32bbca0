"""Images: themselves, small enough for a page; and the pictures of pages."""

from pathlib import Path

from PIL import Image, ImageOps

from .outcome import Outcome, Unreadable

PAGE_WIDTH, THUMBNAIL_WIDTH = 900, 300


def read(file: Path, folder: Path) -> Outcome:
    """Raises `Unreadable` for a damaged image."""
    Image.MAX_IMAGE_PIXELS = 120_000_000
    try:
        with Image.open(file, formats=["PNG", "JPEG", "GIF", "WEBP"]) as opened:
            # A photograph is read at a smaller size at once, which spares its memory.
            opened.draft("RGB", (2 * PAGE_WIDTH, 2 * PAGE_WIDTH))
            opened.thumbnail((PAGE_WIDTH, 4 * PAGE_WIDTH))
            image = _on_white(ImageOps.exif_transpose(opened))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Unreadable("Cette image est endommagée : elle n'a pas d'aperçu.") from None
    save_page(image, folder, 1)
    save_thumbnail(image, folder)
    return Outcome(pages=1, previews=1)


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent is read on a white page, whatever colour hides under it."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    page = Image.new("RGB", image.size, "white")
    page.paste(image, mask=image)
    return page


def save_page(image: Image.Image, folder: Path, number: int) -> None:
    _save(image, folder / f"{number}.webp", PAGE_WIDTH, quality=78)


def save_thumbnail(image: Image.Image, folder: Path) -> None:
    _save(image, folder / "0.webp", THUMBNAIL_WIDTH, quality=72)


def _save(image: Image.Image, path: Path, width: int, *, quality: int) -> None:
    copy = image.convert("RGB")
    copy.thumbnail((width, 4 * width))
    copy.save(path, "WEBP", quality=quality, method=2)
