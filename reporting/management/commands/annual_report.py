"""Make the annual report as a PDF file; neither an edition nor a report that did not exist is kept."""

import resource
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reporting.domain.annual_report import ReportNotReady, ensure_report, lay_out, read_contents
from reporting.forms import ReportForm
from reporting.models import AnnualReport


class Command(BaseCommand):
    help = "Fait le rapport d'activité d'une année en PDF."

    def add_arguments(self, parser):
        parser.add_argument("year", metavar="ANNÉE")
        parser.add_argument("--region", help="code INSEE de la région")
        parser.add_argument("--output", type=Path, required=True, help="fichier PDF à écrire")

    def handle(self, *, year, region, output, **options):
        started = time.perf_counter()
        form = ReportForm({"annee": year, "region": region or ""})
        if not form.is_valid():
            raise CommandError("\n".join(message for messages in form.errors.values() for message in messages))
        if not output.parent.is_dir():
            raise CommandError(f"Le dossier {output.parent} n'existe pas.")
        year, region = form.cleaned_data["annee"], form.cleaned_data["region"]
        known = AnnualReport.objects.filter(year=year, region=region).exists()
        report = ensure_report(year, region)
        try:
            pdf = lay_out(read_contents(report))
        except ReportNotReady as refusal:
            raise CommandError("\n".join(["Ce rapport ne peut pas être fait :", *map(str, refusal.problems)])) from None
        finally:
            if not known:
                report.delete()
        output.write_bytes(pdf.content)
        total = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.stdout.write(
            f"{output} : {pdf.pages} pages, {total:.2f} s dont {pdf.layout_seconds:.2f} s de mise en page "
            f"par WeasyPrint ({pdf.layout_seconds / total:.0%}), mémoire {peak:.0f} Mo"
        )
