"""What a search may be narrowed to, as the address says it."""

from django import forms

from members.domain.territory import region_names
from members.filters import LeanSelect
from resources.domain.search import Asked, tidy
from resources.models import Audience, Format, Resource

LINK = ("link", "lien")
PERIODS = [("1", "depuis un an"), ("3", "depuis trois ans"), ("5", "depuis cinq ans")]
ORDERS = [("recentes", "les plus récentes"), ("telechargees", "les plus téléchargées"), ("titre", "par titre")]


def _regions() -> list[tuple[str, str]]:
    return [("", "Toutes"), *region_names().items()]


class SearchForm(forms.Form):
    """Words, filters and order; the same serve the page, its export and its address."""

    q = forms.CharField(
        label="Que cherchez-vous ?",
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": "convention, CDDI, modèle de contrat…",
                "autocomplete": "off",
                "enterkeyhint": "search",
                "data-search": "",
            }
        ),
    )
    nature = forms.ChoiceField(
        label="Nature", choices=[("", "Toutes"), *Resource.Kind.choices], required=False, widget=LeanSelect
    )
    theme = forms.RegexField(r"^\d{0,9}$", label="Thème", required=False, error_messages={"invalid": "Thème inconnu."})
    region = forms.ChoiceField(label="Territoire", choices=_regions, required=False, widget=LeanSelect)
    format = forms.ChoiceField(
        label="Format", choices=[("", "Tous"), *Format.choices, LINK], required=False, widget=LeanSelect
    )
    public = forms.ChoiceField(
        label="Ouverte à", choices=[("", "Tous"), *Audience.choices], required=False, widget=LeanSelect
    )
    depuis = forms.ChoiceField(
        label="Date", choices=[("", "Toutes dates"), *PERIODS], required=False, widget=LeanSelect
    )
    tri = forms.ChoiceField(label="Trier", choices=[("", "pertinence"), *ORDERS], required=False, widget=LeanSelect)
    page = forms.IntegerField(min_value=1, max_value=5000, required=False)
    exact = forms.BooleanField(required=False)

    FACETS = {"nature": "kind", "theme": "theme", "region": "region", "format": "format", "public": "audience"}

    def asked(self) -> Asked:
        """The search that the address asks for; the form is valid."""
        found = self.cleaned_data
        return Asked(
            text=tidy(found["q"]),
            kind=found["nature"],
            theme=found["theme"],
            region=found["region"],
            format=found["format"],
            audience=found["public"],
            since=found["depuis"],
            order=found["tri"],
            page=found["page"] or 1,
            exact=found["exact"],
        )
