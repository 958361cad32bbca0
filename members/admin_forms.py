"""Forms of the admin: a SIRET whose key fails is a warning that staff may confirm; an account is an invitation."""

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.core.exceptions import ValidationError

from members.models import Establishment, Organisation, User
from members.validators import siret_key_is_right


class ConfirmedSiretForm(forms.ModelForm):
    """Refuse a SIRET whose key is wrong until staff say that they have checked it."""

    def clean(self):
        data = super().clean()
        number = data.get("siret")
        if number and not siret_key_is_right(number) and not data.get("siret_confirmed"):
            self.add_error(
                "siret",
                ValidationError(
                    "La clé de contrôle de ce SIRET est fausse. S'il est exact, cochez « SIRET vérifié ».",
                    code="siret_key",
                ),
            )
        return data


class OrganisationForm(ConfirmedSiretForm):
    class Meta:
        model = Organisation
        fields = [
            "name",
            "siren",
            "siret",
            "siret_confirmed",
            "legal_form",
            "address",
            "postcode",
            "city",
            "commune",
            "department",
            "website",
            "email",
            "phone",
            "activities",
            "closed_on",
        ]


class EstablishmentForm(ConfirmedSiretForm):
    class Meta:
        model = Establishment
        fields = [
            "organisation",
            "siret",
            "siret_confirmed",
            "kind",
            "name",
            "address",
            "postcode",
            "city",
            "department",
            "active",
        ]


class InvitationForm(forms.ModelForm):
    """Open an account: the person receives a link by which they choose a password."""

    class Meta:
        model = User
        fields = ["email", "full_name", "is_staff"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, commit=True):
        user = super().save(commit=False)
        user.set_unusable_password()
        if commit:
            user.save()
        return user


def invite(request, user: User) -> None:
    """Mail the link by which an invited person chooses a password."""
    form = ResetPasswordForm({"email": user.email})
    if form.is_valid():
        form.save(request)
