"""What the dashboard of the use of resources is asked."""

from datetime import date

from django import forms
from django.utils import timezone

from members.domain.territory import region_names
from members.filters import LeanSelect
from members.models import Role
from members.validators import EARLIEST, LATEST
from resources.domain.statistics import Asked
from resources.domain.themes import Branch, flattened, lineage

WRONG_DATE = {"invalid": "La date s'écrit comme 2023-12-31 ou 31/12/2023."}
WRONG_YEAR = {
    "invalid": "L'année est un nombre entier, comme 2023.",
    "min_value": f"L'année doit être comprise entre {EARLIEST} et {LATEST}.",
    "max_value": f"L'année doit être comprise entre {EARLIEST} et {LATEST}.",
}
# What is kept by theme, region or role of each resource is read event by event: a longer period would be long to read.
MOST_DAYS, MOST_DAYS_NARROWED = 1100, 366


class UseForm(forms.Form):
    """A year or two dates, a theme, a region, a role; regional staff are told of the regions that they serve."""

    annee = forms.IntegerField(
        label="Année", min_value=EARLIEST, max_value=LATEST, required=False, error_messages=WRONG_YEAR
    )
    du = forms.DateField(
        label="ou du", required=False, widget=forms.DateInput(attrs={"type": "date"}), error_messages=WRONG_DATE
    )
    au = forms.DateField(
        label="au", required=False, widget=forms.DateInput(attrs={"type": "date"}), error_messages=WRONG_DATE
    )
    theme = forms.ChoiceField(
        label="Thème",
        required=False,
        widget=LeanSelect,
        error_messages={"invalid_choice": "Aucun thème ne porte ce numéro."},
    )
    region = forms.ChoiceField(
        label="Région",
        required=False,
        widget=LeanSelect,
        error_messages={"invalid_choice": "Cette région n'existe pas ou n'est pas la vôtre."},
    )
    qualite = forms.ChoiceField(
        label="Qualité",
        required=False,
        choices=[("", "Toutes"), *((role.value, role.label) for role in Role)],
        error_messages={"invalid_choice": "Aucune qualité ne porte ce nom."},
    )

    def __init__(self, data, *, user, branches: list[Branch], year: int):
        data = data.copy()
        if not data.get("annee") and not data.get("du") and not data.get("au"):
            data["annee"] = str(year)
        super().__init__(data)
        self.branches = branches
        self.everywhere = user.is_national or user.is_board
        names = region_names()
        own = {code: names[code] for code in sorted(user.region_codes, key=names.get)}
        self.own = tuple(own)
        everything = [("", "Toutes")] if self.everywhere else [("", "Mes régions")] if len(own) > 1 else []
        self.fields["region"].choices = [*everything, *(names if self.everywhere else own).items()]
        self.fields["theme"].choices = [
            ("", "Tous"),
            *((str(one.theme.pk), f"{'— ' * one.depth}{one.theme.name}") for one in flattened(branches)),
        ]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        first, last = data.get("du"), data.get("au")
        if first or last:
            first = first or date(last.year, 1, 1)
            last = last or max(first, timezone.localdate())
            if first > last:
                self.add_error("au", "La fin de la période vient avant son début.")
            elif (last - first).days > MOST_DAYS:
                self.add_error("au", "La période ne peut pas dépasser trois ans.")
            elif (last - first).days >= MOST_DAYS_NARROWED and self._narrowed(data):
                self.add_error("au", "Avec un thème, une région ou une qualité, la période ne peut pas dépasser un an.")
        else:
            first, last = date(data["annee"], 1, 1), date(data["annee"], 12, 31)
        data["first"], data["last"] = first, last
        return data

    def _narrowed(self, data: dict) -> bool:
        return not self.everywhere or any(data.get(name) for name in ("theme", "region", "qualite"))

    @property
    def year(self) -> int | None:
        """The calendar year that is asked for, None for another period."""
        data = self.cleaned_data
        whole = (date(data["last"].year, 1, 1), date(data["last"].year, 12, 31))
        return data["last"].year if (data["first"], data["last"]) == whole else None

    @property
    def chosen_theme(self) -> Branch | None:
        chosen = self.cleaned_data["theme"]
        return lineage(self.branches, int(chosen))[-1] if chosen else None

    def asked(self) -> Asked:
        """The question; the form must be valid."""
        data, theme = self.cleaned_data, self.chosen_theme
        regions = (data["region"],) if data["region"] else None if self.everywhere else self.own
        return Asked(
            first=data["first"],
            last=data["last"],
            themes=tuple(one.theme.pk for one in flattened([theme])) if theme else None,
            regions=regions,
            role=data["qualite"] or None,
        )
