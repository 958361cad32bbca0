"""What is typed of sessions: their facts, their half-days, why one is called off."""

from django import forms

from members.models import Organisation
from members.widgets import DayInput
from training.domain.sessions.planning import FACTS, TypedSlot
from training.models import CourseVersion, Session, Slot, Subcontract, Trainer


class TimeInput(forms.TimeInput):
    """An hour, typed or picked; browsers want it as ISO says it."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class VersionForm(forms.Form):
    """Which programme a session is of: the last one published of each course that is offered."""

    version = forms.ModelChoiceField(
        CourseVersion.objects.none(), label="Programme", empty_label="Choisir",
        help_text="La dernière version publiée ; la session la garde, même si le programme change ensuite.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        current = CourseVersion.objects.filter(course__state="published").current().order_by("course", "-number")
        self.fields["version"].queryset = CourseVersion.objects.filter(
            pk__in=[version.pk for version in current]
        ).order_by("title")


class SessionForm(forms.ModelForm):
    """The facts of a session; once it is announced, its dates change by a postponement alone."""

    class Meta:
        model = Session
        fields = FACTS
        widgets = {
            "starts_on": DayInput, "ends_on": DayInput, "registration_until": DayInput,
            "practical": forms.Textarea(attrs={"rows": 3}),
        }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = Organisation.objects.filter(closed_on=None).order_by("name")
        contracts = Subcontract.objects.exclude(state=Subcontract.State.CANCELLED).select_related("subcontractor")
        self.fields["subcontract"].queryset = contracts
        self.fields["subcontract"].label_from_instance = lambda one: f"{one.subcontractor} ({one})"
        self.fields["accessible"].widget.choices = [("unknown", "non vérifié"), ("true", "oui"), ("false", "non")]
        self.fields["link"].assume_scheme = "https"
        if self.instance.pk and self.instance.state != Session.State.DRAFT:
            for name in ("starts_on", "ends_on"):
                self.fields[name].disabled = True
                self.fields[name].help_text = "Pour changer les dates, reportez la session."

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "Le dernier jour vient après le premier.")
        if data.get("minimum") and data.get("maximum") and data["minimum"] > data["maximum"]:
            self.add_error("maximum", "L'effectif maximum est au moins l'effectif minimum.")
        return data

    def _post_clean(self):
        """Nothing is written on the instance that the page shows: the domain writes on the one that it locks."""

    def facts(self) -> dict:
        """What was typed, as the domain takes it."""
        return {name: self.cleaned_data[name] for name in FACTS}


class SlotForm(forms.Form):
    """A half-day; an empty line is none."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    day = forms.DateField(label="Jour", widget=DayInput, required=False)
    half_day = forms.ChoiceField(label="Demi-journée", choices=Slot.HalfDay.choices, required=False)
    starts_at = forms.TimeField(label="De", widget=TimeInput, required=False)
    ends_at = forms.TimeField(label="À", widget=TimeInput, required=False)
    trainers = forms.ModelMultipleChoiceField(
        Trainer.objects.none(), label="Formateurs", required=False, widget=forms.SelectMultiple(attrs={"size": 3})
    )
    remote = forms.BooleanField(label="À distance", required=False)
    remove = forms.BooleanField(label="Retirer", required=False)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        # The trainers are read once for all the lines.
        self.fields["trainers"].queryset = Trainer.objects.all()
        self.fields["trainers"].choices = choices

    def clean(self):
        data = super().clean()
        if data.get("day") and not data.get("remove"):
            for name in ("half_day", "starts_at", "ends_at"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Ce champ est nécessaire.")
        elif data.get("pk") and not data.get("remove") and "day" not in self.errors:
            self.add_error("day", "Donnez le jour, ou retirez la demi-journée.")
        return data

    def typed(self) -> TypedSlot | None:
        """The half-day as the domain takes it; None where there is none."""
        data = self.cleaned_data
        if data.get("remove") or not data.get("day"):
            return None
        return TypedSlot(
            data["day"], data["half_day"], data["starts_at"], data["ends_at"], tuple(data["trainers"]),
            data["remote"], data["pk"],
        )  # fmt: skip


class SlotFormSet(forms.BaseFormSet):
    """The half-days of a session, and empty lines for others."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"choices": self.trainer_choices}

    def __init__(self, *args, session: Session, **kwargs):
        active = Trainer.objects.filter(active=True) | Trainer.objects.filter(slots__session=session)
        self.trainer_choices = [(one.pk, str(one)) for one in active.distinct().order_by("full_name", "pk")]
        super().__init__(*args, **kwargs)

    def typed(self) -> list[TypedSlot]:
        return [slot for slot in (form.typed() for form in self.forms) if slot]


EMPTY_LINES = 2
MOST_SLOTS = 120
SlotLines = forms.formset_factory(
    SlotForm, formset=SlotFormSet, extra=EMPTY_LINES, max_num=MOST_SLOTS, absolute_max=MOST_SLOTS
)


def slot_lines(session: Session, data=None) -> SlotFormSet:
    """The lines of the half-days of a session."""
    slots = session.slots.order_by("day", "starts_at").prefetch_related("trainers")
    initial = [
        {
            "pk": slot.pk, "day": slot.day, "half_day": slot.half_day, "starts_at": slot.starts_at,
            "ends_at": slot.ends_at, "trainers": list(slot.trainers.all()), "remote": slot.remote,
        }
        for slot in slots
    ]  # fmt: skip
    return SlotLines(data, session=session, initial=initial, prefix="slots")


class TrainerEverywhereForm(forms.Form):
    """One trainer for every half-day that has none."""

    trainer = forms.ModelChoiceField(
        Trainer.objects.filter(active=True), label="Formateur de toutes les demi-journées qui n'en ont pas",
        empty_label="Choisir",
    )  # fmt: skip


class CallOffForm(forms.Form):
    """Why a session is put off or cancelled, and what is offered instead."""

    POSTPONE, CANCEL = "postpone", "cancel"

    what = forms.ChoiceField(
        label="Que devient la session ?", widget=forms.RadioSelect,
        choices=[(POSTPONE, "Elle est reportée"), (CANCEL, "Elle est annulée")],
    )  # fmt: skip
    reason = forms.CharField(
        label="Motif", max_length=250, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Il est dit aux structures, aux stagiaires et aux formateurs.",
    )  # fmt: skip
    starts_on = forms.DateField(
        label="Nouveau premier jour", required=False, widget=DayInput,
        help_text="Pour un report : une session pareille s'ouvre à ces dates, avec les mêmes horaires.",
    )  # fmt: skip
    offered = forms.ModelChoiceField(
        Session.objects.none(), label="Ou une session qui existe", required=False, empty_label="Aucune",
        help_text="De la même formation, ouverte aux inscriptions. Chaque structure accepte ou renonce en un geste.",
    )  # fmt: skip

    def __init__(self, *args, offers, postponable: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offered"].queryset = offers
        self.fields["offered"].label_from_instance = lambda one: (
            f"{one.starts_on:%d/%m/%Y}, {one.city or one.get_modality_display()} ({one.number})"
        )
        if not postponable:
            self.fields["what"].choices = [(self.CANCEL, "Elle est annulée")]
            self.fields["what"].initial = self.CANCEL
            del self.fields["starts_on"]

    def clean(self):
        data = super().clean()
        if data.get("what") == self.POSTPONE and not (data.get("starts_on") or data.get("offered")):
            self.add_error("starts_on", "Donnez le nouveau premier jour, ou choisissez une autre session.")
        if data.get("starts_on") and data.get("offered"):
            self.add_error("offered", "Un nouveau jour ou une session qui existe, pas les deux.")
        if data.get("what") == self.CANCEL and data.get("starts_on"):
            self.add_error("starts_on", "Une session annulée n'a pas de nouveau jour : reportez-la.")
        return data
