"""The files of the demonstration: made by two processes while the notices are written, kept in a folder, then stored."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from resources.models import StoredFile

PROCESSES = 2
HERE = Path(__file__).resolve().parent


class Making:
    """Files asked for: `work` is a list of (name, format, document); those made once by this very code are there already."""

    def __init__(self, work: list[tuple[str, str, dict]]):
        self.work = work
        told = json.dumps(work, ensure_ascii=False)
        kept = settings.DATA_DIR / "demo-files"
        self.folder = kept / _fingerprint(told)
        self.processes = []
        if self.folder.exists():
            return
        # Beside, then renamed: two loads at once do not meet.
        kept.mkdir(exist_ok=True)
        self.mine = kept / f"{self.folder.name}.{os.getpid()}"
        self.mine.mkdir()
        list_of_work = self.mine / "work.json"
        list_of_work.write_text(told, encoding="utf-8")
        for share in range(PROCESSES):
            command = [
                sys.executable,
                "-m",
                "resources.demo.making",
                list_of_work,
                self.mine,
                str(share),
                str(PROCESSES),
            ]
            self.processes.append(subprocess.Popen(command, cwd=settings.BASE_DIR))  # noqa: S603 (our own module)

    def store(self) -> dict[str, StoredFile]:
        """Wait for the files, give them to the storage, and write their rows; by name."""
        if self.processes:
            # Every process is waited for, even after the failure of one.
            failed = [process for process in self.processes if process.wait()]
            if failed:
                shutil.rmtree(self.mine)
                raise RuntimeError("Les fichiers de démonstration n'ont pas pu être fabriqués.")
            try:
                self.mine.rename(self.folder)
            except OSError:
                # Another load was first.
                shutil.rmtree(self.mine)
        rows = {name: self._row(name, found) for name, found, _ in self.work}
        by_hash = {row.sha256: row for row in rows.values()}
        StoredFile.objects.bulk_create(by_hash.values())
        return {name: by_hash[row.sha256] for name, row in rows.items()}

    def _row(self, name: str, found: str) -> StoredFile:
        made = self.folder / name
        content = (made / f"file.{found}").read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        told = json.loads((made / "result.json").read_text(encoding="utf-8"))
        row = StoredFile(
            sha256=sha256,
            file=f"ressources/fichiers/{sha256[:2]}/{sha256}",
            size=len(content),
            format=found,
            state=StoredFile.State.READY,
            text=(made / "text").read_text(encoding="utf-8"),
            **told,
        )
        if not default_storage.exists(row.file.name):
            default_storage.save(row.file.name, ContentFile(content))
        for page in range(row.previews + 1 if row.previews else 0):
            if not default_storage.exists(row.preview_name(page)):
                default_storage.save(row.preview_name(page), ContentFile((made / f"{page}.webp").read_bytes()))
        return row


def _fingerprint(told: str) -> str:
    """What the files depend on: what they say, and the code that makes and reads them."""
    digest = hashlib.sha256(told.encode())
    for folder in (HERE / "making", HERE.parent / "extraction"):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
