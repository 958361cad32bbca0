"""Read delivery reports: `manage.py bounces FILE…`, a maildir, or what a mail server pipes in."""

import sys
from collections.abc import Iterator
from email import message_from_binary_file, policy
from email.message import EmailMessage
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from members.domain.people.bounces import note_reports


class Command(BaseCommand):
    help = "Lit des avis de non-remise (RFC 3464) : fichiers, dossiers Maildir, ou l'entrée standard sans rien."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="*", type=Path, help="fichiers ou dossiers Maildir")

    def handle(self, *args, paths: list[Path], **options):
        missing = [str(path) for path in paths if not path.exists()]
        if missing:
            raise CommandError(f"Introuvable : {', '.join(missing)}")
        back, unknown = note_reports(_reports(paths))
        self.stdout.write(f"Messages revenus : {back}. Avis sans message du portail : {unknown}.")


def _reports(paths: list[Path]) -> Iterator[EmailMessage]:
    if not paths:
        yield message_from_binary_file(sys.stdin.buffer, policy=policy.default)
    for path in paths:
        # Both folders of a maildir where messages are, or any folder of messages.
        found = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in found:
            with file.open("rb") as content:
                yield message_from_binary_file(content, policy=policy.default)
