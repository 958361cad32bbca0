"""What is typed about checks, their points and what they find."""

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from certification.domain.checks.answers import Written
from certification.domain.checks.findings import PROOFS
from certification.models import AccreditationCheck, CheckAnswer, ChecklistQuestion, Finding, Mandate, Official
from members.widgets import DayInput


def long_text(label: str, rows: int = 4, **kwargs) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def _controllers():
    """Whoever has ever had a mandate of controller: why one may not make a check is told when it is asked."""
    return Official.objects.filter(mandates__role=Mandate.Role.CONTROLLER).distinct().order_by("full_name")


class PlanForm(forms.Form):
    """When, how and by whom a check is made."""

    planned_on = forms.DateField(label="Date du contrôle", widget=DayInput())
    kind = forms.ChoiceField(label="Forme", choices=AccreditationCheck.Kind)
    trigger = forms.ChoiceField(label="Origine", choices=AccreditationCheck.Trigger)
    controller = forms.ModelChoiceField(
        label="Contrôleur", queryset=Official.objects.none(), required=False, empty_label="À choisir plus tard"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["controller"].queryset = _controllers()

    def written(self) -> dict:
        """What was typed, as the domain takes it."""
        data = self.cleaned_data
        return {
            "on": data["planned_on"], "kind": data["kind"], "trigger": data["trigger"],
            "controller": data["controller"],
        }  # fmt: skip


class AnswerForm(forms.Form):
    """A point of the check-list. What the page showed is posted with it, so that only what changed is saved."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    verdict = forms.ChoiceField(
        label="Constat", required=False, choices=CheckAnswer.Verdict, widget=forms.RadioSelect, show_hidden_initial=True
    )
    comment = forms.CharField(
        label="Commentaire", required=False, strip=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        show_hidden_initial=True,
    )  # fmt: skip

    def __init__(self, data=None, *, question: ChecklistQuestion, answer: CheckAnswer):
        initial = {"version": answer.version, "verdict": answer.verdict, "comment": answer.comment}
        super().__init__(data, prefix=f"q{question.pk}", initial=initial)

    @property
    def has_news(self) -> bool:
        """Whether something else than the version was typed."""
        return any(name != "version" for name in self.changed_data)

    def written(self, at: str = "") -> Written:
        """What was typed, as the domain takes it; `at` is when, as a tablet says it, in ISO 8601."""
        try:
            moment = parse_datetime(at)
        except ValueError:
            moment = None
        if moment and timezone.is_naive(moment):
            moment = None
        data = self.cleaned_data
        return Written(data["verdict"], data["comment"].replace("\r\n", "\n"), moment)

    def seen_again(self, version: int) -> None:
        """Whoever saves again has seen the other's words: the version becomes that which they are."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version


class CarriedOutForm(forms.Form):
    """The day of a check."""

    on = forms.DateField(label="Effectué le", widget=DayInput())


class SummaryForm(forms.Form):
    summary = long_text("Synthèse", 8, max_length=6000)


class ObservationsForm(forms.Form):
    text = long_text("Vos observations", 6, max_length=6000)


class ReasonForm(forms.Form):
    """Why a check is cancelled, or brought before the committee."""

    reason = long_text("Motif", 3, max_length=2000)


class FindingForm(forms.Form):
    """A gap, and the action asked for it."""

    severity = forms.ChoiceField(label="Gravité", choices=Finding.Severity)
    text = long_text("Écart constaté", max_length=2000)
    action = long_text(
        "Action demandée", max_length=2000, required=False, help_text="Vide pour un écart signalé sans suite."
    )
    due_on = forms.DateField(label="Pour le", widget=DayInput(), required=False)

    def clean(self):
        data = super().clean()
        if data.get("action") and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Une action demandée a une date.")
        return data


class FindingAnswerForm(forms.Form):
    """What the structure did, with a proof."""

    answer = long_text("Ce qui a été fait", max_length=2000)
    proof = forms.FileField(
        label="Preuve", required=False, help_text="PDF, image ou document, 20 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in PROOFS)}),
        error_messages={"empty": "Ce fichier est vide."},
    )  # fmt: skip


class MissingForm(forms.Form):
    missing = long_text("Ce qui manque encore", 3, max_length=2000)
