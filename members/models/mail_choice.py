"""Which mails a person wants, and the addresses from which mails come back."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from .base import VisibleQuerySet
from .mail import Mail


class MailChoiceQuerySet(VisibleQuerySet):
    """National staff answer for consents; others see their own."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self if user.is_national else self.filter(user=user)


@pghistory.track()
class MailChoice(models.Model):
    """Whether the owner of an account, or of an address without one, wants a kind of mail; its history is the proof."""

    class Origin(models.TextChoices):
        PAGE = "page", "page « Mes messages »"
        LINK = "link", "lien d'un message"
        STAFF = "staff", "équipe nationale"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mail_choices",
        verbose_name="compte",
    )
    email = models.EmailField("adresse", blank=True)
    kind = models.CharField("nature", max_length=12, choices=[(kind.value, kind.label) for kind in Mail.OPTIONAL])
    wants = models.BooleanField("souhaite ces messages")
    origin = models.CharField("origine", max_length=5, choices=Origin)
    text_version = models.CharField("version du texte accepté", max_length=10)
    decided_at = models.DateTimeField("le")

    objects = MailChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "choix de messages"
        verbose_name_plural = "choix de messages"
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(condition=Q(user__isnull=True) ^ Q(email=""), name="mail_choice_of_one"),
            models.UniqueConstraint(fields=["user", "kind"], name="mail_choice_once_a_user"),
            models.UniqueConstraint("email", "kind", condition=~Q(email=""), name="mail_choice_once_an_address"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="mail_choice_small_letters"),
        ]

    def __str__(self):
        return f"{self.user or self.email} : {self.get_kind_display()} {'oui' if self.wants else 'non'}"


class BouncedAddressQuerySet(VisibleQuerySet):
    """National staff's business: addresses are personal data."""


@pghistory.track()
class BouncedAddress(models.Model):
    """An address that takes mails no longer, until staff say otherwise; small letters."""

    email = models.EmailField("adresse", unique=True)
    reason = models.CharField("raison", max_length=300, blank=True)
    since = models.DateTimeField("depuis")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="noté par",
        help_text="Vide : le serveur de messagerie.",
    )

    objects = BouncedAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "adresse qui ne reçoit plus"
        verbose_name_plural = "adresses qui ne reçoivent plus"
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="bounced_address_small_letters")
        ]

    def __str__(self):
        return self.email
