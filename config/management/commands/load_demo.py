"""Load the demonstration network: the `demo` module of each app adds its part, in the order of INSTALLED_APPS."""

import time
from importlib import import_module

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from members.demo import network
from members.domain.statistics import take_statistics


class Command(BaseCommand):
    help = "Charge le réseau de démonstration, le même à chaque fois."

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, default=2023, help="année dont les chiffres sont exacts")
        parser.add_argument("--scale", type=int, default=1, help="multiplie le nombre de structures")

    def handle(self, *, year, scale, **options):
        if not 2020 <= year <= 2023 or not 1 <= scale <= 20:
            raise CommandError("L'année va de 2020 à 2023, l'échelle de 1 à 20.")
        if network.is_loaded():
            self.stdout.write("Le réseau de démonstration est déjà chargé.")
            return
        if network.other_organisations():
            raise CommandError("La base contient de vraies structures : la démonstration ne s'y ajoute pas.")
        self.stdout.write("Chargement du réseau de démonstration : une à deux minutes…")
        self.stdout.flush()
        started = time.perf_counter()
        with transaction.atomic():
            for app in apps.get_app_configs():
                if module_has_submodule(app.module, "demo"):
                    import_module(f"{app.name}.demo").load(year, scale)
            take_statistics()
        self.stdout.write(f"Réseau de démonstration chargé en {time.perf_counter() - started:.1f} s.")
