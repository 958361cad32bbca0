"""The day at which the file of the network is asked for."""

from datetime import date

from django import forms
from django.utils import timezone

from members.widgets import DayInput


class DayForm(forms.Form):
    """A day, today where none is given; a day to come tells nothing."""

    au = forms.DateField(label="Situation au", widget=DayInput())

    def __init__(self, data):
        data = data.copy()
        data["au"] = data.get("au") or timezone.localdate().isoformat()
        super().__init__(data)

    def clean_au(self):
        found = self.cleaned_data["au"]
        if found > timezone.localdate():
            raise forms.ValidationError("Choisissez un jour passé, ou aujourd'hui.")
        return found

    @property
    def day(self) -> date:
        """The day asked for; the form must be valid."""
        return self.cleaned_data["au"]
