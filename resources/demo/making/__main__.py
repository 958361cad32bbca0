"""One process of those that make the files."""

import json
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
        made = Path(folder) / name
        made.mkdir()
        file = made / f"file.{found}"
        file.write_bytes(MAKERS[found](document))
        outcome = READERS[found](file, made)
        (made / "text").write_text(outcome.text, encoding="utf-8")
        told = {"pages": outcome.pages, "previews": outcome.previews, "notice": outcome.notice}
        (made / "result.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
