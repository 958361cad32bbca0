"""What is typed in bilateral reviews."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from members.domain.reviews.answers import Written
from members.models import ReviewAnswer, ReviewCampaign, ReviewDecision, ReviewFact, Score, Side
from members.widgets import DayInput


def _day(label: str, **kwargs) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **kwargs)


class CampaignForm(forms.Form):
    """A new year of reviews."""

    year = forms.IntegerField(label="Année du bilan", min_value=2000, max_value=2100)
    opens_on = _day("Ouverture")
    due_on = _day("Échéance", help_text="Dernier jour où les associations régionales envoient leur bilan.")

    def __init__(self, *args, **kwargs):
        today = timezone.localdate()
        kwargs.setdefault(
            "initial", {"year": today.year - 1, "opens_on": today, "due_on": today + timedelta(days=60)}
        )  # fmt: skip
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        if data.get("opens_on") and data.get("due_on") and data["due_on"] < data["opens_on"]:
            self.add_error("due_on", "L'échéance ne peut pas précéder l'ouverture.")
        return data


class QuestionsForm(CampaignForm):
    """The days of a year of reviews, and its questions, as long as it is in preparation."""

    def __init__(self, data=None, *, campaign: ReviewCampaign):
        super().__init__(data, initial={"opens_on": campaign.opens_on, "due_on": campaign.due_on})
        del self.fields["year"]
        self.questions = list(campaign.questions.select_related("mission"))
        if campaign.state != ReviewCampaign.State.DRAFT:
            self.fields["opens_on"].disabled = True
            self.questions = []
        for question in self.questions:
            self.fields[f"wording{question.pk}"] = forms.CharField(
                label=f"{question.mission}",
                required=False,
                initial=question.wording,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"drop{question.pk}"] = forms.BooleanField(
                label=f"Ne pas poser de question sur {question.mission.code}", required=False
            )

    def written(self) -> dict:
        """What was typed, as the domain takes it."""
        data = self.cleaned_data
        return {
            "opens_on": data["opens_on"],
            "due_on": data["due_on"],
            "wordings": {one.pk: data[f"wording{one.pk}"] for one in self.questions},
            "dropped": {one.pk for one in self.questions if data[f"drop{one.pk}"]},
        }


class AnswerForm(forms.Form):
    """One side's answer about a mission. What the page showed is posted with it, so that only what changed is saved."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    score = forms.TypedChoiceField(
        label="Appréciation", required=False, coerce=int, empty_value=None, widget=forms.RadioSelect,
        choices=[(score.value, f"{score.value} – {score.label}") for score in Score], show_hidden_initial=True,
    )  # fmt: skip
    text = forms.CharField(
        label="Bilan", required=False, strip=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        show_hidden_initial=True,
    )  # fmt: skip
    agreement = forms.ChoiceField(
        label="Accord avec la région", required=False, widget=forms.RadioSelect,
        choices=ReviewAnswer.Agreement.choices, show_hidden_initial=True,
    )  # fmt: skip

    def __init__(self, data=None, *, answer: ReviewAnswer, side: Side, facts: list[ReviewFact]):
        super().__init__(
            data,
            prefix=f"q{answer.question_id}",
            initial={
                "version": getattr(answer, f"{side}_version"),
                "score": getattr(answer, f"{side}_score") or "",
                "text": getattr(answer, f"{side}_text"),
                "agreement": answer.agreement,
            },
        )
        self.answer, self.side = answer, side
        if side == Side.REGIONAL:
            del self.fields["agreement"]
            self.fields["text"].label = "Bilan de la mission"
        else:
            self.fields["score"].label = "Appréciation nationale"
            self.fields["text"].label = "Réponse nationale"
        self.commented = facts if side == Side.REGIONAL else []
        for fact in self.commented:
            self.fields[f"comment{fact.pk}"] = forms.CharField(
                label=f"Commentaire : {fact}", required=False, strip=False, max_length=2000, initial=fact.comment,
                widget=forms.TextInput, show_hidden_initial=True,
            )  # fmt: skip

    @property
    def has_news(self) -> bool:
        """Whether something else than the version was typed."""
        return any(name != "version" for name in self.changed_data)

    def written(self) -> Written:
        """What was typed, as the domain takes it; a line ends alike whoever sends it."""
        data = self.cleaned_data
        return Written(
            score=data["score"],
            text=data["text"].replace("\r\n", "\n"),
            agreement=data.get("agreement", ""),
            comments={fact.pk: data[f"comment{fact.pk}"] for fact in self.commented},
        )

    def seen_again(self) -> None:
        """Whoever saves again has seen the other's words: the version becomes that which they are."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = getattr(self.answer, f"{self.side}_version")


class NoteForm(forms.Form):
    """What the region is asked to complete."""

    note = forms.CharField(label="Ce qu'il faut compléter", widget=forms.Textarea(attrs={"rows": 4}))


class ReviewMeetingForm(forms.Form):
    """The meeting of both sides; `mark` tells what the page showed."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    met_on = _day("Date de la rencontre")
    people = forms.CharField(label="Participants", widget=forms.Textarea(attrs={"rows": 2}))
    minutes = forms.CharField(label="Compte rendu", widget=forms.Textarea(attrs={"rows": 8}))


class DecisionForm(forms.ModelForm):
    """A decision of the meeting; it may take up one of before."""

    class Meta:
        model = ReviewDecision
        fields = ["text", "owner", "due_on", "follows"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "due_on": DayInput(),
        }

    def __init__(self, data=None, *, previous: list[ReviewDecision]):
        super().__init__(data, auto_id="decision_%s")
        self.fields["follows"].queryset = ReviewDecision.objects.filter(pk__in=[one.pk for one in previous])
        self.fields["follows"].empty_label = "aucune"


class SettleForm(forms.Form):
    """What became of a decision; `was` is the state that the page showed."""

    was = forms.ChoiceField(choices=ReviewDecision.State.choices, widget=forms.HiddenInput)
    state = forms.ChoiceField(label="État", choices=ReviewDecision.State.choices)
    reason = forms.CharField(
        label="Précision", required=False, max_length=1000, help_text="Obligatoire si elle est abandonnée.",
        widget=forms.TextInput,
    )  # fmt: skip

    @classmethod
    def of(cls, decision: ReviewDecision, data=None) -> "SettleForm":
        """The form of a decision, with what is known."""
        kept = {"was": decision.state, "state": decision.state, "reason": decision.reason}
        return cls(data, initial=kept, auto_id=f"d{decision.pk}_%s")


class ReviewFileForm(forms.Form):
    """A document to join."""

    file = forms.FileField(
        label="Document à joindre", help_text="PDF, bureautique ou image, 20 Mo au plus.",
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )  # fmt: skip
