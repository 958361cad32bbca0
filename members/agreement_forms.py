"""What is typed about the core agreement."""

from django import forms
from django.utils import timezone

from members.models import CoreAgreement, CoreMission
from members.widgets import DayInput
from reporting.indicators import all_indicators


def _today_field(label: str) -> forms.DateField:
    """A day, today unless another is typed."""
    return forms.DateField(label=label, widget=DayInput(), initial=timezone.localdate)


class VersionForm(forms.ModelForm):
    """The text of a draft; `read_at` is when the page was read."""

    read_at = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = CoreAgreement
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["read_at"] = self.instance.updated_at.isoformat()
        self.fields["text"].required = False


class MissionForm(forms.ModelForm):
    """A mission and the figures that tell how it goes."""

    indicators = forms.MultipleChoiceField(
        label="Chiffres", required=False, widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="Ceux que le bilan bilatéral montrera. Plusieurs choix possibles (Ctrl ou Maj).",
    )  # fmt: skip

    class Meta:
        model = CoreMission
        fields = ["code", "title", "purpose", "lead", "expected", "indicators"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3}), "expected": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = [(one.key, one.label) for one in all_indicators()]


class BaseMissions(forms.BaseModelFormSet):
    """The missions of a draft: lines in their order, some of which go."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["ORDER"].label = "Place"
        form.fields["DELETE"].label = "Retirer cette mission"

    def missions(self) -> list[CoreMission]:
        """The missions to keep, in the order asked."""
        return [form.instance for form in self.ordered_forms]


Missions = forms.modelformset_factory(
    CoreMission, form=MissionForm, formset=BaseMissions, extra=2, can_delete=True, can_order=True, max_num=40,
    absolute_max=50,
)  # fmt: skip


class DayForm(forms.Form):
    """The day of an adoption or of an entry into force."""

    on = _today_field("Date")


class SignForm(forms.Form):
    """Who has signed, when, and the signed copy."""

    signatory = forms.CharField(label="Nom et fonction du signataire", max_length=150)
    on = _today_field("Signée le")
    file = forms.FileField(
        label="Exemplaire signé", required=False, help_text="PDF, 20 Mo au plus. Il est gardé en privé.",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )  # fmt: skip


class RefusalForm(forms.Form):
    """Why a region does not sign."""

    reason = forms.CharField(label="Raison du refus", widget=forms.Textarea(attrs={"rows": 3}))
