"""Forms of the network's pages."""

from django import forms

MAX_BYTES = 20 * 1024 * 1024


class ImportForm(forms.Form):
    """A workbook to import."""

    file = forms.FileField(
        label="Classeur",
        help_text="XLSX ou CSV, 20 Mo au plus",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("Ce fichier dépasse 20 Mo : coupez-le en plusieurs.")
        return file
