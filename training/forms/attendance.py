"""What is typed about attendance."""

from django import forms
from django.utils import timezone

from members.widgets import DayInput
from training.models import Slot


class SheetForm(forms.Form):
    """A signed sheet that came back, and the half-days for which it stands."""

    file = forms.FileField(label="Feuille signée", help_text="Un PDF ou une photo, 10 Mo au plus.")
    slots = forms.ModelMultipleChoiceField(
        label="Demi-journées", queryset=Slot.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez les demi-journées que la feuille porte."},
    )  # fmt: skip

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slots"].queryset = session.slots.order_by("day", "starts_at")


class AbandonmentForm(forms.Form):
    """The last day of somebody who gave up, and why."""

    on = forms.DateField(label="Dernier jour", widget=DayInput, initial=timezone.localdate)
    reason = forms.CharField(label="Motif", max_length=300)
