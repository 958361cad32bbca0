"""What staff type about general meetings."""

from django import forms

from members.models import GeneralMeeting, Majority, Resolution
from members.widgets import DayInput


class MeetingForm(forms.ModelForm):
    """A meeting and its rules; those that no longer change are shown. `read_at` is when the page was read."""

    read_at = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = GeneralMeeting
        fields = [
            "title", "kind", "held_on", "starts_at", "place", "record_date", "quorum_percent", "max_proxies", "majority",
            "abstentions_are_cast",
        ]  # fmt: skip
        widgets = {
            "held_on": DayInput(),
            "record_date": DayInput(),
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        localized_fields = ["quorum_percent"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["read_at"] = self.instance.updated_at.isoformat()
            if self.instance.state != GeneralMeeting.State.PREPARED:
                for name in GeneralMeeting.RULES:
                    self.fields[name].disabled = True
        self.fields["title"].error_messages["required"] = "Donnez un titre à l'assemblée."

    def written(self) -> dict:
        """What was typed, as the domain takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "read_at"}


class ResolutionForm(forms.ModelForm):
    """A line of the agenda."""

    class Meta:
        model = Resolution
        fields = ["title", "text", "majority"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["majority"].choices = [("", "celle de l'assemblée"), *Majority.choices]
        self.fields["majority"].required = False


class BaseAgenda(forms.BaseModelFormSet):
    """The agenda of a meeting: lines in their order, some of which go."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["ORDER"].label = "Place"
        form.fields["DELETE"].label = "Retirer de l'ordre du jour"

    def resolutions(self) -> list[Resolution]:
        """The lines to keep, in the order asked."""
        return [form.instance for form in self.ordered_forms]


Agenda = forms.modelformset_factory(
    Resolution, form=ResolutionForm, formset=BaseAgenda, extra=3, can_delete=True, can_order=True, max_num=60,
    absolute_max=80,
)  # fmt: skip


class VotesForm(forms.Form):
    """How the votes fell on a resolution."""

    votes_for = forms.IntegerField(label="Pour", min_value=0, max_value=10_000_000)
    votes_against = forms.IntegerField(label="Contre", min_value=0, max_value=10_000_000)
    votes_abstained = forms.IntegerField(label="Abstentions", min_value=0, max_value=10_000_000)

    @classmethod
    def of(cls, resolution: Resolution, data=None) -> "VotesForm":
        """The form of a resolution, with what is recorded already."""
        names = ("votes_for", "votes_against", "votes_abstained")
        kept = {name: getattr(resolution, name) for name in names}
        form = cls(data, initial=kept, auto_id=f"r{resolution.pk}_%s")
        for field in form.fields.values():
            field.widget.attrs["inputmode"] = "numeric"
        return form


class SecondCallForm(forms.Form):
    """When a meeting that lacks its quorum is held again."""

    held_on = forms.DateField(label="Date", widget=DayInput())
    starts_at = forms.TimeField(label="Heure", widget=forms.TimeInput(attrs={"type": "time"}), required=False)


class CloseForm(forms.Form):
    """The end of a meeting."""

    unvoted = forms.BooleanField(label="Les résolutions sans résultat n'ont pas été mises aux voix", required=False)


class DeskForm(forms.Form):
    """What the desk looks for in the roll."""

    SHOWN = [("", "toutes"), ("absentes", "absentes"), ("presentes", "présentes"), ("pouvoirs", "qui ont donné pouvoir"),
             ("perdus", "dont le porteur du pouvoir n'est pas là")]  # fmt: skip

    q = forms.CharField(
        label="Nom, commune ou SIREN", required=False, max_length=100,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "enterkeyhint": "search"}),
    )  # fmt: skip
    voir = forms.ChoiceField(label="Structures", choices=SHOWN, required=False)
