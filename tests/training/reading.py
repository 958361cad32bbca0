"""What a PDF says, for the tests of papers."""

import io

import pikepdf
import pypdfium2


def text_of(content: bytes) -> str:
    """The words of a PDF, blanks made one."""
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def is_tagged(content: bytes) -> bool:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return bool(pdf.Root.MarkInfo.Marked) and "/StructTreeRoot" in pdf.Root
