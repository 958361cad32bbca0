"""Filters of the admin's list of organisations."""

from django.contrib import admin
from django.utils import timezone

from members.domain.quality.completeness import with_completeness
from members.domain.returns import without_return
from members.models import Membership


class YearFilter(admin.SimpleListFilter):
    """The year of membership at which the list is looked at."""

    title = "année d'adhésion"
    parameter_name = "annee"

    @classmethod
    def year(cls, request) -> int:
        """The year asked for, or the current one."""
        asked = request.GET.get(cls.parameter_name, "")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else timezone.localdate().year

    def lookups(self, request, model_admin):
        return [(year, str(year)) for year in range(timezone.localdate().year, 2019, -1)]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(pk__in=Membership.objects.filter(year=self.year(request)).values("organisation"))


class KindFilter(admin.SimpleListFilter):
    """Member or sympathiser in the year looked at."""

    title = "qualité"
    parameter_name = "qualite"

    def lookups(self, request, model_admin):
        return Membership.Kind.choices

    def queryset(self, request, queryset):
        if self.value() not in Membership.Kind.values:
            return queryset
        memberships = Membership.objects.filter(
            year=YearFilter.year(request), kind=self.value(), state__in=Membership.COUNTED
        )
        return queryset.filter(pk__in=memberships.values("organisation"))


class SizeFilter(admin.SimpleListFilter):
    """Band of insertion FTE declared for the year looked at."""

    title = "ETP d'insertion"
    parameter_name = "etp"
    bands = {"12": (-1, 12), "25": (12, 25), "50": (25, 50), "70": (50, 70), "plus": (70, 10**6)}

    def lookups(self, request, model_admin):
        return [("12", "12 et moins"), ("25", "plus de 12 à 25"), ("50", "plus de 25 à 50"), ("70", "plus de 50 à 70"),
                ("plus", "plus de 70")]  # fmt: skip

    def queryset(self, request, queryset):
        if self.value() not in self.bands:
            return queryset
        lower, upper = self.bands[self.value()]
        return queryset.filter(
            returns__year=YearFilter.year(request), returns__insertion_fte__gt=lower, returns__insertion_fte__lte=upper
        )


class WithoutReturnFilter(admin.SimpleListFilter):
    """Members that have not declared their workforce."""

    title = "données manquantes"
    parameter_name = "sans_donnees"

    def lookups(self, request, model_admin):
        year = timezone.localdate().year
        return [(str(y), f"effectifs {y} non déclarés") for y in range(year - 1, year - 4, -1)]

    def queryset(self, request, queryset):
        asked = self.value() or ""
        if not (asked.isascii() and asked.isdigit() and len(asked) == 4):
            return queryset
        return queryset.filter(pk__in=without_return(int(asked)).values("pk"))


class CompletenessFilter(admin.SimpleListFilter):
    """How complete a record is."""

    title = "complétude"
    parameter_name = "completude"
    bands = {"50": (0, 50), "80": (50, 80), "100": (80, 100), "tout": (100, 101)}

    def lookups(self, request, model_admin):
        return [("50", "moins de 50 %"), ("80", "de 50 à 79 %"), ("100", "de 80 à 99 %"), ("tout", "complète")]

    def queryset(self, request, queryset):
        if self.value() not in self.bands:
            return queryset
        lower, upper = self.bands[self.value()]
        return with_completeness(queryset).filter(completeness__gte=lower, completeness__lt=upper)


class ReceivesFilter(admin.SimpleListFilter):
    """Whether mails reach a contact."""

    title = "réception des messages"
    parameter_name = "recoit"

    def lookups(self, request, model_admin):
        return [("non", "l'adresse ne reçoit plus"), ("sans", "sans adresse"), ("oui", "l'adresse reçoit")]

    def queryset(self, request, queryset):
        conditions = {"non": {"bounced": True}, "sans": {"email": ""}, "oui": {"bounced": False}}
        chosen = conditions.get(self.value())
        if chosen is None:
            return queryset
        found = queryset.with_bounced().filter(**chosen)
        return found.exclude(email="") if self.value() == "oui" else found
