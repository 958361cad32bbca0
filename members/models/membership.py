"""Memberships: a year of an organisation in the network."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from members.validators import EARLIEST, LATEST

from .base import ValidityField, ValidityQuerySet, belongs
from .organisation import Organisation
from .territory import Region


class MembershipQuerySet(ValidityQuerySet):
    """Who belongs is known inside the network; a membership's state is its staff's business."""

    def visible_to(self, user):
        if not belongs(user):
            return self.none()
        if user.is_national or user.is_board:
            return self
        return self.filter(Q(organisation__closed_on__isnull=True) | Q(organisation__in=user.history_ids))

    def belonging(self):
        """Memberships whose organisation is of the network: those that count, and those that are being renewed."""
        return self.filter(
            Q(state__in=Membership.COUNTED) | Q(state__in=Membership.RENEWING, renews=True),
        )

    def listed_for(self, user):
        """The directory: who belongs; organisations that have closed are for staff and board.

        Who does not belong sees the last one of those that agreed to be shown to everybody.
        """
        if not belongs(user):
            return self.published(timezone.localdate().year)
        listed = self.visible_to(user).belonging()
        if user.is_national or user.is_board:
            return listed
        return listed.filter(organisation__closed_on__isnull=True)

    def giving_rights_on(self, day):
        """Memberships that open the portal on `day`: a renewal called for opens it until it lapses."""
        return super().valid_on(day).belonging()

    def published(self, year: int):
        """What visitors are shown: the last membership, of that year or the one before, of those that agreed to it."""
        counted = self.filter(state__in=Membership.COUNTED, year__in=[year - 1, year])
        later = counted.filter(organisation=OuterRef("organisation"), year__gt=OuterRef("year"))
        return counted.filter(
            ~Exists(later), organisation__published_on__isnull=False, organisation__closed_on__isnull=True
        )

    def members(self):
        return self.filter(kind=Membership.Kind.MEMBER)

    def sympathisers(self):
        return self.filter(kind=Membership.Kind.SYMPATHISER)

    def valid_on(self, day):
        """Memberships that count on `day`: valid, and neither resigned nor struck off."""
        return super().valid_on(day).filter(state__in=Membership.COUNTED)


@pghistory.track()
class Membership(models.Model):
    """One campaign year of an organisation, as member or sympathiser.

    The region is the one of attachment in that year: a later move of the seat does not change past figures.
    """

    class Kind(models.TextChoices):
        MEMBER = "member", "adhérent"
        SYMPATHISER = "sympathiser", "sympathisant"

    class State(models.TextChoices):
        CALLED = "called", "appelée"
        DECLARED = "declared", "déclarée"
        PAID = "paid", "payée, à déclarer"
        VALID = "valid", "valide"
        LAPSED = "lapsed", "caduque"
        RESIGNED = "resigned", "démissionnaire"
        STRUCK_OFF = "struck_off", "radiée"
        SUCCEEDED = "succeeded", "reprise"

    COUNTED = [State.VALID, State.RESIGNED]
    # Asked to renew, and not there yet: who belonged the year before keeps their rights meanwhile.
    RENEWING = [State.CALLED, State.DECLARED, State.PAID]
    AWAITED = [State.CALLED, State.DECLARED]
    ENDED = [State.RESIGNED, State.STRUCK_OFF]

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", verbose_name="structure")
    year = models.PositiveSmallIntegerField("année de campagne")
    kind = models.CharField("qualité", max_length=12, choices=Kind, default=Kind.MEMBER)
    validity = ValidityField(
        default=models.NOT_PROVIDED, help_text="Premier et dernier jours, compris ; vide, l'année civile."
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="memberships", verbose_name="région de rattachement"
    )
    state = models.CharField("état", max_length=12, choices=State, default=State.VALID)
    renews = models.BooleanField(
        "renouvellement", default=False, help_text="L'adhésion de l'année précédente comptait."
    )
    ended_on = models.DateField("fin le", null=True, blank=True, help_text="Démission ou radiation.")
    end_reason = models.CharField("motif de fin", max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "adhésion"
        ordering = ["-year", "organisation__sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="membership_once_a_year",
                violation_error_message="Cette structure a déjà une adhésion pour cette année.",
            ),
            ExclusionConstraint(
                name="membership_no_overlap",
                expressions=[("organisation", RangeOperators.EQUAL), ("validity", RangeOperators.OVERLAPS)],
                condition=Q(state__in=["valid", "resigned"]),
                violation_error_message="Cette structure a déjà une adhésion valide sur cette période.",
            ),
            models.CheckConstraint(
                condition=Q(validity__lower_inf=False, validity__upper_inf=False, validity__isempty=False),
                name="membership_has_both_days",
                violation_error_message="Une adhésion a un premier et un dernier jour.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=EARLIEST, year__lte=LATEST),
                name="membership_year_plausible",
                violation_error_message=f"L'année doit être comprise entre {EARLIEST} et {LATEST}.",
            ),
        ]
        indexes = [models.Index(fields=["year", "kind", "region"], name="membership_by_year")]

    def __str__(self):
        return f"{self.organisation}, {self.get_kind_display()} {self.year}"

    @property
    def has_ended(self) -> bool:
        """Whether the organisation has left: resigned, struck off, or declined the call."""
        return self.state in self.ENDED or self.ended_on is not None

    def clean(self):
        """Without dates a membership lasts the calendar year; with dates it touches its year."""
        if not self.year or not EARLIEST <= self.year <= LATEST:
            return
        if not self.validity or (self.validity.lower_inf and self.validity.upper_inf):
            self.validity = calendar_year(self.year)
        elif not touches(self.validity, self.year):
            raise ValidationError({"validity": f"Cette période ne touche pas l'année {self.year}."})


def calendar_year(year: int) -> DateRange:
    """From 1 January to 31 December."""
    return DateRange(date(year, 1, 1), date(year + 1, 1, 1))


def touches(validity: DateRange, year: int) -> bool:
    """Whether a range holds a day of `year`; an open bound holds all days."""
    whole = calendar_year(year)
    return (validity.lower or date.min) < whole.upper and (validity.upper or date.max) > whole.lower
