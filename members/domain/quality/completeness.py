"""How complete the record of an organisation is: a weighted list of checks, counted by the database in one query."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Avg, Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from members.models import AciConvention, Contact, Membership, Organisation, YearlyReturn


@dataclass(frozen=True)
class Check:
    """One thing that a complete record has: what is missing in words, its weight, and where its people fill it in."""

    name: str
    missing: str
    weight: int
    holds: Callable[[], Q]
    page: str = "members:corrections"


def _contact(**conditions) -> Exists:
    today = timezone.localdate()
    return Exists(Contact.objects.valid_on(today).filter(organisation=OuterRef("pk"), **conditions))


def _return_of_last_year() -> Exists:
    last = timezone.localdate().year - 1
    return Exists(YearlyReturn.objects.filter(organisation=OuterRef("pk"), year=last, total_fte__isnull=False))


def _worksite() -> Exists:
    conventions = AciConvention.objects.valid_on(timezone.localdate()).filter(aci__organisation=OuterRef("pk"))
    return Exists(conventions)


def _is_member() -> Exists:
    today = timezone.localdate()
    return Exists(Membership.objects.members().valid_on(today).filter(organisation=OuterRef("pk")))


def _filled(*names: str) -> Callable[[], Q]:
    def holds() -> Q:
        condition = Q()
        for name in names:
            condition &= ~Q(**{name: ""})
        return condition

    return holds


# Worksites and returns are asked of members only: sympathisers may have neither.
CHECKS = [
    Check("address", "l'adresse", 10, _filled("address", "postcode", "city")),
    Check("commune", "la commune (code INSEE)", 5, lambda: Q(commune__isnull=False)),
    Check("email", "l'adresse e-mail", 15, _filled("email")),
    Check("phone", "le téléphone", 10, _filled("phone")),
    Check("activities", "les activités", 10, lambda: ~Q(activities=[])),
    Check("director", "la direction", 10, lambda: Q(_contact(function="director")), "members:people"),
    Check("president", "la présidence", 10, lambda: Q(_contact(function="president")), "members:people"),
    Check(
        "manager",
        "une personne qui gère la structure, avec un compte",
        15,
        lambda: Q(_contact(manages=True, user__is_active=True)),
        "members:people",
    ),
    Check(
        "return",
        "les effectifs de l'an dernier",
        10,
        lambda: Q(_return_of_last_year()) | ~Q(_is_member()),
        "members:organisation",
    ),
    Check(
        "worksite",
        "un chantier avec sa convention",
        5,
        lambda: Q(_worksite()) | ~Q(_is_member()),
        "members:organisation",
    ),
]
TOTAL = sum(check.weight for check in CHECKS)


@dataclass(frozen=True)
class Completeness:
    """A percentage, and what is missing with where to fill it in."""

    percent: int
    missing: list[tuple[str, str]]


def with_completeness(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Annotate `completeness`, from 0 to 100."""
    points = sum(
        (Case(When(check.holds(), then=check.weight), default=0, output_field=IntegerField()) for check in CHECKS),
        Value(0, output_field=IntegerField()),
    )
    return organisations.annotate(completeness=points * 100 / TOTAL)


def with_checks(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Annotate what `completeness_of` reads, in the query that reads the organisation anyway."""
    return organisations.annotate(**_columns())


def completeness_of(organisation: Organisation) -> Completeness:
    """The score of an organisation read `with_checks`, and what it lacks."""
    lacking = [check for check in CHECKS if not getattr(organisation, f"has_{check.name}")]
    missing = [(check.missing, reverse(check.page, args=[organisation.pk])) for check in lacking]
    return Completeness((TOTAL - sum(check.weight for check in lacking)) * 100 // TOTAL, missing)


def by_region(organisations: QuerySet[Organisation]) -> list[dict]:
    """The mean of each region's organisations, the lowest first: `code`, `region`, `mean`, `count`."""
    scored = with_completeness(organisations).values(code=F("department__region"), region=F("department__region__name"))
    return list(scored.annotate(mean=Avg("completeness"), count=Count("pk")).order_by("mean", "region"))


def most_missing(organisations: QuerySet[Organisation]) -> list[tuple[str, int]]:
    """How many organisations lack each thing, the most wanted first."""
    lacking = {check.name: Count("pk", filter=Q(**{f"has_{check.name}": False})) for check in CHECKS}
    counted = with_checks(organisations).aggregate(**lacking)
    told = [(check.missing, counted[check.name]) for check in CHECKS if counted[check.name]]
    return sorted(told, key=lambda one: -one[1])


def _columns() -> dict[str, Case]:
    return {f"has_{check.name}": Case(When(check.holds(), then=True), default=False) for check in CHECKS}
