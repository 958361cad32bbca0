"""What is typed about quality."""

from django import forms
from django.utils import timezone

from members.widgets import DayInput
from training.models import (
    Complaint,
    ImprovementAction,
    QualityEvidence,
    Risk,
    Session,
    Trainer,
    TrainerPiece,
    WatchEntry,
)


class PublicComplaintForm(forms.ModelForm):
    """A complaint as anybody may make it; a field that people do not see catches programs."""

    website = forms.CharField(required=False, label="Laissez ce champ vide", widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))  # fmt: skip

    class Meta:
        model = Complaint
        fields = ["source", "author_name", "author_email", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("author_name", "author_email"):
            self.fields[name].required = True
        self.fields["text"].label = "Ce qui s'est passé"


class ComplaintForm(forms.ModelForm):
    """A complaint that came by mail, by telephone or in the room."""

    class Meta:
        model = Complaint
        fields = ["received_on", "source", "author_name", "author_email", "session", "text"]
        widgets = {"received_on": DayInput}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = (
            Session.objects.visible_to(user).select_related("version").order_by("-starts_on")
        )
        self.fields["received_on"].initial = timezone.localdate


class AnswerForm(forms.Form):
    """The answer that is sent, and the cause that is kept."""

    text = forms.CharField(label="Réponse envoyée", max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
    root_cause = forms.CharField(
        label="Cause (gardée ici)", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PieceForm(forms.ModelForm):
    """A piece of a trainer's file."""

    class Meta:
        model = TrainerPiece
        fields = ["kind", "title", "file", "obtained_on", "expires_on"]
        widgets = {"obtained_on": DayInput, "expires_on": DayInput}


class TrainerForm(forms.ModelForm):
    """A trainer's own page."""

    class Meta:
        model = Trainer
        fields = ["full_name", "email", "phone", "subcontractor", "regions", "courses", "skills", "active"]
        widgets = {"regions": forms.CheckboxSelectMultiple, "courses": forms.CheckboxSelectMultiple}


class RiskForm(forms.ModelForm):
    class Meta:
        model = Risk
        fields = ["title", "cause", "probability", "impact", "measure", "owner", "review_on", "closed_on"]
        widgets = {"review_on": DayInput, "closed_on": DayInput}


class ActionForm(forms.ModelForm):
    class Meta:
        model = ImprovementAction
        fields = [
            "title",
            "origin",
            "complaint",
            "risk",
            "details",
            "owner",
            "opened_on",
            "due_on",
            "done_on",
            "result",
        ]
        widgets = {"opened_on": DayInput, "due_on": DayInput, "done_on": DayInput}

    def clean(self):
        told = super().clean()
        if told.get("done_on") and not told.get("result", "").strip():
            self.add_error("result", "Une action faite a un résultat : écrivez-le.")
        return told


class WatchForm(forms.ModelForm):
    class Meta:
        model = WatchEntry
        fields = ["subject", "seen_on", "source", "link", "learned", "use"]
        widgets = {"seen_on": DayInput}


class EvidenceForm(forms.ModelForm):
    """Evidence that the portal does not make itself."""

    class Meta:
        model = QualityEvidence
        fields = ["number", "title", "file", "link", "dated_on"]
        widgets = {"dated_on": DayInput}


class RangeForm(forms.Form):
    """The days looked at."""

    du = forms.DateField(label="Du", widget=DayInput)
    au = forms.DateField(label="Au", widget=DayInput)

    def clean(self):
        told = super().clean()
        if told.get("du") and told.get("au") and told["au"] < told["du"]:
            self.add_error("au", "La fin vient avant le début.")
        return told


class SampleForm(RangeForm):
    """The sample of the auditor: sessions chosen, or so many drawn."""

    sessions = forms.ModelMultipleChoiceField(
        label="Sessions choisies", queryset=Session.objects.none(), required=False
    )
    tirage = forms.IntegerField(
        label="Ou combien, tirées au sort", min_value=1, max_value=50, required=False, initial=3
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sessions"].queryset = Session.objects.held().select_related("version").order_by("-starts_on")
