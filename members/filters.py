"""What the directory may be filtered by; the same filters serve the page, its export and its address."""

from collections import Counter
from datetime import date
from functools import cache, cached_property
from typing import ClassVar

import django_filters as filters
from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Value, When
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from members.domain.directory import count_facets
from members.domain.territory import department_names, region_names
from members.models import Label, Membership, OrganisationLabel, YearlyReturn
from members.models.base import Unaccented, belongs
from members.models.organisation import holds_public_words, holds_words
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


class AnyOf(forms.MultipleChoiceField):
    """Values that the network writes freely: those that nobody has find nothing."""

    def valid_value(self, value):
        return len(value) <= 60


class AnyOfFilter(filters.MultipleChoiceFilter):
    field_class = AnyOf


def current_year() -> int:
    return timezone.localdate().year


class DirectoryFilter(filters.FilterSet):
    """Memberships of a year, by words and by facets: kind, region, department, activities, labels and size.

    A facet narrows by a condition of its own (`conditions`), so that its values can be counted without it.
    """

    SIZES = [("0-12", "12 ETP d'insertion et moins"), ("12-25", "plus de 12 à 25"), ("25-50", "plus de 25 à 50"),
             ("50-70", "plus de 50 à 70"), ("70-", "plus de 70")]  # fmt: skip

    q = filters.CharFilter(method="search", label="Nom, commune, activité, chantier, SIRET", max_length=100)
    annee = filters.NumberFilter(
        method="in_year", label="Année", min_value=EARLIEST, max_value=LATEST, decimal_places=0
    )
    effectifs = filters.ChoiceFilter(
        method="with_return",
        choices=[("oui", "déclarés"), ("non", "non déclarés")],
        label="Effectifs",
        empty_label="Tous",
    )
    qualite = filters.ChoiceFilter(method="keep", choices=Membership.Kind, label="Qualité")
    region = filters.ChoiceFilter(method="keep", choices=_region_choices, label="Région")
    departement = filters.ChoiceFilter(method="keep", choices=_department_choices, label="Département")
    activite = AnyOfFilter(method="keep", label="Activité")
    label = filters.ModelMultipleChoiceFilter(method="keep", queryset=Label.objects.all(), label="Label")
    taille = filters.ChoiceFilter(method="keep", choices=SIZES, label="Taille")
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
    colonnes = filters.ChoiceFilter(method="keep", choices=[("toutes", "toutes")], label="Colonnes")
    FACETS = ("qualite", "region", "departement", "activite", "label", "taille")
    ORDERS: ClassVar = {
        "-nom": ["-organisation__sort_name"],
        "commune": [Unaccented("organisation__city")],
        "departement": ["organisation__department"],
        "region": [Unaccented("region__name")],
    }
    # What tells of an organisation's workforce, for those who may read it of many.
    OF_RETURNS = ("taille", "effectifs")
    # What tells visitors no more than organisations agreed to publish.
    PUBLIC = ("q", "region", "departement", "activite", "tri")

    class Meta:
        model = Membership
        fields = []

    def __init__(self, data=None, *, user):
        data = data.copy() if data is not None else {}
        self.public = not belongs(user)
        if not data.get("annee") or self.public:
            data["annee"] = str(current_year())
        super().__init__(data, queryset=Membership.objects.listed_for(user))
        self.returns = YearlyReturn.objects.visible_to(user)
        self.regions: frozenset[str] | None = None
        if self.public:
            self.regions = frozenset()
            for name in set(self.filters) - set(self.PUBLIC):
                del self.filters[name]
        elif not (user.is_national or user.is_board):
            self.regions = user.region_codes
        if self.regions is not None and not self.regions:
            for name in self.OF_RETURNS:
                self.filters.pop(name, None)

    def search(self, queryset, name, value):
        if self.public:
            return queryset.filter(holds_words(value, "organisation__")).filter(holds_public_words(value))
        return queryset.filter(holds_words(value, "organisation__"))

    def in_year(self, queryset, name, value):
        return queryset.filter(year=int(value))

    def with_return(self, queryset, name, value):
        """Organisations that have declared their whole workforce for the year, or not, among those one may read of."""
        declared = Exists(
            self.returns.filter(organisation=OuterRef("organisation"), year=self.year, total_fte__isnull=False)
        )
        return self._within_reach(queryset).filter(declared if value == "oui" else ~declared)

    def _within_reach(self, queryset):
        """The whole network, or the regions that one serves: the same for all who serve them, as kept pages need."""
        return queryset.filter(self._reach)

    @property
    def _reach(self) -> Q:
        return Q() if self.regions is None else Q(organisation__department__region__in=self.regions)

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """What each facet asked for demands of a membership."""
        asked = {name: self.form.cleaned_data.get(name) for name in self.FACETS}
        made = {
            "qualite": lambda kind: Q(kind=kind),
            "region": lambda region: Q(region=region),
            "departement": lambda department: Q(organisation__department=department),
            "activite": lambda activities: Q(organisation__activities__overlap=activities),
            "label": lambda labels: Q(organisation__in=self._holders_of(labels)),
            "taille": lambda size: self._reach & Q(organisation__in=self._of_size(size)),
        }
        return {name: made[name](value) for name, value in asked.items() if value}

    def _holders_of(self, labels):
        return OrganisationLabel.objects.valid_on(self.day).filter(label__in=list(labels)).values("organisation")

    def _of_size(self, size: str):
        lower, upper = size.split("-")
        bounds = {"insertion_fte__gt": int(lower) or -1} | ({"insertion_fte__lte": int(upper)} if upper else {})
        return self.returns.filter(year=self.year, **bounds).values("organisation")

    @property
    def qs(self):
        """The memberships that the words and every facet leave."""
        return super().qs.filter(*self.conditions.values())

    def counted(self) -> tuple[int, dict[str, Counter]]:
        """How many memberships are left, and how many each value of the facets would leave: one query."""
        found, fte = super().qs, None
        if "taille" in self.filters:
            declared = Q(organisation__returns__year=self.year)
            found = found.alias(declared=FilteredRelation("organisation__returns", condition=declared))
            # Among those whose returns one may read.
            fte = (
                Case(When(self._reach, then=F("declared__insertion_fte")))
                if self.regions
                else F("declared__insertion_fte")
            )
        facets = [name for name in self.FACETS if name in self.filters]
        return count_facets(found, self.conditions, facets=facets, day=self.day, fte=fte)

    def near(self) -> list[tuple[int, str]]:
        """Organisations of the year whose words look like those typed, for a search that finds nothing."""
        words = self.form.cleaned_data.get("q")
        if not words:
            return []
        text = "organisation__sort_name" if self.public else "organisation__search_text"
        looks = TrigramWordSimilarity(Unaccented(Value(words)), text)
        found = self.queryset if self.public else self.queryset.filter(year=self.year)
        found = found.annotate(looks=looks).filter(looks__gt=0.4)
        return list(
            found.order_by("-looks", "organisation__sort_name").values_list("organisation_id", "organisation__name")[:5]
        )

    def keep(self, queryset, name, value):
        """The order narrows nothing (see `ordered`), nor facets here (see `conditions`)."""
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

    @property
    def day(self) -> date:
        """When labels are looked at: today, or the last day of a year that is over."""
        return min(timezone.localdate(), date(self.year, 12, 31))

    @property
    def all_columns(self) -> bool:
        """Whether the list and its exports have every column."""
        return bool(self.form.cleaned_data.get("colonnes"))
