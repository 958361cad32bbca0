"""What the network's models share: a queryset that knows who is looking."""

from datetime import timedelta

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.forms import DateRangeField as DateRangeFormField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange


class Unaccented(models.Func):
    """Capitals without accents, to search and sort names as French readers do.

    The function is made by migration 0001, which promises it immutable so that a generated column may use it.
    """

    function = "portail_unaccent"
    template = "%(function)s(UPPER(%(expressions)s))"
    output_field = models.TextField()


class Joined(models.Func):
    """The words of an array in one text; a function of ours, since PostgreSQL's own may not make generated columns."""

    function = "portail_joined"
    output_field = models.TextField()


def belongs(user) -> bool:
    """Whether a person has a role or a function in the network today: an account alone opens nothing."""
    return user.is_authenticated and bool(user.roles)


class VisibleQuerySet(models.QuerySet):
    """A queryset that every page, export and file starts from through `visible_to(user)`."""

    def visible_to(self, user) -> "VisibleQuerySet":
        """Rows that `user` may see: by default all for national staff, none for the others."""
        return self if user.is_authenticated and user.is_national else self.none()

    def of_own_or_region(self, user, *, organisation: str, region: str) -> "VisibleQuerySet":
        """Rows of the organisations where `user` holds a function or that these succeeded, or of the regions served."""
        seen = models.Q()
        if user.history_ids:
            seen |= models.Q(**{f"{organisation}__in": user.history_ids})
        if user.region_codes:
            seen |= models.Q(**{f"{region}__in": user.region_codes})
        return self.filter(seen) if seen else self.none()


class ReferenceQuerySet(VisibleQuerySet):
    """Public reference data: territories, opened to everybody."""

    def visible_to(self, user):
        return self


class ValidityQuerySet(VisibleQuerySet):
    """Facts that hold over a range of dates."""

    def valid_on(self, day) -> "ValidityQuerySet":
        """Rows whose validity contains `day`."""
        return self.filter(validity__contains=day)


class ValidityField(DateRangeField):
    """The days on which a fact holds, lower bound included, upper bound excluded; None is open."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", "validité")
        kwargs.setdefault("help_text", "Premier et dernier jours, compris ; vide, sans limite.")
        kwargs.setdefault("default", open_range)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LastDayIncludedField, "required": False} | kwargs)


class LastDayIncludedField(DateRangeFormField):
    """A first and a last day, as people say them, neither of which is due: the range kept ends on the day after."""

    def compress(self, values):
        found = super().compress(values)
        if found is None:
            return open_range()
        # The year 9999 is how many write « sans fin ».
        ends = found.upper if found.upper and found.upper.year < 9999 else None
        return DateRange(found.lower, ends + timedelta(days=1) if ends else None)

    def prepare_value(self, value):
        if isinstance(value, DateRange) and value.upper:
            value = DateRange(value.lower, value.upper - timedelta(days=1))
        return super().prepare_value(value)

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


def open_range() -> DateRange:
    """A validity without bounds."""
    return DateRange(None, None)
