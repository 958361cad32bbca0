"""What the list of people to tell to the Caisse des Dépôts may be narrowed to; the same for the list and its export."""

import django_filters as filters
from django.db.models import Q

from certification.domain.deposits.passages import OPEN, PassageState, Standing, told_certificates
from certification.models import Certificate, Certification

WAITING = "attend"


class DepositFilter(filters.FilterSet):
    """People of the flow, by words and certification; their state is not stored, so that it is chosen last."""

    q = filters.CharFilter(method="search", label="Numéro, nom", max_length=100)
    certification = filters.ModelChoiceFilter(
        field_name="place__jury__certification",
        queryset=Certification.objects.exclude(kind=Certification.Kind.BRANCH), label="Certification",
        empty_label="Toutes",
    )  # fmt: skip
    etat = filters.ChoiceFilter(
        method="leave", label="État", empty_label="Tous",
        choices=[(WAITING, "ce qui attend l'équipe"), *PassageState.choices],
    )  # fmt: skip

    class Meta:
        model = Certificate
        fields = []

    def __init__(self, data):
        super().__init__(data, queryset=told_certificates())

    def search(self, queryset, name, value):
        holder = "place__enrolment__candidate"
        for word in value.split():
            queryset = queryset.filter(
                Q(number__icontains=word)
                | Q(**{f"{holder}__birth_name__unaccent__icontains": word})
                | Q(**{f"{holder}__first_name__unaccent__icontains": word})
            )
        return queryset

    def leave(self, queryset, name, value):
        return queryset

    def kept(self, standings: list[Standing]) -> list[Standing]:
        """Those in the state asked for."""
        asked = self.form.cleaned_data.get("etat")
        if not asked:
            return standings
        return [one for one in standings if one.state == asked or (asked == WAITING and one.state in OPEN)]
