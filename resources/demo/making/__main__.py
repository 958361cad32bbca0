"""One process of those that make the files."""

import json
import os
import shutil
import sys
from pathlib import Path

from resources.demo.making import office, pictures, printed
from resources.extraction.__main__ import READERS

MAKERS = {
    "pdf": printed.pdf,
    "docx": office.docx,
    "odt": office.odt,
    "pptx": office.pptx,
    "xlsx": office.xlsx,
    "png": pictures.png,
}


def main(work: str, folder: str, share: str, of: str) -> None:
    for name, found, document in json.loads(Path(work).read_text(encoding="utf-8"))[int(share) :: int(of)]:
        kept = Path(folder) / name
        # Beside, then renamed: a load that is stopped, or another at the same moment, leaves nothing half made.
        made = kept.with_name(f"{name}.{os.getpid()}")
        made.mkdir()
        _make(made, found, document)
        try:
            made.rename(kept)
        except OSError:
            shutil.rmtree(made)


def _make(folder: Path, found: str, document: dict) -> None:
    file = folder / f"file.{found}"
    file.write_bytes(MAKERS[found](document))
    outcome = READERS[found](file, folder)
    (folder / "text").write_text(outcome.text, encoding="utf-8")
    told = {"pages": outcome.pages, "previews": outcome.previews, "notice": outcome.notice}
    (folder / "result.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
