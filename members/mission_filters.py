"""What the list of missions may be narrowed to; the same for the list and its export."""

import django_filters as filters
from django.db.models import Q
from django.utils import timezone

from members.domain.territory import region_names
from members.filters import LeanSelect
from members.models import DelegatedMission


class MissionFilter(filters.FilterSet):
    """Missions by words, region, state and what is to be watched; signals concern those that one sees whole."""

    q = filters.CharFilter(method="search", label="Titre, objectifs, association", max_length=100)
    region = filters.ChoiceFilter(
        choices=lambda: list(region_names().items()), label="Région", empty_label="Toutes", widget=LeanSelect
    )
    etat = filters.ChoiceFilter(field_name="state", choices=DelegatedMission.State, label="État", empty_label="Tous")
    annee = filters.NumberFilter(method="in_year", label="Année", min_value=2000, max_value=2100)
    signal = filters.ChoiceFilter(
        method="of_signal",
        choices=[("depassement", "dépassement de budget"), ("retard", "bilan en retard")],
        label="À surveiller",
        empty_label="Tout",
    )

    class Meta:
        model = DelegatedMission
        fields = []

    def __init__(self, data, *, user):
        self.user = user
        super().__init__(data, queryset=DelegatedMission.objects.told_to(user))

    def search(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(title__unaccent__icontains=word) | Q(purpose__unaccent__icontains=word)
                | Q(carrier__name__unaccent__icontains=word)
            )  # fmt: skip
        return queryset

    def in_year(self, queryset, name, value):
        year = int(value)
        return queryset.filter(validity__overlap=(f"{year}-01-01", f"{year + 1}-01-01"))

    def of_signal(self, queryset, name, value):
        seen = queryset.filter(pk__in=DelegatedMission.objects.visible_to(self.user).values("pk"))
        watched = seen.with_signals(timezone.localdate())
        return watched.filter(overspent=True) if value == "depassement" else watched.filter(late=True)
