"""What tells people from programs on forms that anybody may send."""

import time

from django import forms
from django.core import signing

# Nobody reads and fills a form in less: a program does.
LEAST_SECONDS = 4
MOST_SECONDS = 24 * 3600
_SALT = "members.application"


class PublicForm(forms.Form):
    """A form with a field that people do not see, and the signed hour at which it was opened."""

    fax = forms.CharField(label="Ne remplissez pas ce champ", required=False)
    opened = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fax"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.initial.setdefault("opened", signing.dumps(int(time.time()), salt=_SALT))

    def clean_opened(self):
        try:
            opened = signing.loads(self.cleaned_data["opened"], salt=_SALT)
        except signing.BadSignature:
            raise forms.ValidationError("Le formulaire est abîmé : rechargez la page.") from None
        spent = time.time() - opened
        if spent < LEAST_SECONDS:
            raise forms.ValidationError("Le formulaire est parti trop vite : vérifiez-le, puis envoyez-le à nouveau.")
        if spent > MOST_SECONDS:
            raise forms.ValidationError("Le formulaire a été ouvert il y a trop longtemps : envoyez-le à nouveau.")
        return opened

    @property
    def is_of_program(self) -> bool:
        """Whether the field that people do not see was filled."""
        return bool(self.cleaned_data.get("fax"))

    def reopen(self) -> None:
        """Before an invalid form is shown again: its hour starts anew, and what is wrong with it is said above."""
        if "opened" in self.errors:
            self.add_error(None, self.errors["opened"][0])
        self.data = self.data.copy()
        self.data["opened"] = signing.dumps(int(time.time()), salt=_SALT)
