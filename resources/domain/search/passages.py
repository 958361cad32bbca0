"""The passage in which words stand, cut to whole words, and the words marked in it."""

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .words import plain


@dataclass(frozen=True)
class Passage:
    """A few words of a file, those that were looked for marked; `page` counts from 1."""

    html: SafeString
    page: int


def passage_of(cut: str | None, page: int | None, marks: list[str]) -> Passage | None:
    """The passage to show of what the database cut out of a text; None where no word stands in it."""
    if not cut:
        return None
    whole = " ".join(cut.partition(" ")[2].rpartition(" ")[0].replace("\f", " ").split()) or cut
    return Passage(marked(f"… {whole} …", marks), page or 1)


def marked(text: str, marks: list[str]) -> SafeString:
    """The text, escaped, with the words that begin like one of `marks` between `<mark>`."""
    wanted = [mark for mark in marks if mark]
    if not wanted:
        return escape(text)
    starts = "|".join(re.escape(mark) for mark in sorted(wanted, key=len, reverse=True))
    bare = plain(text)
    out, place = [], 0
    for found in re.finditer(rf"(?<!\S)(?:{starts})\S*", bare):
        out += [escape(text[place : found.start()]), f"<mark>{escape(text[found.start() : found.end()])}</mark>"]
        place = found.end()
    out.append(escape(text[place:]))
    return mark_safe("".join(out))  # noqa: S308 (every part is escaped)
