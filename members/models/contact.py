"""People of an organisation and the functions they hold over time."""

import pghistory
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from .base import ValidityField, ValidityQuerySet
from .organisation import Organisation
from .standing import forget_when_changed


class ContactQuerySet(ValidityQuerySet):
    """Contacts are personal data: seen by staff, by the region's staff and by the organisation's own people."""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_national:
            return self
        return self.of_own_or_region(user, organisation="organisation", region="organisation__department__region")

    def with_bounced(self):
        """Annotate `bounced`: whether the address takes mails no longer."""
        bounced = apps.get_model("members", "BouncedAddress").objects.filter(email=Lower(models.OuterRef("email")))
        return self.annotate(bounced=models.Exists(bounced))


@pghistory.track()
class Contact(models.Model):
    """A person's function in an organisation; with an account, it opens the portal while it lasts."""

    class Function(models.TextChoices):
        PRESIDENT = "president", "présidence"
        DIRECTOR = "director", "direction"
        ACCOUNTS = "accounts", "comptabilité"
        HR = "hr", "ressources humaines"
        TRAINER = "trainer", "encadrement technique et formation"
        SOCIAL = "social", "accompagnement socioprofessionnel"
        OTHER = "other", "autre fonction"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts", verbose_name="structure")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name="compte"
    )
    full_name = models.CharField("nom complet", max_length=150)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    function = models.CharField("fonction", max_length=10, choices=Function, default=Function.OTHER)
    manages = models.BooleanField(
        "gère la structure",
        default=False,
        help_text="Peut renouveler l'adhésion, inviter et retirer des collègues, demander des corrections.",
    )
    validity = ValidityField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"
        ordering = ["full_name"]

    def __str__(self):
        return f"{self.full_name}, {self.get_function_display()}"


forget_when_changed(Contact)
