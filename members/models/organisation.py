"""Organisations: the legal entities that are or may become members, and their establishments."""

import re

import pghistory
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Contains
from django.urls import reverse

from members.validators import validate_postcode, validate_siren, validate_siret_shape

from .base import Joined, Unaccented, VisibleQuerySet, belongs
from .territory import Commune, Department

# A SIREN or a SIRET typed in groups, as 123 456 789 00012.
GROUPED_SIRET = re.compile(r"(?<!\d)\d{3} \d{3} \d{3}(?: ?\d{5}| \d{3} \d{2})?(?!\d)")


def holds_words(text: str, path: str = "") -> Q:
    """The condition that an organisation, reached by `path`, holds every word typed; eight words at most are read.

    Each stands in what the organisation is or in what it is also found by: activities, worksites, former numbers.
    """
    condition = Q()
    for word in words_of(text):
        plain = Unaccented(Value(word))
        found = Q(**{f"{path}search_text__contains": plain}) | Q(**{f"{path}more_text__contains": plain})
        if word.isascii() and word.isdigit() and len(word) in {9, 14}:
            # A number that an organisation had before it was merged still leads to it.
            merges = apps.get_model("members", "Merge").objects.standing()
            kept = merges.filter(source_siret__startswith=word).values("kept")
            found |= Q(**{f"{path}pk__in": kept})
        condition &= found
    return condition


def holds_public_words(text: str, path: str = "organisation__") -> Q:
    """The condition that every word typed stands in what a published organisation tells everybody.

    Added to `holds_words`, which finds quickly: alone, it reads each row.
    """
    told = Unaccented(
        Concat(
            f"{path}name", Value(" "), f"{path}city", Value(" "), Joined(f"{path}activities"),
            output_field=models.TextField(),
        )
    )  # fmt: skip
    condition = Q()
    for word in words_of(text):
        condition &= Q(Contains(told, Unaccented(Value(word))))
    return condition


def words_of(text: str) -> list[str]:
    """The words typed, a SIRET in groups being one; eight at most."""
    return GROUPED_SIRET.sub(lambda found: "".join(found[0].split()), text).split()[:8]


class OrganisationQuerySet(VisibleQuerySet):
    """Organisations; the directory is opened to every member of the network."""

    def visible_to(self, user):
        """Staff and board see all; the others of the network those that are active; nobody else any."""
        if not belongs(user):
            return self.none()
        if user.is_national or user.is_board:
            return self
        return self.filter(Q(closed_on__isnull=True) | Q(pk__in=user.history_ids))

    def with_rare_parts(self):
        """Annotate whether there are sites, successions, former SIRET, labels or merges to show: few have any."""
        sites = Establishment.objects.filter(organisation=OuterRef("pk"), kind=Establishment.Kind.SITE)
        successions = self.model.successions.rel.related_model.objects.filter(
            Q(predecessor=OuterRef("pk")) | Q(successor=OuterRef("pk"))
        )
        former = self.model.former_sirets.rel.related_model.objects.filter(organisation=OuterRef("pk"))
        labels = self.model.labels.rel.related_model.objects.filter(organisation=OuterRef("pk"))
        merges = apps.get_model("members", "Merge").objects.standing().filter(kept=OuterRef("pk"))
        return self.annotate(
            has_sites=Exists(sites),
            has_successions=Exists(successions),
            has_former_sirets=Exists(former),
            has_labels=Exists(labels),
            has_merges=Exists(merges),
        )

    def belonging_on(self, day):
        """Members and sympathisers of that day."""
        memberships = apps.get_model("members", "Membership").objects.valid_on(day)
        return self.filter(Exists(memberships.filter(organisation=OuterRef("pk"))))

    def published(self):
        """Organisations that agreed to be shown to everybody, while they are open."""
        return self.filter(published_on__isnull=False, closed_on__isnull=True)

    def search(self, text: str):
        """Organisations that hold every word typed, accents set aside: see `holds_words`."""
        return self.filter(holds_words(text))


@pghistory.track(exclude=["search_text", "sort_name", "found_by", "more_text"])
class Organisation(models.Model):
    """A legal entity, known by its SIREN, with its seat."""

    class LegalForm(models.TextChoices):
        ASSOCIATION = "9220", "association déclarée"
        INTERMEDIATE = "9222", "association intermédiaire"
        COMMUNE = "7210", "commune"
        CCAS = "7361", "centre communal d'action sociale"
        CIAS = "7367", "centre intercommunal d'action sociale"
        SCIC = "5485", "société coopérative d'intérêt collectif"
        OTHER = "0000", "autre"

    name = models.CharField("nom", max_length=200)
    siren = models.CharField(
        "SIREN",
        max_length=9,
        unique=True,
        validators=[validate_siren],
        error_messages={"unique": "Une structure a déjà ce SIREN."},
    )
    siret = models.CharField(
        "SIRET du siège",
        max_length=14,
        unique=True,
        validators=[validate_siret_shape],
        error_messages={"unique": "Une structure a déjà ce SIRET."},
    )
    siret_confirmed = models.BooleanField(
        "SIRET vérifié",
        default=False,
        help_text="Cochez si vous avez vérifié un SIRET dont la clé de contrôle est fausse.",
    )
    legal_form = models.CharField("forme juridique", max_length=4, choices=LegalForm, default=LegalForm.ASSOCIATION)
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True, validators=[validate_postcode])
    city = models.CharField("commune", max_length=80, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, verbose_name="commune (code INSEE)")
    department = models.ForeignKey(Department, models.PROTECT, related_name="organisations", verbose_name="département")
    website = models.URLField("site web", blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    activities = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name="activités")
    closed_on = models.DateField("fermée le", null=True, blank=True)
    published_on = models.DateField(
        "montrée à tous depuis le",
        null=True,
        blank=True,
        help_text="Vide : l'annuaire ouvert à tous ne la montre pas.",
    )
    shows_website = models.BooleanField("montre son site web", default=True)
    shows_email = models.BooleanField("montre son adresse e-mail", default=False)
    shows_phone = models.BooleanField("montre son téléphone", default=False)
    # Names, activities and towns of its worksites, former SIRET, organisations that it succeeded: see `words`.
    found_by = models.TextField("aussi trouvée par", default="", blank=True, editable=False)
    search_text = models.GeneratedField(
        expression=Unaccented(Concat("name", Value(" "), "city", Value(" "), "postcode", Value(" "), "siret")),
        output_field=models.TextField(),
        db_persist=True,
    )
    more_text = models.GeneratedField(
        expression=Unaccented(Concat(Joined("activities"), Value(" "), "found_by", output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )
    sort_name = models.GeneratedField(
        expression=Unaccented("name"), output_field=models.TextField(), db_persist=True, verbose_name="nom"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "structure"
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(siret__startswith=F("siren")),
                name="organisation_siret_of_siren",
                violation_error_message="Le SIRET doit commencer par le SIREN de la structure.",
            )
        ]
        indexes = [
            GinIndex(OpClass(F("search_text"), name="gin_trgm_ops"), name="organisation_search"),
            GinIndex(OpClass(F("more_text"), name="gin_trgm_ops"), name="organisation_more_words"),
            models.Index(fields=["sort_name", "id"], name="organisation_by_name"),
            models.Index(
                fields=["sort_name"],
                condition=Q(published_on__isnull=False, closed_on__isnull=True),
                name="organisation_published",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("members:organisation", args=[self.pk])


class OfOrganisationQuerySet(VisibleQuerySet):
    """What is told of an organisation, to whoever sees it."""

    def visible_to(self, user):
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


@pghistory.track()
class Establishment(models.Model):
    """A place of an organisation: its seat or a site, known by its SIRET."""

    class Kind(models.TextChoices):
        SEAT = "seat", "siège"
        SITE = "site", "antenne"

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="establishments", verbose_name="structure"
    )
    siret = models.CharField("SIRET", max_length=14, unique=True, validators=[validate_siret_shape])
    siret_confirmed = models.BooleanField("SIRET vérifié", default=False)
    kind = models.CharField("nature", max_length=4, choices=Kind, default=Kind.SITE)
    name = models.CharField("nom", max_length=200, blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True, validators=[validate_postcode])
    city = models.CharField("commune", max_length=80, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, verbose_name="département")
    active = models.BooleanField("en activité", default=True)

    objects = OfOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "établissement"
        ordering = ["kind", "city"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(kind="seat"),
                name="establishment_one_seat",
                violation_error_message="Cette structure a déjà un siège.",
            )
        ]

    def __str__(self):
        return self.name or f"{self.organisation} – {self.city}"

    def clean(self):
        if self.organisation_id and self.siret and not self.siret.startswith(self.organisation.siren):
            raise ValidationError({"siret": "Le SIRET doit commencer par le SIREN de la structure."})
