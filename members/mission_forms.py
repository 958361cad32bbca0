"""What is typed about delegated missions and their reports."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import capfirst

from members.domain.missions.files import DELIVERED
from members.domain.missions.preparing import PART_FIELDS, Part
from members.domain.missions.reports import spent_lines, value_lines
from members.models import BudgetLine, DelegatedMission, Deliverable, Instalment, MissionReport
from members.money_forms import MoneyField
from members.widgets import DayInput
from reporting.indicators import all_indicators


def _day_field(label: str, **kwargs) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **kwargs)


class MissionForm(forms.ModelForm):
    """The facts of a mission; `read_at` is when the page was read."""

    starts = _day_field("Premier jour")
    ends = _day_field("Dernier jour")
    indicator_keys = forms.MultipleChoiceField(
        label="Indicateurs",
        help_text="Les bilans en disent la valeur, à côté du chiffre du portail.",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "boxes"}),
    )
    read_at = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ["title", "purpose", "carrier", "region", "starts", "ends", "steering", "indicator_keys", "read_at"]

    class Meta:
        model = DelegatedMission
        fields = ["title", "purpose", "carrier", "region", "steering", "indicator_keys"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator_keys"].choices = [(one.key, one.label) for one in all_indicators()]
        mission = self.instance
        if mission.pk:
            self.initial["starts"] = mission.validity.lower
            self.initial["ends"] = mission.validity.upper - timedelta(days=1)
            self.initial["read_at"] = mission.updated_at.isoformat()
            if mission.agreed_on:
                for name in ("carrier", "region"):
                    self.fields[name].disabled = True

    def clean(self):
        data = super().clean()
        if data.get("starts") and data.get("ends"):
            if data["ends"] < data["starts"]:
                self.add_error("ends", "Le dernier jour précède le premier.")
            else:
                data["validity"] = DateRange(data["starts"], data["ends"] + timedelta(days=1))
        return data

    def _post_clean(self):
        """Nothing is written on the instance that the page shows: the domain writes on the one that it locks."""

    def written(self) -> dict:
        """What was typed, as the domain takes it."""
        names = ("title", "purpose", "carrier", "region", "validity", "steering", "indicator_keys")
        return {name: self.cleaned_data[name] for name in names}


class FigureField(MoneyField):
    """A number as people type it, without useless zeros when it comes back."""

    def prepare_value(self, value):
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


def _typed_field(field: models.Field, **kwargs) -> forms.Field:
    """Days and amounts as people type them."""
    if isinstance(field, models.DecimalField):
        return MoneyField(label=capfirst(field.verbose_name), min_value=0)
    if isinstance(field, models.DateField):
        kwargs["widget"] = DayInput()
    return field.formfield(**kwargs)


def _part_formset(model, extra: int):
    return forms.inlineformset_factory(
        DelegatedMission, model, fields=PART_FIELDS[model], extra=extra, formfield_callback=_typed_field, max_num=200,
        absolute_max=220,
    )  # fmt: skip


# Each part of a mission on its page: the prefix of its fields, its title, its model and the empty lines that wait.
PARTS = [
    ("budget", "Budget", BudgetLine, 3),
    ("versements", "Versements", Instalment, 1),
    ("livrables", "Livrables", Deliverable, 1),
    ("bilans", "Bilans attendus", MissionReport, 0),
]
_FORMSETS = {model: _part_formset(model, extra) for _, _, model, extra in PARTS}


def part_formsets(mission: DelegatedMission, data=None) -> list[tuple[str, forms.BaseInlineFormSet]]:
    """The parts of a mission, each with its title."""
    found = []
    for prefix, title, model, _ in PARTS:
        formset = _FORMSETS[model](data, instance=mission, prefix=prefix)
        formset.can_delete_extra = False
        found.append((title, formset))
    return found


def part_of(formset: forms.BaseInlineFormSet) -> Part:
    """What a valid formset asks for."""
    written = formset.save(commit=False)
    return Part(PART_FIELDS[formset.model], written, list(formset.deleted_objects))


class ReasonForm(forms.Form):
    """Why a mission stops or is declined."""

    reason = forms.CharField(label="Motif", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class PaidForm(forms.Form):
    """The day of a payment."""

    paid_on = _day_field("Versé le")


class AgreementForm(forms.Form):
    """The signed agreement."""

    file = forms.FileField(
        label="Convention signée",
        help_text="PDF, 20 Mo au plus",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )


class DeliverableForm(forms.Form):
    """The file of a deliverable, if it has one."""

    file = forms.FileField(
        label="Fichier",
        help_text="20 Mo au plus ; facultatif",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in sorted(DELIVERED))}),
        error_messages={"empty": "Ce fichier est vide."},
    )


class AnswerForm(forms.Form):
    """What the national team answers to a report."""

    answer = forms.CharField(
        label="Réponse", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nécessaire pour demander un complément.",
    )  # fmt: skip


class ReportForm(forms.Form):
    """What a carrier types of a report: a field for each line of the budget and each indicator of the mission."""

    narrative = forms.CharField(
        label="Ce qui a été fait", max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 12})
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, report: MissionReport):
        super().__init__(data, auto_id=f"bilan{report.pk}_%s")
        self.initial = {"narrative": report.narrative, "version": report.version}
        self.spent, self.valued = spent_lines(report), value_lines(report)
        for one in self.spent:
            self._money(f"spent_{one.line.pk}", f"Réalisé : {one.line.label}", one.amount)
            name = f"reason_{one.line.pk}"
            self.fields[name] = forms.CharField(
                label=f"Motif de l'écart : {one.line.label}", max_length=1000, required=False
            )
            self.initial[name] = one.reason
        for one in self.valued:
            name = f"value_{one.key}"
            self.fields[name] = FigureField(
                label=f"{one.label} ({one.unit})" if one.unit else one.label, required=False, min_value=0
            )

            self.initial[name] = one.value
        self._money("carried_over", "Solde reporté sur l'année suivante (€)", report.carried_over)
        self._money("to_repay", "Solde à rembourser (€)", report.to_repay)

    def _money(self, name: str, label: str, value: Decimal | None) -> None:
        self.fields[name] = MoneyField(label=label, required=False, min_value=0)
        self.initial[name] = value

    @property
    def spent_rows(self):
        """A line of the budget with its two fields."""
        return [(one, self[f"spent_{one.line.pk}"], self[f"reason_{one.line.pk}"]) for one in self.spent]

    @property
    def value_rows(self):
        """An indicator with its field."""
        return [(one, self[f"value_{one.key}"]) for one in self.valued]

    def typed(self) -> dict:
        """The fields that are right, as the domain takes them: one that is wrong is left as it was kept."""
        data = self.cleaned_data
        found = {name: data[name] for name in ("narrative", "carried_over", "to_repay") if name in data}
        spent = {
            str(one.line.pk): {
                "amount": _text(data[f"spent_{one.line.pk}"], 2),
                "reason": data[f"reason_{one.line.pk}"],
            }
            for one in self.spent
            if f"spent_{one.line.pk}" in data and f"reason_{one.line.pk}" in data
        }
        values = {one.key: _text(data[f"value_{one.key}"]) for one in self.valued if f"value_{one.key}" in data}
        # What was empty and stays so is not written; what is emptied is.
        lines = {str(one.line.pk) for one in self.spent if one.amount is not None or one.reason}
        keys = {one.key for one in self.valued if one.value is not None}
        found["spent"] = {line: one for line, one in spent.items() if one["amount"] or one["reason"] or line in lines}
        found["values"] = {key: value for key, value in values.items() if value is not None or key in keys}
        return found


def _text(value: Decimal | None, decimals: int | None = None) -> str | None:
    """A number as reports keep it: always the same text for the same number."""
    if value is None:
        return None
    return f"{value:.{decimals}f}" if decimals is not None else f"{value.normalize():f}"
