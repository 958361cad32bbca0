"""What is drawn from a file, and its text made clean."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOST_CHARACTERS = 500_000
PAGE_BREAK = "\f"


def _replaced() -> dict[int, str | None]:
    """What each character is read as, where it is not itself: None for those that are not to be seen."""
    table: dict[int, str | None] = {}
    for code in range(0x10000):
        category = unicodedata.category(chr(code))
        if category in {"Cc", "Cf", "Cs", "Cn"}:
            table[code] = None
        elif category in {"Zs", "Co"}:
            table[code] = " "
        elif category in {"Zl", "Zp"}:
            table[code] = "\n"
    table |= dict.fromkeys(map(ord, "’‘ʼ′`´"), "'")
    # PowerPoint parts lines with \v; a page keeps its place among the others, hence no page break within it.
    table |= {ord("\n"): "\n", ord("\t"): " ", ord("\v"): "\n", ord("\f"): "\n", 0x85: "\n"}
    # Two letters that some PDFs print as one.
    return table | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


_REPLACED = _replaced()
# PDFium gives one of the last two, and no line break, for a hyphen that ends a line.
_CUT_WORD = re.compile(r"(?<=[^\W\d_])(?:[-\u2010\u00ad] ?\n|\x02\n?|\ufffe\n?)(?=[^\W\d_])")


class Unreadable(Exception):
    """A file that cannot be read; the message says why to its editor, in French."""


@dataclass
class Outcome:
    """Text (pages parted by form feeds), number of pages if it has any, images made, and what an editor should know."""

    text: str = ""
    pages: int | None = None
    previews: int = 0
    notice: str = ""


def keep(outcome: Outcome, folder: Path) -> None:
    """Write what is drawn so far, for whoever reads it once the process has ended, of itself or not."""
    text = folder / "text"
    if not text.exists() or outcome.text:
        text.write_text(outcome.text, encoding="utf-8")
    told = {"pages": outcome.pages, "previews": outcome.previews, "notice": outcome.notice}
    # Put in place at once: a process killed while it writes leaves the one before.
    beside = folder / "result.part"
    beside.write_text(json.dumps(told), encoding="utf-8")
    beside.replace(folder / "result.json")


def clean(text: str) -> str:
    """Composed letters, plain apostrophes, words whole again at the ends of lines, nothing that PostgreSQL refuses."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CUT_WORD.sub(_mended, text)
    text = unicodedata.normalize("NFC", text.translate(_REPLACED))
    text = re.sub(r" *\n *", "\n", re.sub(r" +", " ", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _mended(cut: re.Match) -> str:
    """Before a capital the hyphen is that of a name: Saint-Denis, Rhône-Alpes."""
    return "-" if cut.string[cut.end()].isupper() else ""


def joined(pages: Iterable[str]) -> str:
    """Pages as one text, up to what search reads; the rest is not even asked for."""
    kept, length = [], 0
    for page in pages:
        page = clean(page)
        kept.append(page[: MOST_CHARACTERS - length])
        length += len(page) + 1
        if length >= MOST_CHARACTERS:
            break
    return PAGE_BREAK.join(kept)
