"""What the lists of checks, findings and support visits may be narrowed to; the same for a list and its export."""

import django_filters as filters
from django.utils import timezone

from certification.models import AccreditationCheck, Certification, Finding, SupportVisit

YEARS = {"label": "Année", "min_value": 2000, "max_value": 2100}


def certifications(request=None):
    return Certification.objects.all()


def of_words(path: str):
    """A method of a filter set that looks for each word in a name, whatever its accents."""

    def search(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(**{f"{path}__unaccent__icontains": word})
        return queryset

    return search


class CheckFilter(filters.FilterSet):
    """Checks by structure, state, certification, year and what is late."""

    q = filters.CharFilter(method="search", label="Structure", max_length=100)
    etat = filters.ChoiceFilter(field_name="state", choices=AccreditationCheck.State, label="État", empty_label="Tous")
    certification = filters.ModelChoiceFilter(
        field_name="accreditation__certification", queryset=certifications, to_field_name="code", empty_label="Toutes",
        label="Certification",
    )  # fmt: skip
    annee = filters.NumberFilter(field_name="planned_on__year", **YEARS)
    retard = filters.BooleanFilter(
        method="late", label="Actions en retard", widget=filters.widgets.BooleanWidget
    )  # fmt: skip

    class Meta:
        model = AccreditationCheck
        fields = []

    search = of_words("accreditation__organisation__name")

    def __init__(self, data, *, user):
        seen = AccreditationCheck.objects.visible_to(user).with_overdue(timezone.localdate())
        super().__init__(data, queryset=seen)
        self.filters["retard"].field.widget.choices = [("", "Peu importe"), ("true", "oui"), ("false", "non")]

    def late(self, queryset, name, value):
        return queryset.filter(overdue=value)


class FindingFilter(filters.FilterSet):
    """Findings that are not lifted, by structure, severity and whether their day is past."""

    q = filters.CharFilter(method="search", label="Structure", max_length=100)
    gravite = filters.ChoiceFilter(
        field_name="severity", choices=Finding.Severity, label="Gravité", empty_label="Toutes"
    )
    reste = filters.ChoiceFilter(
        method="of_rest", label="Reste", empty_label="Tout",
        choices=[("retard", "en retard"), ("verifier", "répondu, à vérifier"), ("repondre", "sans réponse")],
    )  # fmt: skip

    class Meta:
        model = Finding
        fields = []

    search = of_words("check_made__accreditation__organisation__name")

    def __init__(self, data, *, user):
        plan = AccreditationCheck.State.ACTION_PLAN
        seen = Finding.objects.visible_to(user).filter(check_made__state=plan, closed_on=None).exclude(action="")
        super().__init__(data, queryset=seen)

    def of_rest(self, queryset, name, value):
        if value == "retard":
            return queryset.overdue_on(timezone.localdate())
        return queryset.filter(answered_at__isnull=value == "repondre")


class VisitFilter(filters.FilterSet):
    """Support visits by structure, certification and year."""

    q = filters.CharFilter(method="search", label="Structure", max_length=100)
    certification = filters.ModelChoiceFilter(
        queryset=certifications, to_field_name="code", empty_label="Toutes", label="Certification"
    )
    annee = filters.NumberFilter(field_name="visited_on__year", **YEARS)

    class Meta:
        model = SupportVisit
        fields = []

    search = of_words("organisation__name")

    def __init__(self, data, *, user):
        super().__init__(data, queryset=SupportVisit.objects.visible_to(user))
