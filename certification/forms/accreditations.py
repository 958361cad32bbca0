"""What is typed about accreditations: a request in sections, and what the team answers to it."""

from django import forms
from django.utils import timezone

from certification.domain.accreditations.deciding import OUTCOMES, Decision, proposed_dates
from certification.domain.accreditations.sections import Section, version_of
from certification.models import Accreditation, Certification
from members.domain.uploads import STARTS
from members.models import Organisation, User
from members.widgets import DayInput

AREA = {"rows": 4}


def _text(label: str, **kwargs) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs=AREA), **kwargs)


def _day(label: str, **kwargs) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **kwargs)


class RequestForm(forms.Form):
    """Which accreditation a structure asks for."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="Structure", empty_label=None)
    certification = forms.ModelChoiceField(Certification.objects.none(), label="Certification", empty_label=None)
    scope = forms.ChoiceField(
        label="Pour", choices=Accreditation.Scope.choices, widget=forms.RadioSelect, initial=Accreditation.Scope.BOTH
    )

    def __init__(self, data=None, *, organisations, certifications, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["certification"].queryset = certifications


def section_form(accreditation: Accreditation, section: Section, data=None) -> forms.ModelForm:
    """The form of a section; what the page showed is posted with it, so that only what changed is written."""
    made = forms.modelform_factory(
        Accreditation, form=SectionForm, fields=section.fields, widgets={name: _area(name) for name in section.fields}
    )
    return made(data, instance=accreditation, prefix=section.name, section=section)


def _area(name: str) -> forms.Widget | None:
    kept = Accreditation._meta.get_field(name).formfield().widget
    return forms.Textarea(attrs=AREA) if isinstance(kept, forms.Textarea) else kept


class SectionForm(forms.ModelForm):
    """A section of a request, read at a version."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, section: Section, **kwargs):
        super().__init__(*args, **kwargs)
        self.section = section
        self.initial["version"] = version_of(self.instance, section)
        for name in section.fields:
            self.fields[name].show_hidden_initial = True
            self.fields[name].required = False

    def _post_clean(self):
        """Nothing is written on the instance that the page shows: the domain writes on the one that it locks."""

    @property
    def has_news(self) -> bool:
        return any(name != "version" for name in self.changed_data)

    def written(self) -> dict:
        """The fields that are right; one that is wrong is left as it was kept. A line ends alike whoever sends it."""
        found = {name: self.cleaned_data[name] for name in self.section.fields if name in self.cleaned_data}
        return {name: one.replace("\r\n", "\n") if isinstance(one, str) else one for name, one in found.items()}

    def seen_again(self, current: Accreditation) -> None:
        """Saved once more, what is typed takes the place of what somebody else wrote, which is shown beside."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version_of(current, self.section)


class PieceForm(forms.Form):
    """A piece of the file."""

    file = forms.FileField(
        label="Fichier",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in STARTS)}),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )


class PieceAnswerForm(forms.Form):
    """A piece is accepted, perhaps until a day, or refused with a comment."""

    expires_on = _day("Valable jusqu'au", required=False)
    comment = forms.CharField(label="Ce qui est à refaire", max_length=500, required=False)


class NoteForm(forms.Form):
    """What is to be completed."""

    note = _text("Ce qui est à compléter", max_length=3000)


class ReviewerForm(forms.Form):
    """Who studies a request: a person of the team who is not tied with the structure."""

    reviewer = forms.ModelChoiceField(User.objects.none(), label="Étudiée par", empty_label=None)

    def __init__(self, data=None, *, reviewers: list[User]):
        super().__init__(data)
        self.fields["reviewer"].queryset = User.objects.filter(pk__in=[one.pk for one in reviewers]).order_by(
            "full_name", "email"
        )


class OpinionForm(forms.Form):
    """The opinion of the reviewer, and the committee that reads it."""

    opinion = _text("Avis", max_length=6000)
    favourable = forms.TypedChoiceField(
        label="Sens de l'avis", choices=[("oui", "favorable"), ("non", "défavorable")], widget=forms.RadioSelect,
        coerce=lambda said: said == "oui",
    )  # fmt: skip
    committee_on = _day("Comité du")


class DecisionForm(forms.Form):
    """What the committee decided."""

    outcome = forms.ChoiceField(
        label="Décision", choices=[(one.value, one.label) for one in OUTCOMES], widget=forms.RadioSelect
    )
    committee_on = _day("Comité du")
    legal_form = forms.ChoiceField(
        label="Forme", choices=[("", "–"), *Accreditation.LegalForm.choices], required=False,
        help_text="Une convention est signée par les deux ; une décision, par le certificateur.",
    )  # fmt: skip
    starts = _day("Premier jour", required=False)
    ends = _day("Dernier jour", required=False, help_text="Au plus tard à la fin de l'enregistrement.")
    conditions = _text("Conditions", max_length=3000, required=False, help_text="D'un accord sous conditions.")
    reason = _text("Motif", max_length=3000, required=False, help_text="D'un refus.")

    def __init__(self, data=None, *, accreditation: Accreditation):
        starts, ends = proposed_dates(accreditation, timezone.localdate())
        super().__init__(data, initial={
            "committee_on": accreditation.committee_on, "starts": starts, "ends": ends,
            "legal_form": Accreditation.LegalForm.CONVENTION,
        })  # fmt: skip

    def decision(self) -> Decision:
        return Decision(**self.cleaned_data)


class ReasonForm(forms.Form):
    """Why an accreditation is suspended or withdrawn."""

    reason = _text("Motif", max_length=3000)


class AmendForm(forms.Form):
    """What has changed in an accreditation."""

    sites = _text("Lieux", max_length=3000, help_text="Un lieu par ligne, avec son adresse.")
    subcontracts = forms.BooleanField(label="Sous-traite une partie de la préparation", required=False)
