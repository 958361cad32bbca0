"""What forms of several concepts are made of."""

from django import forms


class DayInput(forms.DateInput):
    """A day, typed or picked; browsers want it as 2026-01-31."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class ReasonForm(forms.Form):
    """Why something is done or undone."""

    reason = forms.CharField(label="Motif", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
