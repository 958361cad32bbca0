"""What officials say of themselves."""

from django import forms

from certification.models import Candidate, Official
from members.models import Organisation
from members.widgets import DayInput


class UnavailabilityForm(forms.Form):
    first = forms.DateField(label="Premier jour", widget=DayInput())
    last = forms.DateField(label="Dernier jour", widget=DayInput())
    note = forms.CharField(label="Précision", max_length=200, required=False)

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", "Le dernier jour précède le premier.")
        return data


class ConflictForm(forms.Form):
    """A tie with an accredited structure, or with a candidate of a jury on which the person sits."""

    organisation = forms.ModelChoiceField(
        label="Structure", queryset=Organisation.objects.none(), required=False, empty_label="Aucune"
    )
    candidate = forms.ModelChoiceField(
        label="Candidat", queryset=Candidate.objects.none(), required=False, empty_label="Aucun",
        help_text="Ceux des jurys où vous êtes appelé.",
    )  # fmt: skip
    tie = forms.CharField(label="Lien", max_length=200, help_text="Ancien salarié, famille, formateur…")

    def __init__(self, *args, official: Official, user, **kwargs):
        super().__init__(*args, **kwargs)
        accredited = Organisation.objects.visible_to(user).filter(accreditations__isnull=False)
        self.fields["organisation"].queryset = accredited.distinct().order_by("name")
        # Where files are anonymous, a jury reads no name, here neither.
        summoned = Candidate.objects.visible_to(user).filter(
            enrolments__places__jury__seats__official=official, enrolments__certification__anonymous_files=False
        )
        self.fields["candidate"].queryset = summoned.distinct()

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("organisation")) == bool(data.get("candidate")):
            self.add_error("organisation", "Choisissez une structure, ou bien un candidat.")
        return data
