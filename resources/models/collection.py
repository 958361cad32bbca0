"""Collections: resources chosen and put in order by an editor."""

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse

from members.models.base import VisibleQuerySet

from .audience import Audience, step_of
from .resource import Resource


class CollectionQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """Published collections of one's step; national staff see those in preparation too."""
        if user.is_authenticated and user.is_national:
            return self
        return self.filter(published=True, audience__lte=step_of(user))


@pghistory.track()
class Collection(models.Model):
    """A path through the resource centre, on a subject or for a moment."""

    title = models.CharField("titre", max_length=120)
    slug = models.SlugField("adresse", max_length=120, unique=True)
    summary = models.TextField("présentation", blank=True)
    audience = models.PositiveSmallIntegerField("visible de", choices=Audience, default=Audience.NETWORK)
    published = models.BooleanField("publiée", default=False)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="tenue par"
    )

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = "collection"
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resources:collection", args=[self.slug])


@pghistory.track()
class CollectionItem(models.Model):
    """A resource at its place in a collection."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="items", verbose_name="collection")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="in_collections", verbose_name="ressource")
    position = models.PositiveSmallIntegerField("ordre", default=0)
    note = models.CharField("mot de l'éditeur", max_length=300, blank=True)

    class Meta:
        verbose_name = "ressource de la collection"
        verbose_name_plural = "ressources de la collection"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "resource"],
                name="collection_item_once",
                violation_error_message="Cette ressource est déjà dans la collection.",
            )
        ]

    def __str__(self):
        return f"{self.collection} : {self.resource}"
