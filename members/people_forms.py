"""Forms of the people of an organisation: colleagues, corrections, what one receives."""

import json

from django import forms
from django.core import signing

from members.domain.people.corrections import legal_data
from members.domain.people.details import FREE, details_of
from members.models import ChangeRequest, Contact, Organisation

_SALT = "members.details"


class InviteForm(forms.Form):
    """Somebody to whom the portal is opened."""

    full_name = forms.CharField(label="Nom complet", max_length=150, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(label="Adresse e-mail", help_text="Personnelle ou professionnelle, lue par elle seule.")
    function = forms.ChoiceField(label="Fonction", choices=Contact.Function, initial=Contact.Function.OTHER)
    manages = forms.BooleanField(
        label="Gère la structure", required=False, help_text=Contact._meta.get_field("manages").help_text
    )
    contact = forms.IntegerField(required=False, widget=forms.HiddenInput)


class FunctionForm(forms.Form):
    """What a colleague does, and whether they manage."""

    function = forms.ChoiceField(label="Fonction", choices=Contact.Function)
    manages = forms.BooleanField(label="Gère la structure", required=False)


class DetailsForm(forms.ModelForm):
    """What people change by themselves; the form carries, signed, the values that it showed."""

    activities = forms.CharField(
        label="Activités", required=False, widget=forms.Textarea({"rows": 3}), help_text="Une par ligne, 12 au plus."
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Organisation
        fields = FREE

    def __init__(self, *args, instance: Organisation, **kwargs):
        self.current = details_of(instance)
        initial = {"activities": "\n".join(instance.activities), "seen": as_seen(self.current)}
        # A copy: what is typed must not be written on the organisation that the rest of the page shows.
        super().__init__(*args, instance=Organisation.objects.get(pk=instance.pk), initial=initial, **kwargs)

    def clean_activities(self):
        lines = (" ".join(line.split()) for line in self.cleaned_data["activities"].splitlines())
        activities = list(dict.fromkeys(filter(None, lines)))
        if len(activities) > 12 or any(len(activity) > 60 for activity in activities):
            raise forms.ValidationError("Douze activités au plus, de soixante caractères chacune.")
        return activities

    def clean_seen(self):
        try:
            return json.loads(signing.loads(self.cleaned_data["seen"], salt=_SALT))
        except signing.BadSignature:
            raise forms.ValidationError("Cette page n'est plus valable : rouvrez-la.") from None

    def typed(self) -> dict:
        return {name: self.cleaned_data[name] for name in FREE}

    def shown_again(self, current: dict) -> list[dict]:
        """What was typed beside what is kept now, in words, for the fields of `current`; the form may be saved as it is,
        once both are seen."""
        self.data = self.data.copy()
        self.data["seen"] = as_seen(details_of(Organisation.objects.get(pk=self.instance.pk)))
        return [
            {"label": self.fields[name].label, "typed": _said(self.cleaned_data[name]), "kept": _said(value)}
            for name, value in current.items()
        ]


class CorrectionForm(forms.ModelForm):
    """Legal data as the organisation asks them to be."""

    reason = forms.CharField(
        label="Pourquoi",
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        help_text="Un déménagement, une erreur… L'équipe nationale vous répond par mail.",
    )

    class Meta:
        model = Organisation
        fields = ChangeRequest.LEGAL

    def __init__(self, *args, instance: Organisation, **kwargs):
        super().__init__(*args, instance=Organisation.objects.get(pk=instance.pk), **kwargs)
        self.fields["siret"].widget.attrs["inputmode"] = "numeric"

    def clean_siret(self):
        return "".join(self.cleaned_data["siret"].split())

    def _post_clean(self):
        """The domain says what can be asked: uniqueness and keys, in its words."""

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in legal_data(self.instance)}


def as_seen(values: dict) -> str:
    """Values as a form carries them: signed, so that nobody pretends to have read others."""
    return signing.dumps(json.dumps(values), salt=_SALT)


def _said(value) -> str:
    return "\n".join(value) if isinstance(value, list) else value
