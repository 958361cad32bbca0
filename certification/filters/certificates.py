"""What the register of certificates may be narrowed to; the same for the list, its export and its prints."""

import django_filters as filters
from django import forms
from django.db.models import Q

from certification.models import Certificate, Certification


class CertificateFilter(filters.FilterSet):
    """Certificates that one sees, by words, certification, kind, state and year of issue; or those of a jury."""

    q = filters.CharFilter(method="search", label="Numéro, nom, structure", max_length=100)
    certification = filters.ModelChoiceFilter(
        field_name="place__jury__certification", queryset=Certification.objects.all(), label="Certification",
        empty_label="Toutes",
    )  # fmt: skip
    nature = filters.ChoiceFilter(field_name="kind", choices=Certificate.Kind, label="Nature", empty_label="Toutes")
    etat = filters.ChoiceFilter(field_name="state", choices=Certificate.State, label="État", empty_label="Tous")
    annee = filters.NumberFilter(
        field_name="issued_on", lookup_expr="year", label="Année", min_value=2000, max_value=2100
    )
    jury = filters.NumberFilter(
        field_name="place__jury", widget=forms.HiddenInput, min_value=1, max_value=2**31, decimal_places=0
    )

    class Meta:
        model = Certificate
        fields = []

    def __init__(self, data, *, user):
        super().__init__(data, queryset=Certificate.objects.visible_to(user))

    def search(self, queryset, name, value):
        holder = "place__enrolment__candidate"
        for word in value.split():
            queryset = queryset.filter(
                Q(number__icontains=word)
                | Q(**{f"{holder}__birth_name__unaccent__icontains": word})
                | Q(**{f"{holder}__used_name__unaccent__icontains": word})
                | Q(**{f"{holder}__first_name__unaccent__icontains": word})
                | Q(place__enrolment__organisation__name__unaccent__icontains=word)
            )
        return queryset
