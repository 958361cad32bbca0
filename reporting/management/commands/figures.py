"""Print every figure of a year, with its records and breakdowns."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from reporting.forms import ScopeForm
from reporting.indicators import Scope, all_indicators
from reporting.snapshot import one_snapshot


class Command(BaseCommand):
    help = "Imprime tous les chiffres d'une année."

    def add_arguments(self, parser):
        parser.add_argument("year", metavar="ANNÉE")
        parser.add_argument("--region", help="code INSEE de la région")
        parser.add_argument("--as-of", metavar="AAAA-MM-JJ", help="la date à laquelle les faits sont lus")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, year, region, as_of, **options):
        form = ScopeForm({"annee": year, "region": region or "", "au": as_of or ""})
        if not form.is_valid():
            raise CommandError("\n".join(message for messages in form.errors.values() for message in messages))
        with one_snapshot():
            figures = [describe(indicator, form.scope()) for indicator in all_indicators()]
        if options["json"]:
            self.stdout.write(json.dumps(figures, cls=_Numbers, ensure_ascii=False, indent=2))
            return
        for figure in figures:
            value = "sans donnée" if figure["value"] is None else f"{figure['value']} {figure['unit']}"
            self.stdout.write(f"{figure['key']} = {value} ({figure['records']} fiches au {figure['day']})")
            self.stdout.write(f"    {figure['definition']}")
            for name, rows in figure["breakdowns"].items():
                self.stdout.write(f"    {name} :")
                for row in rows:
                    share = "" if row["share"] is None else f" ({row['share']} %)"
                    self.stdout.write(f"        {row['label']} [{row['key']}] : {row['value']}{share}")


def describe(indicator, scope: Scope) -> dict:
    """An indicator measured, as plain data."""
    value, records = indicator.measured(scope)
    return {
        "key": indicator.key,
        "label": indicator.label,
        "value": value,
        "unit": indicator.unit,
        "definition": indicator.definition,
        "records": records,
        "day": scope.day,
        "breakdowns": {
            breakdown.name: [
                {"key": row.key, "label": row.label, "value": row.value, "share": row.share, "records": row.records}
                for row in breakdown.rows
            ]
            for breakdown in indicator.breakdowns(scope)
        },
    }


class _Numbers(DjangoJSONEncoder):
    """Decimals as numbers."""

    def default(self, value):
        from decimal import Decimal

        return float(value) if isinstance(value, Decimal) else super().default(value)
