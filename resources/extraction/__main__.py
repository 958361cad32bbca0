"""The process that reads one file, within limits of memory and time."""

import resource
import sys
from pathlib import Path

from resources.extraction import images, office, opendocument, pdf
from resources.extraction.outcome import Outcome, Unreadable, keep

MOST_MEMORY = 450 * 1024 * 1024
# What Python's own libraries reserve without using it counts in the address space.
ADDRESS_SPACE = 1536 * 1024 * 1024
MOST_SECONDS = 90

READERS = {
    "pdf": pdf.read,
    "docx": office.read_docx,
    "pptx": office.read_pptx,
    "xlsx": office.read_xlsx,
    "odt": opendocument.read,
    "odp": opendocument.read,
    "ods": opendocument.read,
    "png": images.read,
    "jpg": images.read,
    "gif": images.read,
    "webp": images.read,
}


def main(kind: str, file: str, folder: str) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # openpyxl takes numpy where it is, without need: it fills the memory that a document may take.
    sys.modules["numpy"] = None
    out = Path(folder)
    if kind in READERS:
        try:
            outcome = READERS[kind](Path(file), out)
        except Unreadable as refusal:
            outcome = Outcome(notice=str(refusal))
        except MemoryError:
            outcome = Outcome(notice="Le contenu de ce fichier est démesuré : il n'a pas d'aperçu.")
    else:
        outcome = Outcome(
            notice="Ce format ancien n'a pas d'aperçu : enregistrez-le en .docx, .pptx ou .xlsx pour en avoir un."
        )
    keep(outcome, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
