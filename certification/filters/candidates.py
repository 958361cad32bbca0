"""What the list of candidates may be narrowed to; the same for the list and its export."""

import django_filters as filters
from django.db.models import Q

from certification.domain.juries.planning import without_jury
from certification.models import Certification, Enrolment
from members.domain.territory import region_names
from members.filters import LeanSelect
from members.models import Organisation


class CandidateFilter(filters.FilterSet):
    """Enrolments that one follows, by words, certification, structure, region and state."""

    q = filters.CharFilter(method="search", label="Nom, prénom", max_length=100)
    certification = filters.ModelChoiceFilter(
        queryset=Certification.objects.order_by("title"), to_field_name="code", label="Certification",
        empty_label="Toutes",
    )  # fmt: skip
    structure = filters.ModelChoiceFilter(
        field_name="organisation", queryset=lambda request: Organisation.objects.none(), label="Structure",
        empty_label="Toutes",
    )  # fmt: skip
    region = filters.ChoiceFilter(
        field_name="organisation__department__region", choices=lambda: list(region_names().items()), label="Région",
        empty_label="Toutes", widget=LeanSelect,
    )  # fmt: skip
    etat = filters.ChoiceFilter(field_name="state", choices=Enrolment.State, label="État", empty_label="Tous")
    attente = filters.ChoiceFilter(
        method="of_waiting", label="À suivre", empty_label="Tout",
        choices=[("jury", "prêts, sans jury"), ("fiche", "fiches à compléter")],
    )  # fmt: skip

    class Meta:
        model = Enrolment
        fields = []

    def __init__(self, data, *, user):
        self.user = user
        seen = Enrolment.objects.presented_by(user)
        super().__init__(data, queryset=seen)
        structures = Organisation.objects.filter(pk__in=seen.order_by().values("organisation")).order_by("name")
        self.form.fields["structure"].queryset = structures

    def search(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(candidate__birth_name__unaccent__icontains=word) | Q(candidate__used_name__unaccent__icontains=word)
                | Q(candidate__first_name__unaccent__icontains=word)
            )  # fmt: skip
        return queryset

    def of_waiting(self, queryset, name, value):
        return without_jury(queryset) if value == "jury" else queryset.filter(state=Enrolment.State.DRAFT)

    def told(self) -> str:
        """The filters in force, in words, for the register of exports; the words searched, which may be a name, are not told."""
        data = self.form.cleaned_data
        parts = [f"{self.form.fields[name].label} : {data[name]}" for name in data if name != "q" and data[name]]
        return " ; ".join(parts + (["recherche"] if data.get("q") else [])) or "tous"
