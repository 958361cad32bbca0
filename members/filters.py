"""What the directory may be filtered by; the same filters serve the page, its export and its address."""

from functools import cache
from typing import ClassVar

import django_filters as filters
from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Exists, OuterRef, Value
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from members.domain.territory import department_names, region_names
from members.models import Membership, YearlyReturn
from members.models.base import Unaccented
from members.models.organisation import holds_words
from members.validators import EARLIEST, LATEST


def _region_choices() -> list[tuple[str, str]]:
    return list(region_names().items())


def _department_choices() -> list[tuple[str, str]]:
    return [(code, f"{name} ({code})") for code, name in department_names().items()]


@cache
def _options(choices: tuple[tuple[str, str], ...]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', choices)


class LeanSelect(forms.Select):
    """A long list drawn once a process: Django renders a template for each option, which a hundred of them make felt."""

    def render(self, name, value, attrs=None, renderer=None):
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name} | (attrs or {})))
        options = _options(tuple((str(code), str(label)) for code, label in self.choices))
        chosen = format_html('value="{}"', value or "")
        return mark_safe(  # noqa: S308 (made of parts that are escaped)
            f"<select{attributes}>{options.replace(chosen, f'{chosen} selected', 1)}</select>"
        )


def current_year() -> int:
    return timezone.localdate().year


class DirectoryFilter(filters.FilterSet):
    """Memberships of a year, by words, kind, region, department and size."""

    SIZES = [("0-12", "12 ETP d'insertion et moins"), ("12-25", "plus de 12 à 25"), ("25-50", "plus de 25 à 50"),
             ("50-70", "plus de 50 à 70"), ("70-", "plus de 70")]  # fmt: skip

    q = filters.CharFilter(method="search", label="Nom, commune, SIRET", max_length=100)
    annee = filters.NumberFilter(
        method="in_year", label="Année", min_value=EARLIEST, max_value=LATEST, decimal_places=0
    )
    qualite = filters.ChoiceFilter(field_name="kind", choices=Membership.Kind, label="Qualité", empty_label="Toutes")
    region = filters.ChoiceFilter(choices=_region_choices, label="Région", empty_label="Toutes", widget=LeanSelect)
    departement = filters.ChoiceFilter(
        field_name="organisation__department",
        choices=_department_choices,
        label="Département",
        empty_label="Tous",
        widget=LeanSelect,
    )
    taille = filters.ChoiceFilter(method="of_size", choices=SIZES, label="Taille", empty_label="Toutes")
    effectifs = filters.ChoiceFilter(
        method="with_return",
        choices=[("oui", "déclarés"), ("non", "non déclarés")],
        label="Effectifs",
        empty_label="Tous",
    )
    tri = filters.ChoiceFilter(
        method="keep",
        choices=[
            ("-nom", "nom, de Z à A"),
            ("commune", "commune"),
            ("departement", "département"),
            ("region", "région"),
        ],
        label="Trier par",
        empty_label="nom",
    )
    ORDERS: ClassVar = {
        "-nom": ["-organisation__sort_name"],
        "commune": [Unaccented("organisation__city")],
        "departement": ["organisation__department"],
        "region": [Unaccented("region__name")],
    }
    # What tells of an organisation's workforce, for those who may read it of many.
    OF_RETURNS = ("taille", "effectifs")

    class Meta:
        model = Membership
        fields = []

    def __init__(self, data=None, *, user):
        data = data.copy() if data is not None else {}
        if not data.get("annee"):
            data["annee"] = str(current_year())
        super().__init__(data, queryset=Membership.objects.listed_for(user))
        self.returns = YearlyReturn.objects.visible_to(user)
        self.regions = None if user.is_national or user.is_board else user.region_codes
        if self.regions is not None and not self.regions:
            for name in self.OF_RETURNS:
                del self.filters[name]

    def search(self, queryset, name, value):
        return queryset.filter(holds_words(value, "organisation__"))

    def in_year(self, queryset, name, value):
        return queryset.filter(year=int(value))

    def of_size(self, queryset, name, value):
        lower, upper = value.split("-")
        bounds = {"insertion_fte__gt": int(lower) or -1} | ({"insertion_fte__lte": int(upper)} if upper else {})
        of_size = self.returns.filter(year=self.year, **bounds)
        return self._within_reach(queryset).filter(organisation__in=of_size.values("organisation"))

    def with_return(self, queryset, name, value):
        """Organisations that have declared their whole workforce for the year, or not, among those one may read of."""
        declared = Exists(
            self.returns.filter(organisation=OuterRef("organisation"), year=self.year, total_fte__isnull=False)
        )
        return self._within_reach(queryset).filter(declared if value == "oui" else ~declared)

    def _within_reach(self, queryset):
        """The whole network, or the regions that one serves: the same for all who serve them, as kept pages need."""
        if self.regions is None:
            return queryset
        return queryset.filter(organisation__department__region__in=self.regions)

    def near(self) -> list[tuple[int, str]]:
        """Organisations of the year whose words look like those typed, for a search that finds nothing."""
        words = self.form.cleaned_data.get("q")
        if not words:
            return []
        looks = TrigramWordSimilarity(Unaccented(Value(words)), "organisation__search_text")
        found = self.queryset.filter(year=self.year).annotate(looks=looks).filter(looks__gt=0.4)
        return list(
            found.order_by("-looks", "organisation__sort_name").values_list("organisation_id", "organisation__name")[:5]
        )

    def keep(self, queryset, name, value):
        """The order narrows nothing: see `ordered`."""
        return queryset

    @property
    def ordered(self):
        """The memberships kept, in the order asked for, then by name."""
        order = self.ORDERS.get(self.form.cleaned_data.get("tri"), [])
        return self.qs.order_by(*order, "organisation__sort_name", "organisation_id")

    @property
    def year(self) -> int:
        """The year looked at: the one asked for if it is a right one, else the current one."""
        return int(self.form.cleaned_data.get("annee") or current_year())
