"""Forms of what staff do for the quality of the records: merging, keeping a search, writing to its people."""

from django import forms
from django.utils.text import capfirst

from members.domain.quality.merge import FIELDS, KEPT, SOURCE, years_to_choose
from members.models import BulkMail, Contact, Organisation
from reporting.french import cell

_KINDS = {"memberships": "Adhésion", "returns": "Données déclarées"}


class MergeForm(forms.Form):
    """For each thing that two records say differently, which of them is right."""

    def __init__(self, *args, kept: Organisation, source: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept, self.source = kept, source
        for name in FIELDS:
            field, mine, theirs = Organisation._meta.get_field(name), getattr(kept, name), getattr(source, name)
            if mine == theirs:
                continue
            # An empty value is never right against another one, unless somebody says so.
            initial = SOURCE if not mine and theirs and name != "closed_on" else KEPT
            words = dict(field.flatchoices)
            labels = [(side, _said(words.get(v, v) if words else v)) for side, v in ((KEPT, mine), (SOURCE, theirs))]
            self._choice(name, capfirst(field.verbose_name), labels, initial)
        for name, years in years_to_choose(kept, source).items():
            for year in years:
                label = f"{_KINDS[name]} {year}"
                rows = [getattr(one, name).get(year=year) for one in (kept, source)]
                labels = [(side, _row(row)) for side, row in zip((KEPT, SOURCE), rows, strict=True)]
                self._choice(f"{name}_{year}", label, labels, None)

    def _choice(self, name: str, label: str, labels: list, initial: str | None) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=labels,
            initial=initial,
            widget=forms.RadioSelect,
            error_messages={"required": "Choisissez laquelle garder."},
        )

    def choices(self) -> dict:
        """As the domain asks them."""
        years: dict = {"memberships": {}, "returns": {}}
        fields = {}
        for name, side in self.cleaned_data.items():
            kind, _, year = name.rpartition("_")
            if kind in years:
                years[kind][int(year)] = side
            else:
                fields[name] = side
        return {"fields": fields, "years": years}


def _said(value) -> str:
    return (", ".join(value) if isinstance(value, list) else str(cell(value))) or "(vide)"


def _row(row) -> str:
    if hasattr(row, "insertion_fte"):
        return f"{cell(row.insertion_fte)} ETP d'insertion, {cell(row.permanent_fte)} permanents ({row.organisation})"
    return f"{row.get_kind_display()}, {row.get_state_display()}, {cell(row.validity)} ({row.organisation})"


class BulkMailForm(forms.ModelForm):
    """A text for the people of a search."""

    functions = forms.MultipleChoiceField(
        label="Fonctions",
        choices=Contact.Function,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucune : toutes les fonctions.",
    )

    class Meta:
        model = BulkMail
        fields = ["kind", "functions", "subject", "text"]
        widgets = {"text": forms.Textarea({"rows": 12})}
        help_texts = {"kind": "Chacun peut arrêter les informations, les rencontres et les enquêtes."}
