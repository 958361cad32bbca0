"""What the lists of orders and of registrations may be narrowed to."""

import django_filters as filters
from django.db.models import Q

from members.domain.territory import region_names
from members.filters import LeanSelect
from members.models import Organisation
from training.domain.registrations.needs import needs_awaited
from training.domain.sessions.following import credits_due
from training.models import Funder, Order, Registration


class _OfOrders(filters.FilterSet):
    """What both lists share: the structure, the region and the year of the session."""

    def __init__(self, data, *, queryset, orders):
        super().__init__(data, queryset=queryset)
        buyers = orders.exclude(organisation=None).order_by().values("organisation")
        self.form.fields["structure"].queryset = Organisation.objects.filter(pk__in=buyers).order_by("name")


class OrderFilter(_OfOrders):
    """Orders that one follows."""

    q = filters.CharFilter(method="search", label="Numéro, formation, acheteur", max_length=100)
    etat = filters.ChoiceFilter(field_name="state", choices=Order.State, label="État", empty_label="Tous")
    structure = filters.ModelChoiceFilter(
        field_name="organisation", queryset=lambda request: Organisation.objects.none(), label="Structure",
        empty_label="Toutes",
    )  # fmt: skip
    region = filters.ChoiceFilter(
        field_name="session__region", choices=lambda: list(region_names().items()), label="Région de la session",
        empty_label="Toutes", widget=LeanSelect,
    )  # fmt: skip
    annee = filters.NumberFilter(field_name="session__starts_on__year", label="Année", min_value=1990, max_value=2100)
    financeur = filters.ModelChoiceFilter(
        field_name="funder", queryset=Funder.objects.all(), label="Financeur", empty_label="Tous"
    )
    prise_en_charge = filters.ChoiceFilter(
        field_name="funding", choices=Order.Funding, label="Prise en charge", empty_label="Toutes"
    )
    suivi = filters.ChoiceFilter(
        method="followed", label="À suivre", empty_label="Tout", choices=[("avoirs", "avoirs à faire")]
    )

    class Meta:
        model = Order
        fields = []

    def __init__(self, data, *, user):
        seen = Order.objects.visible_to(user)
        super().__init__(data, queryset=seen, orders=seen)

    def search(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(number__icontains=word) | Q(session__version__title__unaccent__icontains=word)
                | Q(organisation__name__unaccent__icontains=word) | Q(buyer_name__unaccent__icontains=word)
            )  # fmt: skip
        return queryset

    def followed(self, queryset, name, value):
        return queryset.filter(pk__in=credits_due().order_by().values("pk"))


class RegistrationFilter(_OfOrders):
    """Registrations that one follows."""

    q = filters.CharFilter(method="search", label="Stagiaire, formation", max_length=100)
    etat = filters.ChoiceFilter(field_name="state", choices=Registration.State, label="État", empty_label="Tous")
    structure = filters.ModelChoiceFilter(
        field_name="order__organisation", queryset=lambda request: Organisation.objects.none(), label="Structure",
        empty_label="Toutes",
    )  # fmt: skip
    annee = filters.NumberFilter(field_name="session__starts_on__year", label="Année", min_value=1990, max_value=2100)
    besoins = filters.ChoiceFilter(
        method="of_needs", label="Besoins", empty_label="Tout", choices=[("manquent", "pas encore recueillis")]
    )

    class Meta:
        model = Registration
        fields = []

    def __init__(self, data, *, user):
        super().__init__(
            data, queryset=Registration.objects.visible_to(user), orders=Order.objects.visible_to(user)
        )  # fmt: skip

    def search(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(trainee__last_name__unaccent__icontains=word) | Q(trainee__first_name__unaccent__icontains=word)
                | Q(session__version__title__unaccent__icontains=word)
            )  # fmt: skip
        return queryset

    def of_needs(self, queryset, name, value):
        return needs_awaited(queryset)
