"""Resources: the notices of the resource centre, their authors and the days on which they were published."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField, FSMModelMixin, transition

from members.models import Region
from members.models.base import ReferenceQuerySet, Unaccented, ValidityField, VisibleQuerySet

from .audience import Audience, step_of
from .theme import Theme


@pghistory.track()
class AuthorBody(models.Model):
    """Who signs a resource: the network, one of its associations, a ministry, a partner."""

    name = models.CharField("nom", max_length=120, unique=True)
    website = models.URLField("site web", blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "organisme auteur"
        verbose_name_plural = "organismes auteurs"
        ordering = [Unaccented("name")]

    def __str__(self):
        return self.name


class ResourceQuerySet(VisibleQuerySet):
    """Resources; a published one is seen from the step of its notice upwards."""

    def visible_to(self, user):
        """Published notices of one's step, and what one has proposed; regional staff also their regions' proposals."""
        if user.is_authenticated and user.is_national:
            return self
        seen = Q(state=Resource.State.PUBLISHED, notice_audience__lte=step_of(user))
        if user.is_authenticated:
            seen |= Q(proposed_by=user)
            if user.region_codes:
                seen |= Q(proposed_region__in=user.region_codes)
        return self.filter(seen)

    def published(self):
        return self.filter(state=Resource.State.PUBLISHED)

    def to_review(self, day):
        """Published resources whose day of review has come."""
        return self.published().filter(review_on__lte=day, superseded_by=None)


@pghistory.track(exclude=["updated_at"])
class Resource(FSMModelMixin, models.Model):
    """A document, a link or a tool, described once; what it gives is in its versions."""

    class Kind(models.TextChoices):
        GUIDE = "guide", "guide"
        SHEET = "sheet", "fiche pratique"
        MODEL = "model", "modèle"
        LEGAL = "legal", "texte juridique"
        STUDY = "study", "étude"
        VIDEO = "video", "vidéo"
        TOOL = "tool", "outil du réseau"
        OFFER = "offer", "offre partenaire"
        ARCHIVE = "archive", "archive"

    class State(models.TextChoices):
        DRAFT = "draft", "brouillon"
        PROPOSED = "proposed", "proposée"
        EXAMINED = "examined", "examinée"
        PUBLISHED = "published", "publiée"
        ARCHIVED = "archived", "archivée"
        REFUSED = "refused", "refusée"

    class Licence(models.TextChoices):
        NETWORK = "network", "usage réservé au réseau"
        ETALAB = "etalab-2.0", "Licence Ouverte 2.0"
        CC_BY = "cc-by-4.0", "CC BY 4.0"
        CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
        CC_BY_NC_SA = "cc-by-nc-sa-4.0", "CC BY-NC-SA 4.0"
        RESERVED = "reserved", "tous droits réservés"

    class Language(models.TextChoices):
        FR = "fr", "français"
        EN = "en", "anglais"
        ES = "es", "espagnol"
        DE = "de", "allemand"
        CREOLE = "cpf", "créole"
        OTHER = "und", "autre"

    title = models.CharField("titre", max_length=200)
    kind = models.CharField("nature", max_length=8, choices=Kind)
    summary = models.TextField("résumé", help_text="De quoi il s'agit et à qui cela sert, en quelques phrases.")
    keywords = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name="mots-clés", size=20,
        help_text="Séparés par des virgules.",
    )  # fmt: skip
    themes = models.ManyToManyField(Theme, related_name="resources", verbose_name="thèmes")
    regions = models.ManyToManyField(
        Region, related_name="resources", blank=True, verbose_name="territoire",
        help_text="Les régions concernées ; vide, tout le pays.",
    )  # fmt: skip
    authors = models.ManyToManyField(
        AuthorBody, related_name="resources", blank=True, verbose_name="organismes auteurs"
    )
    audience = models.PositiveSmallIntegerField(
        "fichiers ouverts à", choices=Audience, default=Audience.MEMBERS, help_text="Qui peut ouvrir les fichiers."
    )
    notice_audience = models.PositiveSmallIntegerField(
        "notice visible de", choices=Audience, default=Audience.NETWORK,
        help_text="Qui voit que la ressource existe ; au-delà, on peut demander l'accès aux fichiers.",
    )  # fmt: skip
    access_notes = models.TextField(
        "comment y accéder", blank=True, help_text="Pour un outil ou une offre : qui contacter, à quelles conditions."
    )
    licence = models.CharField("licence", max_length=16, choices=Licence, default=Licence.NETWORK)
    language = models.CharField("langue", max_length=3, choices=Language, default=Language.FR)
    issued_on = models.DateField("date du document", default=timezone.localdate)
    review_on = models.DateField(
        "à revoir le", null=True, blank=True, help_text="Le jour où vérifier que la ressource est encore juste."
    )
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name="remplacée par"
    )
    state = FSMField("état", max_length=9, choices=State, default=State.DRAFT, protected=True)
    decision_note = models.TextField("motif", blank=True, help_text="Pourquoi elle est refusée ou à compléter.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="owned_resources",
        verbose_name="responsable", help_text="Qui la tient à jour.",
    )  # fmt: skip
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="proposed_resources",
        verbose_name="proposée par",
    )  # fmt: skip
    proposed_region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="proposée depuis la région"
    )
    published_at = models.DateTimeField("publiée le", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = "ressource"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice_audience__lte=F("audience")),
                name="resource_notice_seen_by_readers",
                violation_error_message="Qui peut ouvrir les fichiers doit pouvoir voir la notice.",
            ),
            models.CheckConstraint(
                condition=~Q(superseded_by=F("id")),
                name="resource_not_superseded_by_itself",
                violation_error_message="Une ressource ne peut pas se remplacer elle-même.",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="resource_published_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at"], name="resource_by_state"),
            models.Index(fields=["review_on"], name="resource_to_review", condition=Q(state="published")),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resources:resource", args=[self.pk])

    @property
    def tone(self) -> str:
        """The tone of the badge that shows the state."""
        tones = {"published": "ok", "proposed": "wait", "examined": "info", "refused": "alert"}
        return tones.get(self.state, "off")

    @transition(state, source=[State.DRAFT, State.REFUSED], target=State.PROPOSED)
    def propose(self):
        """Sent to be examined."""

    @transition(state, source=State.PROPOSED, target=State.DRAFT)
    def send_back(self):
        """To be completed by who proposed it."""

    @transition(state, source=State.PROPOSED, target=State.EXAMINED)
    def examine(self):
        """Found right, and ready to be published."""

    @transition(state, source=[State.PROPOSED, State.EXAMINED], target=State.REFUSED)
    def refuse(self):
        """Not for the resource centre."""

    @transition(state, source=[State.DRAFT, State.EXAMINED, State.ARCHIVED], target=State.PUBLISHED)
    def publish(self):
        """Seen by its audience; a draft is published at once by those who publish."""

    @transition(state, source=State.PUBLISHED, target=State.ARCHIVED)
    def archive(self):
        """No longer listed; nothing is lost."""


class PublicationQuerySet(VisibleQuerySet):
    """Days of publication, told of the resources that one sees."""

    def visible_to(self, user):
        return self.filter(resource__in=Resource.objects.visible_to(user))


@pghistory.track()
class Publication(models.Model):
    """The days during which a resource is published: an archived one that comes back has two."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="publications", verbose_name="ressource")
    validity = ValidityField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "publication"
        constraints = [
            ExclusionConstraint(
                name="publication_no_overlap",
                expressions=[("resource", RangeOperators.EQUAL), ("validity", RangeOperators.OVERLAPS)],
                violation_error_message="Cette ressource est déjà publiée sur cette période.",
            )
        ]

    def __str__(self):
        return f"{self.resource}"
