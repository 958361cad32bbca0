"""OpenDocument: the text of `content.xml`."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from .office import told
from .outcome import Outcome, Unreadable

MOST_XML = 120 * 1024 * 1024
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
# What a page of the text is in each kind of document; the pages of a text are not told.
_APART = {b"presentation": f"{_DRAW}page", b"spreadsheet": f"{_TABLE}table"}
_TAKEN_OUT = f"{_TEXT}tracked-changes"


def read(file: Path, folder: Path) -> Outcome:
    """Raises `Unreadable` for a document that a password protects or that is damaged."""

    def parts() -> list[str]:
        with zipfile.ZipFile(file) as archive:
            if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
                raise Unreadable("Ce document est protégé par un mot de passe : il n'a pas d'aperçu.")
            apart = _APART.get(_part(archive, "mimetype").strip().rpartition(b".")[2])
            root = fromstring(_part(archive, "content.xml"), forbid_dtd=True)
        return ["\n".join(_lines_of(page)) for page in (root.iter(apart) if apart else [root])]

    return told(file, parts)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    if archive.getinfo(name).file_size > MOST_XML:
        raise MemoryError
    return archive.read(name)


def _lines_of(element: Element) -> Iterator[str]:
    """Paragraphs in their order, a line for each row of a table."""
    for child in element:
        if child.tag == _TAKEN_OUT:
            continue
        if child.tag in _PARAGRAPHS:
            yield _text_of(child)
        elif child.tag == f"{_TABLE}table-row":
            yield " ".join(_lines_of(child))
        else:
            yield from _lines_of(child)


def _text_of(element: Element) -> str:
    """The text of a paragraph, notes and boxes within it on lines of their own."""
    said = [element.text or ""]
    for child in element:
        said.append(
            f"\n{_text_of(child)}\n" if child.tag in _PARAGRAPHS else _SPACES.get(child.tag, "") + _text_of(child)
        )
        said.append(child.tail or "")
    return "".join(said)
