"""An appeal as it is received, and its answer."""

from django import forms
from django.utils import timezone

from certification.models import Appeal
from members.widgets import DayInput


class AppealForm(forms.Form):
    received_on = forms.DateField(label="Reçu le", widget=DayInput, initial=timezone.localdate)
    grounds = forms.CharField(label="Motifs du recours", max_length=6000, widget=forms.Textarea(attrs={"rows": 8}))


class RulingForm(forms.Form):
    ruling = forms.ChoiceField(label="Suite", choices=Appeal.Ruling.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Réponse motivée", max_length=6000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Une lettre la porte au candidat, par sa structure : dites ce qui a été examiné et pourquoi.",
    )  # fmt: skip
    despite_delay = forms.BooleanField(label="L'examiner malgré le délai dépassé", required=False)
