"""Questions put to the figures and reports pages."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.domain.territory import region_names
from members.models import Region
from members.validators import EARLIEST, LATEST
from reporting.indicators import Scope

YEAR_ERRORS = {
    "invalid": "L'année est un nombre entier, comme 2023.",
    "min_value": f"L'année doit être comprise entre {EARLIEST} et {LATEST}.",
    "max_value": f"L'année doit être comprise entre {EARLIEST} et {LATEST}.",
}


class ScopeForm(forms.Form):
    """A year, a region and a day, read from the address."""

    annee = forms.IntegerField(
        label="Année",
        min_value=EARLIEST,
        max_value=LATEST,
        required=False,
        error_messages=YEAR_ERRORS,
    )
    region = forms.ChoiceField(
        choices=lambda: [("", "Tout le réseau"), *region_names().items()],
        label="Région",
        required=False,
        error_messages={"invalid_choice": "Aucune région ne porte le code %(value)s."},
    )
    au = forms.DateField(
        label="À la date du",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "La date s'écrit comme 2023-12-31 ou 31/12/2023."},
    )

    def __init__(self, data=None, **kwargs):
        data = data.copy() if data is not None else {}
        if not data.get("annee"):
            data["annee"] = self._year_of(data.get("au")) or str(timezone.localdate().year - 1)
        super().__init__(data, **kwargs)

    def _year_of(self, day: str | None) -> str:
        """The year that a date alone says, if it is one."""
        try:
            found = self.base_fields["au"].clean(day)
        except ValidationError:
            return ""
        return str(found.year) if found else ""

    def scope(self) -> Scope:
        """What is asked; the form must be valid."""
        return Scope(self.cleaned_data["annee"], self.cleaned_data["region"] or None, self.cleaned_data["au"])

    def clean(self):
        data = super().clean()
        if data.get("au") and data.get("annee") and data["au"].year != data["annee"]:
            self.add_error("au", "La date doit être dans l'année choisie.")
        return data


class ReportForm(forms.Form):
    """The report to make: a year, and a region or the whole network."""

    annee = forms.IntegerField(label="Année", min_value=EARLIEST, max_value=LATEST, error_messages=YEAR_ERRORS)
    region = forms.ModelChoiceField(
        queryset=Region.objects.all(),
        label="Région",
        required=False,
        empty_label="Rapport national",
        error_messages={"invalid_choice": "Aucune région ne porte le code %(value)s."},
    )
