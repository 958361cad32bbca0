"""What the list and the calendar of juries may be narrowed to."""

import django_filters as filters

from certification.models import Certification, Jury
from members.domain.territory import region_names
from members.filters import LeanSelect
from members.models import Organisation


class JuryFilter(filters.FilterSet):
    """Juries that one knows of, by certification, region, state and year."""

    certification = filters.ModelChoiceFilter(
        queryset=Certification.objects.order_by("title"), to_field_name="code", label="Certification",
        empty_label="Toutes",
    )  # fmt: skip
    region = filters.ChoiceFilter(
        choices=lambda: list(region_names().items()), label="Région", empty_label="Toutes", widget=LeanSelect
    )
    etat = filters.ChoiceFilter(field_name="state", choices=Jury.State, label="État", empty_label="Tous")
    annee = filters.NumberFilter(field_name="held_on__year", label="Année", min_value=2010, max_value=2100)

    class Meta:
        model = Jury
        fields = []

    def __init__(self, data, *, user):
        super().__init__(data, queryset=Jury.objects.visible_to(user))


class ReadyFilter(filters.FilterSet):
    """Candidates who wait for a jury, by region and structure."""

    region = filters.ChoiceFilter(
        field_name="organisation__department__region", choices=lambda: list(region_names().items()), label="Région",
        empty_label="Toutes", widget=LeanSelect,
    )  # fmt: skip
    structure = filters.ModelChoiceFilter(
        field_name="organisation",
        queryset=lambda request: Organisation.objects.none(),
        label="Structure",
        empty_label="Toutes",
    )

    def __init__(self, data, *, queryset, organisations):
        super().__init__(data, queryset=queryset)
        self.form.fields["structure"].queryset = organisations
