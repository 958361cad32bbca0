"""The files of the demonstration: made by two processes while the notices are written, kept in a folder, then stored."""

import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from resources.models import StoredFile

PROCESSES = 2
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Wanted:
    """A file: its name in the demonstration, its format, and what it says."""

    name: str
    found: str
    document: dict

    @property
    def key(self) -> str:
        """What tells it from others among those that the same code has made."""
        told = json.dumps([self.found, self.document], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:24]


class Making:
    """Makes the files wanted, but for those made once by this very code; to be used as a context."""

    def __init__(self, wanted: list[Wanted]):
        self.wanted = wanted
        self.folder = settings.DATA_DIR / "demo-files" / _code()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.processes = []

    def __enter__(self):
        missing = {want.key: want for want in self.wanted if not (self.folder / want.key).exists()}
        if missing:
            self.work = tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8")
            json.dump([[key, want.found, want.document] for key, want in missing.items()], self.work)
            self.work.flush()
            for share in range(PROCESSES):
                command = [sys.executable, "-m", "resources.demo.making", self.work.name, self.folder]
                command += [str(share), str(PROCESSES)]
                self.processes.append(subprocess.Popen(command, cwd=settings.BASE_DIR))  # noqa: S603 (our own module)
        return self

    def __exit__(self, *error):
        for process in self.processes:
            process.terminate()
            process.wait()
        if self.processes:
            self.work.close()

    def store(self) -> dict[str, StoredFile]:
        """Wait for the files, give them to the storage, and write their rows; by name."""
        if any([process.wait() for process in self.processes]):
            raise RuntimeError("Les fichiers de démonstration n'ont pas pu être fabriqués.")
        rows = {want.name: self._row(want) for want in self.wanted}
        by_hash = {row.sha256: row for row in rows.values()}
        StoredFile.objects.bulk_create(by_hash.values())
        return {name: by_hash[row.sha256] for name, row in rows.items()}

    def _row(self, want: Wanted) -> StoredFile:
        made = self.folder / want.key
        content = (made / f"file.{want.found}").read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        told = json.loads((made / "result.json").read_text(encoding="utf-8"))
        row = StoredFile(
            sha256=sha256,
            file=f"ressources/fichiers/{sha256[:2]}/{sha256}",
            size=len(content),
            format=want.found,
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


def _code() -> str:
    """What the files depend on beside what they say: the code that makes and reads them."""
    digest = hashlib.sha256()
    for folder in (HERE / "making", HERE.parent / "extraction"):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
