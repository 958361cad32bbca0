"""What the list of accreditations may be narrowed to."""

import django_filters as filters

from certification.models import Accreditation, Certification
from members.domain.territory import region_names
from members.filters import LeanSelect
from members.models.organisation import holds_words

GROUPS = {
    "demandes": ("demandes en cours", Accreditation.ASKED),
    "accordes": ("agréments en cours", Accreditation.GRANTED),
    "finis": ("refusés ou terminés", ("refused", "withdrawn", "expired", "resigned")),
}


class AccreditationFilter(filters.FilterSet):
    """Accreditations by words, state, certification and region, among those that the reader sees."""

    q = filters.CharFilter(method="search", label="Structure", max_length=100)
    etat = filters.ChoiceFilter(
        method="in_state",
        choices=[*((key, words) for key, (words, _) in GROUPS.items()), *Accreditation.State.choices],
        label="État",
        empty_label="Tous",
    )
    certification = filters.ModelChoiceFilter(
        queryset=Certification.objects.order_by("title"),
        to_field_name="code",
        label="Certification",
        empty_label="Toutes",
    )
    region = filters.ChoiceFilter(
        field_name="organisation__department__region",
        choices=lambda: list(region_names().items()),
        label="Région",
        empty_label="Toutes",
        widget=LeanSelect,
    )

    class Meta:
        model = Accreditation
        fields = []

    def __init__(self, data, *, user):
        super().__init__(data, queryset=Accreditation.objects.visible_to(user))

    def search(self, queryset, name, value):
        return queryset.filter(holds_words(value, "organisation__"))

    def in_state(self, queryset, name, value):
        return queryset.filter(state__in=GROUPS[value][1] if value in GROUPS else [value])
