"""Forms of the network's pages."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from members.models import Organisation, Succession
from members.validators import validate_siret_shape
from members.widgets import DayInput

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


class PublicationForm(forms.Form):
    """What an organisation shows to everybody."""

    published = forms.BooleanField(
        label="Montrer la structure à tous",
        help_text="Son nom, sa commune et ses activités paraissent dans l'annuaire ouvert à tous.",
        required=False,
    )
    website = forms.BooleanField(label="Avec son site web", required=False)
    email = forms.BooleanField(label="Avec son adresse e-mail", required=False)
    phone = forms.BooleanField(label="Avec son téléphone", required=False)

    @classmethod
    def of(cls, organisation: Organisation, data=None) -> "PublicationForm":
        """The form with the organisation's present choices."""
        return cls(
            data,
            initial={
                "published": organisation.published_on is not None,
                "website": organisation.shows_website,
                "email": organisation.shows_email,
                "phone": organisation.shows_phone,
            },
        )


class SuccessionForm(forms.Form):
    """Who takes over from an organisation, how and when."""

    siret = forms.CharField(
        label="SIRET ou SIREN de la structure qui succède",
        help_text="Elle doit être dans l'annuaire : ajoutez-la d'abord si elle est nouvelle.",
        max_length=20,
    )
    kind = forms.ChoiceField(label="Nature", choices=Succession.Kind)
    effective_on = forms.DateField(
        label="Date d'effet",
        help_text="Premier jour où la structure qui succède a tout repris.",
        widget=DayInput(),
    )

    def clean_siret(self):
        """The number without its spaces; the organisation found goes to `successor`."""
        number = "".join(self.cleaned_data["siret"].split())
        known = Q(siret=number) | Q(siren=number) | Q(former_sirets__siret=number)
        found = Organisation.objects.filter(known).distinct().first()
        if found is None:
            raise forms.ValidationError("Aucune structure n'a ce SIRET ni ce SIREN.")
        self.cleaned_data["successor"] = found
        return number


class SiretForm(forms.Form):
    """Another SIRET for the seat."""

    siret = forms.CharField(label="Nouveau SIRET du siège", help_text="14 chiffres, du même SIREN.", max_length=20)
    on = forms.DateField(label="Depuis le", widget=DayInput(), initial=timezone.localdate)
    confirmed = forms.BooleanField(
        label="SIRET vérifié",
        help_text="Cochez si vous avez vérifié un SIRET dont la clé de contrôle est fausse.",
        required=False,
    )

    def clean_siret(self):
        number = "".join(self.cleaned_data["siret"].split())
        validate_siret_shape(number)
        return number
