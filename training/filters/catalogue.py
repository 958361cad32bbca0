"""What the catalogue, the sessions to come and the requests without a session may be narrowed to."""

import django_filters as filters
from django import forms
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Contains
from django.utils import timezone

from members.domain.territory import region_names
from members.filters import LeanSelect
from members.models import Role
from members.models.base import Joined, Unaccented
from training.domain.catalogue.offer import coming_sessions, offered_versions
from training.models import Course, CourseInterest, CourseTheme, CourseVersion, Session

DURATIONS = [("1", "un jour au plus"), ("2", "deux jours"), ("3", "trois jours et plus")]
# A day of training is seven hours; a course may be told in hours alone.
BOUNDS = {"1": (0, 7), "2": (7.5, 14), "3": (14.5, None)}
MOST_WORDS = 8


def _themes() -> list[tuple[str, str]]:
    return list(CourseTheme.objects.values_list("code", "name"))


def _regions() -> list[tuple[str, str]]:
    return list(region_names().items())


def holds_words(text: str, *, path: str = "") -> tuple[dict, Q]:
    """What the words of a programme are looked for in, and the condition that it holds every word typed.

    French endings do not matter (« encadrant » finds « encadrement »), nor capitals or accents; a word that is being
    typed finds those that begin with it or hold it.
    """
    told = Unaccented(
        Concat(
            f"{path}title", Value(" "), f"{path}course__code", Value(" "), f"{path}course__summary", Value(" "),
            f"{path}course__theme__name", Value(" "), f"{path}audience", Value(" "), Joined(f"{path}objectives"),
            Value(" "), f"{path}content", output_field=TextField(),
        )
    )  # fmt: skip
    condition = Q()
    for word in text.split()[:MOST_WORDS]:
        plain = Unaccented(Value(word))
        condition &= Q(Contains(told, plain)) | Q(told_words=SearchQuery(plain, config="french"))
    return {"told_words": SearchVector(told, config="french")}, condition


class CatalogueFilter(filters.FilterSet):
    """Programmes at the catalogue."""

    q = filters.CharFilter(
        method="search", label="Que cherchez-vous ?", max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "tutorat, sécurité, SST…", "autocomplete": "off"}),
    )  # fmt: skip
    theme = filters.ChoiceFilter(
        field_name="course__theme__code", choices=_themes, label="Thème", empty_label="Tous", widget=LeanSelect
    )
    region = filters.ChoiceFilter(
        method="in_region", choices=_regions, label="Session en région", empty_label="Toutes", widget=LeanSelect
    )
    modalite = filters.ChoiceFilter(
        field_name="modality", choices=CourseVersion.Modality, label="Modalité", empty_label="Toutes"
    )
    duree = filters.ChoiceFilter(method="of_length", choices=DURATIONS, label="Durée", empty_label="Toutes")
    certifiante = filters.ChoiceFilter(
        method="certifying", choices=[("oui", "oui"), ("non", "non")], label="Certifiante", empty_label="Toutes"
    )
    prix = filters.NumberFilter(method="priced", label="Prix au plus (€)", min_value=0, max_value=99999)

    class Meta:
        model = CourseVersion
        fields = []

    def __init__(self, data, *, user):
        self.user = user
        super().__init__(data, queryset=offered_versions(user))

    def search(self, queryset, name, value):
        vector, condition = holds_words(value)
        return queryset.alias(**vector).filter(condition)

    def in_region(self, queryset, name, value):
        """A session is to come there, or on line for everybody."""
        coming = Session.objects.visible_to(self.user).coming(timezone.localdate())
        there = Q(region=value) | Q(modality=CourseVersion.Modality.REMOTE)
        return queryset.filter(Exists(coming.filter(there, version__course=OuterRef("course")).order_by()))

    def of_length(self, queryset, name, value):
        least, most = BOUNDS[value]
        return queryset.filter(hours__gte=least, **({"hours__lte": most} if most else {}))

    def certifying(self, queryset, name, value):
        plain = Q(course__fiche_number="")
        return queryset.filter(~plain if value == "oui" else plain)

    def priced(self, queryset, name, value):
        """By the price that the reader's structure pays."""
        member = self.user.is_authenticated and Role.MEMBER in self.user.roles
        return queryset.filter(**{f"price_{'member' if member else 'public'}__lte": value})


class ComingFilter(filters.FilterSet):
    """Sessions to come, open to all."""

    q = filters.CharFilter(
        method="search", label="Formation", max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    theme = filters.ChoiceFilter(
        field_name="version__course__theme__code", choices=_themes, label="Thème", empty_label="Tous",
        widget=LeanSelect,
    )  # fmt: skip
    region = filters.ChoiceFilter(choices=_regions, label="Région", empty_label="Toutes", widget=LeanSelect)
    modalite = filters.ChoiceFilter(
        field_name="modality", choices=CourseVersion.Modality, label="Modalité", empty_label="Toutes"
    )

    class Meta:
        model = Session
        fields = []

    def __init__(self, data, *, user):
        super().__init__(data, queryset=coming_sessions(user))

    def search(self, queryset, name, value):
        vector, condition = holds_words(value, path="version__")
        return queryset.alias(**vector).filter(condition)


class CourseFilter(filters.FilterSet):
    """All the courses that the team keeps, whatever their state."""

    q = filters.CharFilter(method="search", label="Intitulé ou code", max_length=100)
    theme = filters.ChoiceFilter(
        field_name="theme__code", choices=_themes, label="Thème", empty_label="Tous", widget=LeanSelect
    )
    etat = filters.ChoiceFilter(field_name="state", choices=Course.State, label="État", empty_label="Tous")

    class Meta:
        model = Course
        fields = []

    def __init__(self, data, *, user):
        super().__init__(data, queryset=Course.objects.visible_to(user))

    def search(self, queryset, name, value):
        told = Unaccented(Concat("title", Value(" "), "code", output_field=TextField()))
        for word in value.split()[:MOST_WORDS]:
            queryset = queryset.filter(Contains(told, Unaccented(Value(word))))
        return queryset


class InterestFilter(filters.FilterSet):
    """Requests without a session, those that wait unless others are asked for."""

    formation = filters.ModelChoiceFilter(
        field_name="course", queryset=Course.objects.order_by("title"), to_field_name="slug", label="Formation",
        empty_label="Toutes",
    )  # fmt: skip
    region = filters.ChoiceFilter(choices=_regions, label="Région", empty_label="Toutes", widget=LeanSelect)
    etat = filters.ChoiceFilter(
        method="of_state", choices=[("repondues", "répondues"), ("toutes", "toutes")], label="Réponse",
        empty_label="en attente",
    )  # fmt: skip

    class Meta:
        model = CourseInterest
        fields = []

    def __init__(self, data, *, user):
        super().__init__(data, queryset=CourseInterest.objects.visible_to(user))

    def of_state(self, queryset, name, value):
        return queryset

    @property
    def qs(self):
        state = self.form.cleaned_data.get("etat") if self.form.is_valid() else ""
        found = super().qs
        if state == "toutes":
            return found
        return found.exclude(answered_at=None) if state else found.filter(answered_at=None)
