"""Print the table of rights as Markdown, or write it to `docs/droits.md`."""

from django.conf import settings
from django.core.management.base import BaseCommand

from config.rights import as_markdown


class Command(BaseCommand):
    help = "Imprime le tableau des droits."

    def add_arguments(self, parser):
        parser.add_argument("--write", action="store_true", help="écrit docs/droits.md")

    def handle(self, *, write, **options):
        if write:
            (settings.BASE_DIR / "docs" / "droits.md").write_text(as_markdown(), encoding="utf-8")
        else:
            self.stdout.write(as_markdown(), ending="")
