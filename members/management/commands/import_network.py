"""Import a workbook of organisations, worksites, returns and memberships."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from members.domain.network_import import ImportRefused, apply_import, plan_import
from members.imports.reading import UnreadableFile, read_book
from members.imports.refusals import refused_rows


class Command(BaseCommand):
    help = "Importe un classeur XLSX ou CSV de structures, ACI, données annuelles et adhésions."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui changerait, sans rien écrire")
        parser.add_argument("--rejects", type=Path, metavar="FICHIER.xlsx", help="où écrire les lignes refusées")

    def handle(self, *, file, dry_run, rejects, **options):
        try:
            book = read_book(file.read_bytes(), file.name)
        except OSError as error:
            raise CommandError(f"Ce fichier ne peut pas être lu : {error.strerror}.") from None
        except UnreadableFile as error:
            raise CommandError(str(error)) from None
        plan = plan_import(book)
        for warning in plan.warnings:
            self.stdout.write(f"Avertissement – {warning}")
        if plan.faults:
            if rejects:
                rejects.write_bytes(refused_rows(book, plan.faults))
                self.stdout.write(f"Les lignes refusées sont dans {rejects}.")
            raise CommandError("\n".join(["Rien n'a été importé.", *map(str, plan.faults)]))
        if not dry_run:
            try:
                plan = apply_import(book)
            except ImportRefused as refusal:
                raise CommandError(str(refusal)) from None
        for part in plan.summary():
            self.stdout.write(
                f"{part['sheet']} : {part['created']} créée(s), {part['updated']} modifiée(s), "
                f"{part['unchanged']} inchangée(s)"
            )
        if dry_run:
            self.stdout.write("Essai : rien n'a été écrit.")
