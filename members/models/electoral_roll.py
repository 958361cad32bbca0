"""The electoral roll of a general meeting: who votes, in which college, with how many votes, and who stands for whom."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Concat

from .base import Unaccented, VisibleQuerySet, belongs
from .meeting import GeneralMeeting
from .membership import Membership
from .organisation import Organisation, words_of
from .territory import Region


class CollegeQuerySet(VisibleQuerySet):
    """The statutes are known inside the network."""

    def visible_to(self, user):
        return self if belongs(user) else self.none()


@pghistory.track()
class College(models.Model):
    """Organisations that vote together, by the kind of their membership, as the statutes say."""

    class VotesRule(models.TextChoices):
        ONE = "one", "une voix par structure"
        BRACKET = "bracket", "des voix selon les ETP d'insertion"

    name = models.CharField("nom", max_length=80, unique=True)
    kinds = ArrayField(
        models.CharField(max_length=12, choices=Membership.Kind), verbose_name="qualités", default=list,
        help_text="Les adhésions qui y entrent.",
    )  # fmt: skip
    votes_rule = models.CharField("voix", max_length=7, choices=VotesRule, default=VotesRule.ONE)
    consultative = models.BooleanField(
        "consultatif", default=False, help_text="Assiste et donne son avis, sans voix ni pouvoir."
    )
    position = models.PositiveSmallIntegerField(
        "ordre", default=1, help_text="Une structure entre dans le premier collège qui reçoit sa qualité."
    )
    active = models.BooleanField("en vigueur", default=True)

    objects = CollegeQuerySet.as_manager()

    class Meta:
        verbose_name = "collège"
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


@pghistory.track()
class VoteBracket(models.Model):
    """How many votes a college gives up to a number of insertion FTE; beyond the last bound, those of the row without."""

    college = models.ForeignKey(College, models.CASCADE, related_name="brackets", verbose_name="collège")
    up_to = models.DecimalField(
        "jusqu'à (ETP d'insertion, compris)", max_digits=8, decimal_places=2, null=True, blank=True,
        help_text="Vide : au-delà.",
    )  # fmt: skip
    votes = models.PositiveSmallIntegerField("voix", validators=[MinValueValidator(1)])

    objects = CollegeQuerySet.as_manager()

    class Meta:
        verbose_name = "tranche de voix"
        verbose_name_plural = "tranches de voix"
        ordering = [F("up_to").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["college", "up_to"],
                name="vote_bracket_once",
                nulls_distinct=False,
                violation_error_message="Ce collège a deux tranches qui finissent au même nombre d'ETP.",
            ),
            models.CheckConstraint(
                condition=Q(votes__gte=1),
                name="vote_bracket_has_votes",
                violation_error_message="Une tranche donne au moins une voix.",
            ),
        ]

    def __str__(self):
        return f"{self.college}, {self.votes} voix"


class RollEntryQuerySet(VisibleQuerySet):
    """An entry names who came for an organisation: seen by staff, board, the region's staff and its own people."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        return self.of_own_or_region(user, organisation="organisation", region="region")

    def voting(self):
        return self.filter(votes__gt=0)

    def search(self, text: str):
        """Entries whose name, town or SIREN holds every word typed, accents set aside."""
        condition = models.Q()
        for word in words_of(text):
            condition &= models.Q(search_text__contains=Unaccented(models.Value(word)))
        return self.filter(condition)

    def with_represented(self):
        """Annotate whether the votes of an entry are in the room by a proxy: its holder is there, itself is not."""
        carried = Proxy.objects.standing().filter(giver=OuterRef("pk"), holder__present=True)
        return self.annotate(represented=Q(present=False) & Exists(carried))

    def with_proxies(self):
        """With the proxy that each entry has given and those that it holds, in `given_now` and `held_now`."""
        standing = Proxy.objects.standing().select_related("giver", "holder")
        return self.prefetch_related(
            Prefetch("given", standing, to_attr="given_now"),
            Prefetch("held", standing.order_by("giver__name"), to_attr="held_now"),
        )


@pghistory.track(exclude=["search_text", "sort_name"])
class RollEntry(models.Model):
    """An organisation on the roll of a meeting, as it was on the record date; no vote is a consultative voice."""

    meeting = models.ForeignKey(GeneralMeeting, models.CASCADE, related_name="entries", verbose_name="assemblée")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="roll_entries", verbose_name="structure"
    )
    college = models.ForeignKey(College, models.PROTECT, related_name="entries", verbose_name="collège")
    college_name = models.CharField("nom du collège", max_length=80)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="région de rattachement")
    votes = models.PositiveSmallIntegerField("voix")
    name = models.CharField("nom", max_length=200)
    town = models.CharField("commune", max_length=80, blank=True)
    siren = models.CharField("SIREN", max_length=9)
    present = models.BooleanField("présente", default=False)
    arrived_at = models.DateTimeField("arrivée à", null=True, blank=True)
    representative = models.CharField("représentée par", max_length=150, blank=True)
    search_text = models.GeneratedField(
        expression=Unaccented(Concat("name", Value(" "), "town", Value(" "), "siren")),
        output_field=models.TextField(),
        db_persist=True,
    )
    sort_name = models.GeneratedField(
        expression=Unaccented("name"), output_field=models.TextField(), db_persist=True, verbose_name="nom"
    )

    objects = RollEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription sur la liste électorale"
        verbose_name_plural = "inscriptions sur la liste électorale"
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                name="roll_entry_once",
                violation_error_message="Cette structure est déjà sur la liste.",
            ),
            models.CheckConstraint(
                condition=Q(present=False, arrived_at=None) | Q(present=True, arrived_at__isnull=False),
                name="roll_entry_present_has_its_hour",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "sort_name"], name="roll_entry_by_name")]

    def __str__(self):
        return f"{self.name} ({self.town})" if self.town else self.name


class ProxyQuerySet(VisibleQuerySet):
    """Known to both organisations, to the staff of the giver's region, to staff and board."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national or user.is_board:
            return self
        seen = Q(giver__in=RollEntry.objects.visible_to(user))
        return self.filter(seen | Q(holder__organisation__in=user.organisation_ids))

    def standing(self):
        """Those that have not been taken back."""
        return self.filter(revoked_at=None)


@pghistory.track()
class Proxy(models.Model):
    """An organisation lets another one of the same roll vote in its name, until it takes the proxy back or comes."""

    giver = models.ForeignKey(RollEntry, models.CASCADE, related_name="given", verbose_name="donné par")
    holder = models.ForeignKey(RollEntry, models.CASCADE, related_name="held", verbose_name="donné à")
    given_on = models.DateTimeField("donné le")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="noté par"
    )
    revoked_at = models.DateTimeField("repris le", null=True, blank=True)

    objects = ProxyQuerySet.as_manager()

    class Meta:
        verbose_name = "pouvoir"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["giver"],
                condition=Q(revoked_at=None),
                name="proxy_one_at_a_time",
                violation_error_message="Cette structure a déjà donné son pouvoir.",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("holder")),
                name="proxy_to_another",
                violation_error_message="Une structure ne se donne pas pouvoir à elle-même.",
            ),
        ]

    def __str__(self):
        return f"{self.giver} → {self.holder}"
