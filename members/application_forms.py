"""Forms of applications: as anybody fills them, and as they are examined."""

import time

from django import forms
from django.core import signing
from django.utils import timezone
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fr import siret

from members.domain.territory import department_names
from members.filters import LeanSelect
from members.models import Department, MembershipApplication

# Nobody reads and fills this form in less: a program does.
LEAST_SECONDS = 4
MOST_SECONDS = 24 * 3600
_SALT = "members.application"


class ApplicationForm(forms.ModelForm):
    """The public form; a field that people do not see and a signed hour tell programs from people."""

    siret = forms.CharField(
        label="SIRET du siège",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    department = forms.ChoiceField(label="Département", widget=LeanSelect)
    charter = forms.BooleanField(label="Notre structure partage la charte du réseau")
    fax = forms.CharField(label="Ne remplissez pas ce champ", required=False)
    opened = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = MembershipApplication
        fields = [
            "kind", "name", "siret", "legal_form", "address", "postcode", "city", "department", "activities", "website",
            "insertion_fte", "permanent_fte", "contact_name", "contact_function", "email", "phone", "message",
        ]  # fmt: skip
        widgets = {
            "message": forms.Textarea(attrs={"rows": 5}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(code, f"{name} ({code})") for code, name in department_names().items()]
        self.fields["department"].choices = [("", "Choisir"), *choices]
        self.fields["fax"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.initial.setdefault("opened", signing.dumps(int(time.time()), salt=_SALT))

    def clean_siret(self):
        typed = "".join(self.cleaned_data["siret"].split())
        try:
            return siret.validate(typed)
        except NumberError:
            raise forms.ValidationError(
                "Ce SIRET n'est pas valable : il compte quatorze chiffres, dont une clé. Vérifiez-le."
            ) from None

    def clean_department(self):
        return Department.objects.get(code=self.cleaned_data["department"])

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


class OpinionForm(forms.Form):
    opinion = forms.ChoiceField(label="Avis", choices=MembershipApplication.Opinion, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Motif", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nécessaire pour un avis réservé ou défavorable.",
    )  # fmt: skip


class AcceptanceForm(forms.Form):
    year = forms.TypedChoiceField(label="Première année d'adhésion", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["year"].choices = [
            (today.year, f"{today.year}, au prorata du trimestre"), (today.year + 1, f"{today.year + 1}"),
        ]  # fmt: skip
        # Who arrives in the last months of a year usually joins for the next one.
        self.fields["year"].initial = today.year + (today.month >= 9)
