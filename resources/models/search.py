"""What search reads: an entry a published resource, the words they use, the words that mean the same, what was asked."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.utils import timezone

from members.models import Role
from members.models.base import VisibleQuerySet

from .audience import Audience, step_of
from .resource import Resource


class SearchEntryQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Entries of the notices of one's step."""
        return self.filter(level__lte=step_of(user))


class SearchEntry(models.Model):
    """A published resource as search reads it, in one narrow row; written by `resources.domain.index`.

    `head` holds the notice, the title at weight A; `full_text` holds the text of the files too, at weight D, and is only
    matched for those who may open the files. `plain` is `text` without capitals and accents, place for place.
    """

    resource = models.OneToOneField(Resource, models.CASCADE, primary_key=True, related_name="search_entry")
    level = models.PositiveSmallIntegerField("notice visible de", choices=Audience)
    file_level = models.PositiveSmallIntegerField("fichiers ouverts à", choices=Audience)
    title = models.CharField("titre", max_length=200)
    sort_title = models.CharField("titre sans accents", max_length=220)
    summary = models.CharField("début du résumé", max_length=320)
    kind = models.CharField("nature", max_length=8, choices=Resource.Kind)
    language = models.CharField("langue", max_length=3)
    year = models.PositiveSmallIntegerField("année")
    issued_on = models.DateField("date du document")
    published_at = models.DateTimeField("publiée le")
    themes = ArrayField(models.BigIntegerField(), verbose_name="thèmes, et ceux qui les contiennent")
    regions = ArrayField(models.CharField(max_length=3), verbose_name="régions")
    authors = ArrayField(models.BigIntegerField(), verbose_name="auteurs")
    formats = ArrayField(models.CharField(max_length=4), verbose_name="formats")
    thumbnail = models.BigIntegerField("fichier dont la première page sert d'image", null=True)
    superseded = models.BooleanField("remplacée", default=False)
    downloads = models.PositiveIntegerField("téléchargements", default=0)
    boost = models.FloatField("fraîcheur et usage, de 0 à 1", default=0)
    head = SearchVectorField("mots de la notice")
    full_text = SearchVectorField("mots de la notice et des fichiers")
    text = models.TextField("texte des fichiers", blank=True)
    plain = models.TextField("texte sans accents", blank=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "entrées de recherche"
        indexes = [
            GinIndex(fields=["head"], name="search_head", fastupdate=False),
            GinIndex(fields=["full_text"], name="search_full", fastupdate=False),
            models.Index(fields=["-published_at", "-resource"], name="search_newest"),
        ]

    def __str__(self):
        return self.title


class Word(models.Model):
    """A word of the resources, without accents, and the lowest step from which it is read: it corrects and completes
    what people type without telling them of what they may not see."""

    form = models.CharField("mot", max_length=60, primary_key=True)
    lexemes = ArrayField(models.CharField(max_length=60), verbose_name="racines")
    level = models.PositiveSmallIntegerField("lu de", choices=Audience)
    documents = models.PositiveIntegerField("ressources", default=1)

    class Meta:
        verbose_name = "mot"
        indexes = [
            GinIndex(OpClass(F("form"), name="gin_trgm_ops"), name="word_looks"),
            GinIndex(fields=["lexemes"], name="word_lexemes", fastupdate=False),
            models.Index(OpClass(F("form"), name="varchar_pattern_ops"), name="word_starts"),
        ]

    def __str__(self):
        return self.form


@pghistory.track()
class SynonymGroup(models.Model):
    """Expressions that mean the same, kept by staff: an acronym and what it stands for, a word and its neighbours."""

    terms = ArrayField(
        models.CharField(max_length=100),
        verbose_name="expressions",
        help_text="Séparées par des virgules : « ACI, atelier et chantier d'insertion ».",
    )

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "groupe de synonymes"
        verbose_name_plural = "synonymes et sigles"
        ordering = ["terms"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(terms__len__gte=2),
                name="synonym_group_has_two_terms",
                violation_error_message="Donnez au moins deux expressions.",
            )
        ]

    def __str__(self):
        return ", ".join(self.terms)


class SearchUse(models.Model):
    """How often words were searched on a day, by people of a role, and what was found the last time: nobody's name."""

    day = models.DateField("jour", default=timezone.localdate)
    text = models.CharField("recherche", max_length=100)
    role = models.CharField("rôle", max_length=20, choices=Role)
    searches = models.PositiveIntegerField("fois", default=1)
    found = models.PositiveIntegerField("ressources trouvées", default=0)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = "recherche faite"
        verbose_name_plural = "recherches faites"
        constraints = [models.UniqueConstraint(fields=["day", "text", "role"], name="search_use_once")]
        indexes = [models.Index(fields=["day", "found"], name="search_use_by_day")]

    def __str__(self):
        return self.text
