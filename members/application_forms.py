"""Forms of applications: as anybody fills them, and as they are examined."""

from django import forms
from django.utils import timezone
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fr import siret

from members.domain.territory import department_names
from members.filters import LeanSelect
from members.models import Department, MembershipApplication
from members.public_forms import PublicForm


class ApplicationForm(PublicForm, forms.ModelForm):
    """The public form."""

    siret = forms.CharField(
        label="SIRET du siège",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    department = forms.ChoiceField(label="Département", widget=LeanSelect)
    charter = forms.BooleanField(label="Notre structure partage la charte du réseau")

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
