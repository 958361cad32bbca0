"""What lists of papers and invoices may be narrowed to; the same for a list, its export and its prints."""

import django_filters as filters
from django.db.models import Q
from django.utils import timezone

from training.domain.papers.paying import with_due
from training.models import Funder, TrainingDocument, TrainingInvoice


def _of_words(queryset, value, paths):
    for word in value.split():
        wanted = Q(number__icontains=word)
        for path in paths:
            wanted |= Q(**{f"{path}__unaccent__icontains": word})
        queryset = queryset.filter(wanted)
    return queryset


class DocumentFilter(filters.FilterSet):
    """Papers that one sees, by words, kind, year, session; those that stand, unless all are asked for."""

    q = filters.CharFilter(method="search", label="Nom, numéro, structure, formation", max_length=100)
    nature = filters.ChoiceFilter(
        field_name="kind", choices=TrainingDocument.Kind, label="Document", empty_label="Tous"
    )
    annee = filters.NumberFilter(
        field_name="issued_on", lookup_expr="year", label="Année", min_value=2000, max_value=2100
    )
    remplaces = filters.ChoiceFilter(
        method="replaced", choices=[("avec", "avec eux")], label="Ceux qui sont remplacés", empty_label="sans eux"
    )

    class Meta:
        model = TrainingDocument
        fields = []

    def __init__(self, data, *, user):
        super().__init__(data, queryset=TrainingDocument.objects.visible_to(user))

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("remplaces") else found.standing()

    def search(self, queryset, name, value):
        return _of_words(
            queryset, value,
            ("registration__trainee__last_name", "registration__trainee__first_name", "order__organisation__name",
             "order__buyer_name", "session__version__title", "subcontract__subcontractor__name"),
        )  # fmt: skip

    def replaced(self, queryset, name, value):
        return queryset


class InvoiceFilter(filters.FilterSet):
    """Invoices that one sees, by words, year, funder, and whether they are paid."""

    PAID = [("du", "à payer"), ("retard", "en retard"), ("paye", "payées"), ("avoir", "avoirs")]

    q = filters.CharFilter(method="search", label="Numéro, structure, formation", max_length=100)
    annee = filters.NumberFilter(
        field_name="issued_on", lookup_expr="year", label="Année", min_value=2000, max_value=2100
    )
    financeur = filters.ModelChoiceFilter(
        field_name="funder", queryset=Funder.objects.all(), label="Financeur", empty_label="Tous"
    )
    etat = filters.ChoiceFilter(method="settled", choices=PAID, label="Règlement", empty_label="Tous")

    class Meta:
        model = TrainingInvoice
        fields = []

    def __init__(self, data, *, user):
        super().__init__(data, queryset=with_due(TrainingInvoice.objects.visible_to(user)))

    def search(self, queryset, name, value):
        return _of_words(
            queryset, value,
            ("order__organisation__name", "order__buyer_name", "order__session__version__title", "funder__name"),
        )  # fmt: skip

    def settled(self, queryset, name, value):
        if value == "avoir":
            return queryset.filter(kind=TrainingInvoice.Kind.CREDIT)
        invoices = queryset.filter(kind=TrainingInvoice.Kind.INVOICE, credited=False)
        if value == "paye":
            return invoices.filter(left__lte=0)
        owed = invoices.filter(left__gt=0)
        return owed.filter(due_on__lt=timezone.localdate()) if value == "retard" else owed
