"""Merging two records of one organisation: everything that hangs on one follows to the other, and may come back.

Rows are moved by the database's own rules: one that cannot follow, because the kept organisation has its like, goes
away, and stays in the record of the merge with what hung on it. Only rows of a year are chosen from by a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError

from members.domain.quality.refusals import AlreadyMerged, HeldBack, Invalid, NotAllowed, TwoOfAYear
from members.domain.quality.relations import Relation, relations
from members.domain.quality.removed import everything_under, written_down
from members.models import DistinctPair, Membership, Merge, Organisation, User, YearlyReturn
from members.models.standing import forget_standing

# What the two records may each be right about.
FIELDS = ("name", "siret", "legal_form", "address", "postcode", "city", "website", "email", "phone", "activities",
          "closed_on")  # fmt: skip
# Fields that say the same thing in other words, and follow.
ALONG = {"siret": ("siren", "siret_confirmed"), "city": ("commune_id", "department_id")}
KEPT, SOURCE = "kept", "source"


@dataclass
class Outcome:
    """What a merge did, or would do: rows that follow and rows that go away, by kind, and the values that change."""

    merge: Merge
    followed: dict[str, int] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    changed: dict[str, tuple] = field(default_factory=dict)


def years_to_choose(kept: Organisation, source: Organisation) -> dict[str, list[int]]:
    """The years in which both have a membership that counts, and those in which both have declared."""
    counted = Membership.objects.filter(state__in=Membership.COUNTED)
    return {
        "memberships": _common_years(counted, kept, source),
        "returns": _common_years(YearlyReturn.objects, kept, source),
    }


def preview(kept: Organisation, source: Organisation, **choices) -> Outcome:
    """What `merge` would do with the same choices, or its refusal: it is done, then undone before anybody sees it."""
    with transaction.atomic():
        outcome = merge(kept, source, **choices)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def merge(
    kept: Organisation,
    source: Organisation,
    *,
    by: User,
    fields: Mapping[str, str] | None = None,
    years: Mapping[str, Mapping[int, str]] | None = None,
) -> Outcome:
    """Make `source` one with `kept`.

    `fields` says, for each of FIELDS, whose value stands (KEPT unless said); `years`, for « memberships » and
    « returns », whose row of a year stands, the other one is struck off and stays in the record only. Raises
    TwoOfAYear where that is not said, HeldBack where a row can neither follow nor go.
    """
    if not by.has_perm("members.merge_organisations"):
        raise NotAllowed
    kept, source = _locked(kept, source)
    people = set(source.contacts.exclude(user=None).values_list("user", flat=True))
    removed = _strike_off(kept, source, years or {})
    outcome = Outcome(Merge())
    moved = {}
    DistinctPair.objects.filter(first__in=[kept, source], second__in=[kept, source]).delete()
    for relation in relations():
        followed = _follow(relation, kept, source, removed)
        if followed:
            moved[relation.key] = followed
            outcome.followed[relation.label] = outcome.followed.get(relation.label, 0) + len(followed)
    values = _values(source, fields or {})
    removed += written_down([source])
    source_id, source_name, source_siret = source.pk, source.name, source.siret
    Organisation.objects.filter(pk=source.pk).delete()
    outcome.changed = _write(kept, values)
    outcome.gone = [f"{one['kind']} : {one['told']}" for one in removed[:-1]]
    outcome.merge = Merge.objects.create(
        kept=kept,
        kept_name=kept.name,
        source_id=source_id,
        source_name=source_name,
        source_siret=source_siret,
        record={"removed": removed, "moved": moved, "changed": _in_json(kept, outcome.changed)},
        merged_by=by,
    )
    forget_standing(people)
    return outcome


def _locked(kept: Organisation, source: Organisation) -> tuple[Organisation, Organisation]:
    """Both, locked in the order of their numbers: of two merges at once, the second finds one organisation."""
    wanted = {kept.pk, source.pk}
    found = Organisation.objects.select_for_update().filter(pk__in=wanted).order_by("pk").in_bulk()
    if len(found) != 2:
        raise AlreadyMerged
    return found[kept.pk], found[source.pk]


def _common_years(rows, kept: Organisation, source: Organisation) -> list[int]:
    years = [set(rows.filter(organisation=one).values_list("year", flat=True)) for one in (kept, source)]
    return sorted(years[0] & years[1])


def _strike_off(kept: Organisation, source: Organisation, years: Mapping) -> list[dict]:
    """Take away the rows that were not chosen; those that do not count give way to those that do, unasked."""
    removed = []
    to_choose = years_to_choose(kept, source)
    for name, words in (("memberships", "adhésions valides"), ("returns", "données déclarées")):
        chosen = years.get(name, {})
        unsaid = [year for year in to_choose[name] if chosen.get(year) not in {KEPT, SOURCE}]
        if unsaid:
            raise TwoOfAYear(words, unsaid)
        for year in to_choose[name]:
            loser = source if chosen[year] == KEPT else kept
            removed += _take_away(getattr(loser, name).get(year=year))
    for year in _common_years(Membership.objects, kept, source):
        of_year = {one: one.memberships.get(year=year) for one in (kept, source)}
        counts = of_year[source].state in Membership.COUNTED
        removed += _take_away(of_year[kept if counts else source])
    return removed


def _follow(relation: Relation, kept: Organisation, source: Organisation, removed: list[dict]) -> list:
    """Move the rows of a column; the numbers of those that followed. What cannot is added to `removed`."""
    rows = relation.rows(source.pk)
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    if not numbers or _moved(relation, rows, kept):
        return numbers
    followed = []
    for number in numbers:
        row = relation.model._base_manager.filter(pk=number)
        if _moved(relation, row, kept):
            followed.append(number)
        else:
            removed += _take_away(row.get())
    return followed


def _moved(relation: Relation, rows, kept: Organisation) -> bool:
    """Whether the database lets these rows follow."""
    try:
        with transaction.atomic():
            rows.update(**{relation.field.attname: kept.pk})
    except IntegrityError:
        return False
    return True


def _take_away(row) -> list[dict]:
    """Delete a row, and what hangs on it, once all of it is written down. Raises HeldBack."""
    try:
        under = everything_under(row)
        row.delete()
    except (ProtectedError, RestrictedError) as held:
        holders = getattr(held, "protected_objects", None) or held.restricted_objects
        names = sorted({str(one._meta.verbose_name_plural) for one in holders})
        raise HeldBack(str(row), f"y sont attachés des {', '.join(names)}") from held
    return under


def _values(source: Organisation, fields: Mapping[str, str]) -> dict:
    """What the kept organisation takes from the other one."""
    taken = [name for name in FIELDS if fields.get(name) == SOURCE]
    return {one: getattr(source, one) for name in taken for one in (name, *ALONG.get(name, ()))}


def _write(kept: Organisation, values: Mapping) -> dict[str, tuple]:
    """Write the values taken, checked; those that change, before and after."""
    before = {name: getattr(kept, name) for name in values}
    for name, value in values.items():
        setattr(kept, name, value)
    try:
        kept.validate_unique()
        kept.validate_constraints()
    except ValidationError as error:
        raise Invalid(error.messages) from error
    kept.save()
    return {name: (before[name], value) for name, value in values.items() if before[name] != value}


def _in_json(kept: Organisation, changed: Mapping[str, tuple]) -> dict[str, list]:
    """Values as JSON keeps them."""
    return {name: [_plain(value) for value in pair] for name, pair in changed.items()}


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
