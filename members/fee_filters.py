"""What the calls of a campaign may be narrowed to; the same for the list, its export and its papers."""

import django_filters as filters

from members.domain.dues import awaited, with_paid
from members.domain.territory import region_names
from members.filters import LeanSelect
from members.models import FeeCall, Membership
from members.models.organisation import holds_words


class FeeCallFilter(filters.FilterSet):
    """Calls by words, region, kind, state, money and way of paying."""

    q = filters.CharFilter(method="search", label="Structure, SIRET, référence", max_length=100)
    region = filters.ChoiceFilter(
        field_name="membership__region", choices=lambda: list(region_names().items()), label="Région",
        empty_label="Toutes", widget=LeanSelect,
    )  # fmt: skip
    qualite = filters.ChoiceFilter(
        field_name="membership__kind", choices=Membership.Kind, label="Qualité", empty_label="Toutes"
    )
    etat = filters.ChoiceFilter(
        field_name="membership__state", choices=Membership.State, label="État", empty_label="Tous"
    )
    solde = filters.ChoiceFilter(
        method="of_balance",
        choices=[("du", "reste à payer"), ("solde", "soldé"), ("trop", "trop-perçu")],
        label="Compte",
        empty_label="Tous",
    )
    mode = filters.ChoiceFilter(
        field_name="method", choices=FeeCall.Method, label="Mode de paiement", empty_label="Tous"
    )

    class Meta:
        model = FeeCall
        fields = []

    def search(self, queryset, name, value):
        found = queryset.filter(holds_words(value, "membership__organisation__"))
        compact = "".join(value.split()).upper()
        return found | queryset.filter(reference=compact) if compact.startswith("RF") else found

    def of_balance(self, queryset, name, value):
        if value == "du":
            return awaited(queryset)
        counted = with_paid(queryset)
        return counted.filter(remains=0) if value == "solde" else counted.filter(remains__lt=0)
