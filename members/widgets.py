"""Widgets that forms share."""

from django import forms


class DayInput(forms.DateInput):
    """A day, typed or picked; browsers want it as ISO says it."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
