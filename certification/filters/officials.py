"""What the list of officials may be narrowed to."""

import django_filters as filters
from django.db.models import Exists, OuterRef
from django.utils import timezone

from certification.filters.checks import certifications, of_words
from certification.models import College, Mandate, Official
from members.domain.territory import region_names
from members.filters import LeanSelect


class OfficialFilter(filters.FilterSet):
    """Officials by name, by their region, and by the role, college and certification of a mandate that holds today."""

    q = filters.CharFilter(method="search", label="Nom", max_length=100)
    role = filters.ChoiceFilter(choices=Mandate.Role, method="of_mandate", label="Rôle", empty_label="Tous")
    college = filters.ChoiceFilter(choices=College, method="of_mandate", label="Collège", empty_label="Tous")
    certification = filters.ModelChoiceFilter(
        queryset=certifications, to_field_name="code", method="for_certification", empty_label="Toutes",
        label="Certification",
    )  # fmt: skip
    region = filters.ChoiceFilter(
        choices=lambda: list(region_names().items()), label="Région", empty_label="Toutes", widget=LeanSelect
    )

    class Meta:
        model = Official
        fields = []

    search = of_words("full_name")

    def __init__(self, data, *, user):
        super().__init__(data, queryset=Official.objects.visible_to(user))

    @property
    def _mandates(self):
        return Mandate.objects.filter(official=OuterRef("pk")).valid_on(timezone.localdate())

    def of_mandate(self, queryset, name, value):
        return queryset.filter(Exists(self._mandates.filter(**{name: value})))

    def for_certification(self, queryset, name, value):
        mandates = self._mandates
        return queryset.filter(
            Exists(mandates.filter(certifications=None)) | Exists(mandates.filter(certifications=value))
        )
