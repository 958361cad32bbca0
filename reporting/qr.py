"""QR codes as SVG for pages and PDF documents: a shared tool."""

from collections.abc import Iterator
from itertools import groupby

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4


def qr_svg(text: str, title: str) -> SafeString:
    """A code of `text` drawn as one path, with the quiet border that readers need; `title` is its alternative text."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{start} {line}h{length}v1h-{length}z" for line, row in enumerate(rows) for start, length in _runs(row)
    )
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<title>{1}</title><rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        len(rows), title, mark_safe(path),  # noqa: S308 (numbers of our own)
    )  # fmt: skip


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row and how many follow: one mark for each run, a third of one for each module."""
    start = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield start, length
        start += length
