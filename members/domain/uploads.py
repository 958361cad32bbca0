"""Files that people hand in: what their content says they are, whatever their name."""

from pathlib import PurePath

from django.core.files.base import File

_ZIP = b"PK\x03\x04"
# How the content of each format begins: a name alone proves nothing.
STARTS = {
    "pdf": b"%PDF-", "png": b"\x89PNG", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff",
    "docx": _ZIP, "odt": _ZIP, "xlsx": _ZIP, "ods": _ZIP,
}  # fmt: skip
PAGES = ("pdf", "png", "jpg", "jpeg")


def suffix_of(file: File) -> str:
    """The ending of its name, in small letters and without a dot."""
    return PurePath(file.name).suffix.lower().removeprefix(".")


def is_what_it_says(file: File) -> bool:
    """Whether its content begins as a file of its ending does; the file is left at its beginning."""
    expected = STARTS.get(suffix_of(file))
    if expected is None:
        return False
    start = file.read(len(expected))
    file.seek(0)
    return start == expected
