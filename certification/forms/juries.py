"""What is typed of juries: when and where, whom to seat, why one is cancelled."""

from django import forms

from certification.domain.juries.planning import FACTS
from certification.models import College, Jury, Official
from members.models import Organisation
from members.widgets import DayInput


class TimeInput(forms.TimeInput):
    """An hour, typed or picked; browsers want it as ISO says it."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class JuryForm(forms.ModelForm):
    """The facts of a jury; once it is convened, only its hours and place change."""

    class Meta:
        model = Jury
        fields = FACTS
        widgets = {"held_on": DayInput, "starts_at": TimeInput, "ends_at": TimeInput}
        labels = {"held_on": "Date", "starts_at": "Début", "ends_at": "Fin", "place": "Lieu ou lien"}

    field_order = [
        "certification", "held_on", "starts_at", "ends_at", "modality", "place", "postcode", "region", "host"
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = Organisation.objects.filter(accreditations__isnull=False).distinct()
        if self.instance.pk and self.instance.state != Jury.State.DRAFT:
            for name in ("certification", "held_on", "region"):
                self.fields[name].disabled = True

    def clean(self):
        data = super().clean()
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", "La fin vient après le début.")
        if data.get("postcode") and not data["postcode"].isdigit():
            self.add_error("postcode", "Cinq chiffres.")
        return data

    def _post_clean(self):
        """Nothing is written on the instance that the page shows: the domain writes on the one that it locks."""

    def facts(self) -> dict:
        """What was typed, as the domain takes it."""
        return {name: self.cleaned_data[name] for name in FACTS}


class MemberForm(forms.Form):
    """Who is given a seat, and for which college."""

    official = forms.ModelChoiceField(Official.objects.all(), label="Personne")
    college = forms.ChoiceField(
        choices=[(one.value, one.label) for one in (College.EMPLOYER, College.EMPLOYEE)], label="Collège"
    )


class ObserverForm(forms.Form):
    """Somebody who attends without a voice: a controller, somebody of the training body."""

    official = forms.ModelChoiceField(Official.objects.all(), label="Observateur", empty_label="Choisir")


class CancellationForm(forms.Form):
    reason = forms.CharField(
        label="Motif", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Il est dit aux membres et aux structures.",
    )  # fmt: skip


class CandidateChoiceForm(forms.Form):
    """Which of the candidates who are ready are given a place."""

    enrolments = forms.ModelMultipleChoiceField(
        None, widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choisissez un candidat au moins."}
    )

    def __init__(self, *args, ready, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enrolments"].queryset = ready
