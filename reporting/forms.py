"""Questions put to the figures and reports pages."""

from django import forms
from django.utils import timezone

from members.models import Region
from reporting.indicators import Scope
from reporting.indicators.scope import EARLIEST, LATEST


class ScopeForm(forms.Form):
    """A year, a region and a day, read from the address."""

    annee = forms.IntegerField(
        label="Année",
        min_value=EARLIEST,
        max_value=LATEST,
        required=False,
        error_messages={"invalid": "L'année est un nombre entier, comme 2023."},
    )
    region = forms.ModelChoiceField(
        queryset=Region.objects.all(), label="Région", required=False, empty_label="Tout le réseau"
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
            data["annee"] = str(timezone.localdate().year - 1)
        super().__init__(data, **kwargs)

    def scope(self) -> Scope:
        """What is asked; the form must be valid."""
        region, day = self.cleaned_data["region"], self.cleaned_data["au"]
        return Scope(self.cleaned_data["annee"], region.pk if region else None, day)

    def clean(self):
        data = super().clean()
        if data.get("au") and data.get("annee") and data["au"].year != data["annee"]:
            self.add_error("au", "La date doit être dans l'année choisie.")
        return data


class ReportForm(forms.Form):
    """The report to make: a year, and a region or the whole network."""

    annee = forms.IntegerField(label="Année", min_value=EARLIEST, max_value=LATEST)
    region = forms.ModelChoiceField(
        queryset=Region.objects.all(), label="Région", required=False, empty_label="Rapport national"
    )
