"""What is typed about the flow to the Caisse des Dépôts."""

from django import forms

from certification.domain.deposits.reports import LARGEST
from certification.domain.deposits.schema import NotASchema, schema_of
from certification.models import DepositAccount
from members.widgets import DayInput


class SentForm(forms.Form):
    """The day on which a file was handed in."""

    on = forms.DateField(label="Déposé le", widget=DayInput())


class ReportForm(forms.Form):
    """A processing report as the portal of certifiers gives it."""

    file = forms.FileField(
        label="Compte rendu de traitement", help_text="Le fichier XML tel que reçu, 20 Mo au plus",
        widget=forms.FileInput(attrs={"accept": ".xml"}),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )  # fmt: skip

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Ce fichier dépasse 20 Mo : ce n'est pas un compte rendu.")
        return file


class AccountForm(forms.ModelForm):
    """The account; its schema is read before it is kept."""

    class Meta:
        model = DepositAccount
        fields = ["client_id", "contract_id", "certifier_id", "trusted_third_party", "version", "schema"]

    def clean_schema(self):
        file = self.cleaned_data["schema"]
        if file and "schema" in self.changed_data:
            try:
                schema_of(file.read())
            except NotASchema as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
            file.seek(0)
        return file
