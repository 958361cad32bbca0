"""What is typed about certificates."""

from django import forms


class ReasonForm(forms.Form):
    """Why a duplicate is handed out, or a certificate revoked."""

    reason = forms.CharField(label="Motif", max_length=300, widget=forms.TextInput)


class HolderForm(forms.Form):
    """The name that a visitor reads on a paper."""

    birth_name = forms.CharField(
        label="Nom de naissance écrit sur le document", max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
