"""Images: a poster in the portal's colours."""

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont

from .printed import FONTS


def png(document: dict) -> bytes:
    image = Image.new("RGB", (900, 1200), "#fbf9f5")
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((0, 0, 900, 760), fill="#a63d20")
    drawing.rectangle((0, 760, 900, 800), fill="#f2b134")
    drawing.rectangle((560, 1000, 900, 1200), fill="#1f5c4a")
    font = ImageFont.truetype(str(FONTS / "atkinson-hyperlegible-next-700-normal.ttf"), 64)
    drawing.multiline_text((70, 110), textwrap.fill(document["title"], 22), fill="white", font=font, spacing=18)
    drawing.text((70, 860), document["subtitle"][:44], fill="#1d2433", font=font.font_variant(size=34))
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()
