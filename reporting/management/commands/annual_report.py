"""Make the annual report as a PDF file, without keeping an edition."""

import resource
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from members.models import Region
from reporting.domain.annual_report import ReportNotReady, ensure_report, lay_out, read_contents


class Command(BaseCommand):
    help = "Fait le rapport d'activité d'une année en PDF."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("--region", help="code INSEE de la région")
        parser.add_argument("--output", type=Path, required=True, help="fichier PDF à écrire")

    def handle(self, *, year, region, output, **options):
        started = time.perf_counter()
        if not 1990 <= year <= 2100:
            raise CommandError("L'année doit être comprise entre 1990 et 2100.")
        place = None
        if region and not (place := Region.objects.filter(pk=region).first()):
            raise CommandError(f"Aucune région ne porte le code {region}.")
        try:
            pdf = lay_out(read_contents(ensure_report(year, place, by=None)))
        except ReportNotReady as refusal:
            raise CommandError("\n".join(["Ce rapport ne peut pas être fait :", *map(str, refusal.problems)])) from None
        output.write_bytes(pdf.content)
        total = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.stdout.write(
            f"{output} : {pdf.pages} pages, {total:.2f} s dont {pdf.layout_seconds:.2f} s de mise en page "
            f"par WeasyPrint ({pdf.layout_seconds / total:.0%}), mémoire {peak:.0f} Mo"
        )
