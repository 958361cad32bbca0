"""What is drawn from a file, and its text made clean."""

import re
import unicodedata
from dataclasses import dataclass

MOST_CHARACTERS = 500_000
PAGE_BREAK = "\f"
_APOSTROPHES = str.maketrans({mark: "'" for mark in "’‘ʼ′`´"} | {"\u00ad": None, "\u00a0": " ", "\u202f": " "})
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u2010]\n(?=[^\W\d_])")


class Unreadable(Exception):
    """A file that cannot be read; the message says why to its editor, in French."""


@dataclass
class Outcome:
    """Text (pages parted by form feeds), number of pages if it has any, images made, and what an editor should know."""

    text: str = ""
    pages: int | None = None
    previews: int = 0
    notice: str = ""


def clean(text: str) -> str:
    """Composed letters, plain apostrophes, words whole again at the ends of lines, nothing that PostgreSQL refuses."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode()).translate(_APOSTROPHES)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _HYPHENATED.sub("", text)
    text = "".join(letter for letter in text if letter >= " " or letter in "\n\t\f")
    text = re.sub(r"[ \t]+", " ", text)
    return re.sub(r"\n\s*?\n+", "\n\n", text).strip(" \n\t")


def joined(pages) -> str:
    """Pages as one text, up to what search reads; the rest is not even asked for."""
    kept, length = [], 0
    for page in pages:
        page = clean(page)
        kept.append(page[: MOST_CHARACTERS - length])
        length += len(page) + 1
        if length >= MOST_CHARACTERS:
            break
    return PAGE_BREAK.join(kept)
