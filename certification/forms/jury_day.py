"""What is noted on the day of a jury, and why its minutes are corrected."""

from django import forms

from certification.domain.juries.anonymity import shown_candidate
from certification.domain.juries.day import Noted, PlaceNoted
from certification.models import Jury, Place, Seat

PRESENCES = [("oui", "présent"), ("non", "absent")]
_WORDS = {True: "oui", False: "non", None: ""}


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


def _radio(label: str, choices, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        initial=initial,
        required=False,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
    )


class DayForm(forms.Form):
    """Presences, hours and incidents; what is not changed is not written, so that two people may note at once."""

    starts_at = forms.TimeField(label="Début", required=False, widget=HourInput, show_hidden_initial=True)
    ends_at = forms.TimeField(label="Fin", required=False, widget=HourInput, show_hidden_initial=True)
    incidents = forms.CharField(
        label="Incidents", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ce que le procès-verbal doit dire du déroulement. Vide : rien à signaler.", show_hidden_initial=True,
    )  # fmt: skip

    def __init__(self, *args, jury: Jury, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.jury = jury
        for name in ("starts_at", "ends_at", "incidents"):
            self.initial.setdefault(name, getattr(jury, name))
        self.seats = list(jury.seats.select_related("official").order_by("pk"))
        self.places = list(jury.places.select_related("enrolment__candidate", "enrolment__organisation"))
        correction = jury.minutes.exists()
        for seat in self.seats:
            label = f"{seat.official} – {seat.get_role_display()}, {seat.get_college_display()}"
            self.fields[f"seat{seat.pk}"] = _radio(label, PRESENCES, _WORDS[seat.present])
        for place in self.places:
            if correction and not place.reopened:
                continue
            place.jury = jury
            label = f"{place.order}. {shown_candidate(place, user)}"
            self.fields[f"place{place.pk}"] = _radio(label, Place.Attendance.choices, place.attendance)
            self.fields[f"adapted{place.pk}"] = forms.CharField(
                label=f"Aménagement accordé – {label}", required=False, max_length=300,
                initial=place.adaptation_granted, show_hidden_initial=True,
            )  # fmt: skip

    def seat_fields(self):
        return [self[name] for name in self.fields if name.startswith("seat")]

    def place_fields(self):
        """Presence and adaptation of each candidate, with the adaptation that the structure asked for."""
        asked = {one.pk: one.enrolment.adaptation for one in self.places}
        return [
            (self[name], self[f"adapted{name[5:]}"], asked[int(name[5:])])
            for name in self.fields
            if name.startswith("place")
        ]

    def noted(self) -> Noted:
        """What was changed since the page was read."""
        data, changed = self.cleaned_data, set(self.changed_data)
        seats: dict[int, bool | None] = {}
        for seat in self.seats:
            if f"seat{seat.pk}" in changed:
                seats[seat.pk] = {"oui": True, "non": False}.get(data[f"seat{seat.pk}"])
        places = {
            one.pk: PlaceNoted(data[f"place{one.pk}"], data[f"adapted{one.pk}"])
            for one in self.places
            if changed & {f"place{one.pk}", f"adapted{one.pk}"}
        }
        hours = (data["starts_at"], data["ends_at"]) if changed & {"starts_at", "ends_at"} else None
        return Noted(seats, places, hours, data["incidents"] if "incidents" in changed else None)


class CorrectionForm(forms.Form):
    """Why the minutes are corrected, and for whom the jury deliberates again."""

    reason = forms.CharField(label="Motif de la correction", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    places = forms.ModelMultipleChoiceField(
        label="Candidats pour qui le jury délibère à nouveau", queryset=Place.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucun : seul le texte du procès-verbal change (présences des membres, horaires, incidents).",
    )  # fmt: skip

    def __init__(self, *args, jury: Jury, user, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["places"]
        field.queryset = jury.places.select_related(
            "enrolment__candidate", "enrolment__organisation", "jury__certification"
        )
        field.label_from_instance = lambda place: f"{place.order}. {shown_candidate(place, user)}"


class PaperSignatureForm(forms.Form):
    """The copy that a member without an account signed by hand."""

    seat = forms.ModelChoiceField(label="Membre", queryset=Seat.objects.none())
    file = forms.FileField(
        label="Exemplaire signé", help_text="Le procès-verbal imprimé, signé, puis numérisé en PDF (20 Mo au plus)."
    )

    def __init__(self, *args, seats: list[Seat], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = Seat.objects.select_related("official").filter(pk__in=[one.pk for one in seats])
        self.fields["seat"].label_from_instance = lambda seat: seat.official.full_name
