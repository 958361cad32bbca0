"""Read regions, departments, employment zones and communes again from the files of `members/data/`."""

from django.core.management.base import BaseCommand

from members.domain.territory import load_territories


class Command(BaseCommand):
    help = "Relit les régions, départements, zones d'emploi et communes."

    def handle(self, **options):
        self.stdout.write(f"{load_territories()} communes lues.")
